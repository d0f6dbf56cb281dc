import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, afterEach, before, describe, test } from 'node:test';
import { io, type Socket } from 'socket.io-client';
import { startServer } from '../../demo/backends/express-socketio/server.js';

type Payload = Record<string, unknown>;
type Answer = { ok: boolean; error?: string };

interface Client {
  readonly socket: Socket;
  /** What came, in order. */
  readonly heard: { name: string; payload: Payload }[];
  names(): string[];
  say(name: string, payload: object): Promise<Answer>;
}

const SDP = { type: 'offer', sdp: 'v=0 a=fingerprint:secret' };
const ids = (callId: string, to = '7') => ({ bookingId: 'b1', callId, to });

describe('express and socket.io', () => {
  const lines: string[] = [];
  const sockets: Socket[] = [];
  let release: (() => void) | null = null;
  let lookUp: Promise<void> = Promise.resolve();
  let server: Awaited<ReturnType<typeof startServer>>;
  let calls = 0;
  let later = 0;
  const newId = () => `call-${++calls}`;

  before(async () => {
    const users = new Map(
      [
        ['tariq', '1'],
        ['sara', '7'],
        ['omar', '8'],
      ].map(([name = '', id = '']) => [name, { id, name }]),
    );
    const members = new Map([['b1', [1, '7']]]);
    const bookings = { get: (id: string) => lookUp.then(() => members.get(id)) } as unknown as typeof members;
    const log = (line: string) => void lines.push(line);
    server = await startServer({ port: 0, users, bookings, log, now: () => Date.now() + later });
  });
  after(() => server.close());
  afterEach(async () => {
    later = 0;
    for (const socket of sockets.splice(0)) socket.disconnect();
    await until(() => server.io.sockets.sockets.size === 0);
    lines.length = 0;
  });

  async function until(holds: () => boolean): Promise<void> {
    const start = performance.now();
    while (!holds()) {
      assert.ok(performance.now() - start < 30_000, `not within 30 s: ${holds.toString()}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function connect(token: string): Promise<Client> {
    const options = { auth: { token }, forceNew: true, reconnection: false, transports: ['websocket'] };
    const socket = io(server.url, options);
    sockets.push(socket);
    const heard: Client['heard'] = [];
    socket.onAny((name: string, payload: Payload) => heard.push({ name, payload }));
    await once(socket as never, 'connect');
    const say = (name: string, payload: object) => socket.emitWithAck(name, payload) as Promise<Answer>;
    return { socket, heard, names: () => heard.map(({ name }) => name), say };
  }

  /** Whatever was sent before is there once this has come back: events keep their order. */
  const settled = (client: Client) => client.say('call:end', { callId: 'nothing' });

  async function leave({ socket }: Client): Promise<void> {
    const { id } = socket;
    socket.disconnect();
    await until(() => !server.io.sockets.sockets.has(String(id)));
  }

  async function ringing(): Promise<{ tariq: Client; sara: Client; callId: string }> {
    const [tariq, sara] = await Promise.all([connect('tariq'), connect('sara')]);
    const callId = newId();
    assert.deepEqual(await tariq.say('call:start', { ...ids(callId), callType: 'video' }), { ok: true });
    await settled(sara);
    return { tariq, sara, callId };
  }

  async function accepted(): Promise<{ tariq: Client; sara: Client; callId: string }> {
    const call = await ringing();
    assert.deepEqual(await call.sara.say('call:accept', ids(call.callId)), { ok: true });
    await settled(call.tariq);
    return call;
  }

  test('S36 carries a call from start to end, under the names that each side listens to', async () => {
    const { tariq, sara, callId } = await accepted();
    await tariq.say('call:offer', { ...ids(callId), offer: SDP, extra: { seq: 2 } });
    await sara.say('call:answer', { ...ids(callId, '1'), answer: { type: 'answer', sdp: 'x' } });
    await tariq.say('call:ice-candidate', { ...ids(callId), candidate: null });
    await sara.say('call:end', { ...ids(callId, '1'), reason: 'hangup' });
    await Promise.all([settled(tariq), settled(sara)]);
    assert.deepEqual(sara.names(), ['call:incoming', 'call:offer', 'call:ice-candidate']);
    assert.deepEqual(tariq.names(), ['call:accepted', 'call:answer', 'call:ended']);
    assert.deepEqual(sara.heard[1]?.payload, {
      ...{ bookingId: 'b1', callId, from: '1', fromName: 'tariq' },
      ...{ offer: SDP, extra: { seq: 2 } },
    });
    assert.equal(server.calls.of('1').length, 0);
  });

  test('S8 a callee who is not there, and one whose connection has gone, are offline at once', async () => {
    const tariq = await connect('tariq');
    const start = { ...ids(newId()), callType: 'voice' };
    assert.deepEqual(await tariq.say('call:start', start), { ok: false, error: 'offline' });
    const sara = await connect('sara');
    sara.socket.io.engine.close();
    await until(() => server.io.sockets.sockets.size === 1);
    assert.deepEqual(await tariq.say('call:start', start), { ok: false, error: 'offline' });
  });

  test('S9 a callee who reconnects is in the room again', async () => {
    const { tariq, sara, callId } = await ringing();
    await leave(sara);
    const back = await connect('sara');
    await tariq.say('call:end', { ...ids(callId), reason: 'cancelled' });
    const next = newId();
    assert.deepEqual(await tariq.say('call:start', { ...ids(next), callType: 'voice' }), { ok: true });
    await settled(back);
    assert.deepEqual(
      back.heard.map(({ payload }) => payload['callId']),
      [callId, next],
    );
  });

  test('S9 a wrong `to` misdirects nothing: the record of the call says who hears it', async () => {
    const omar = await connect('omar');
    const { tariq, sara, callId } = await accepted();
    assert.deepEqual(await tariq.say('call:offer', { ...ids(callId, '8'), offer: SDP }), { ok: true });
    assert.deepEqual(await sara.say('call:answer', { ...ids(callId, '8'), answer: SDP }), { ok: true });
    await Promise.all([settled(omar), settled(sara), settled(tariq)]);
    assert.deepEqual(omar.heard, []);
    assert.deepEqual(sara.names().slice(1), ['call:offer']);
    assert.deepEqual(tariq.names().slice(1), ['call:answer']);
  });

  test('S9 what a member misses while away comes in order when it is back', async () => {
    const { tariq, sara, callId } = await ringing();
    await leave(tariq);
    assert.deepEqual(await sara.say('call:accept', ids(callId, '1')), { ok: true });
    assert.deepEqual(await sara.say('call:ice-candidate', { ...ids(callId, '1'), candidate: null }), {
      ok: true,
    });
    const back = await connect('tariq');
    await settled(back);
    assert.deepEqual(back.names(), ['call:accepted', 'call:ice-candidate']);
    await leave(back);
    const again = await connect('tariq');
    await settled(again);
    assert.deepEqual(again.names(), [], 'once');
  });

  test('S9 whoever is away for more than 30 s is offline, loudly, and what was held is dropped', async () => {
    const { tariq, sara, callId } = await accepted();
    await leave(tariq);
    const answer = { ...ids(callId, '1'), answer: SDP };
    assert.deepEqual(await sara.say('call:answer', answer), { ok: true });
    later = 30_001;
    assert.deepEqual(await sara.say('call:answer', answer), { ok: false, error: 'offline' });
    const back = await connect('tariq');
    await settled(back);
    assert.deepEqual(back.names(), []);
  });

  test('S9 another tab of the caller is no substitute for the one that calls', async () => {
    const { tariq, sara, callId } = await ringing();
    const otherTab = await connect('tariq');
    await leave(tariq);
    await sara.say('call:accept', ids(callId, '1'));
    const back = await connect('tariq');
    await Promise.all([settled(back), settled(otherTab)]);
    assert.deepEqual(back.names(), ['call:accepted']);
    assert.deepEqual(otherTab.names(), ['call:accepted']);
  });

  test('H4 an invitation is held once, and not delivered when its call is over', async () => {
    const { tariq, sara, callId } = await ringing();
    const start = { ...ids(callId), callType: 'video' };
    await leave(sara);
    await tariq.say('call:start', start);
    await tariq.say('call:start', start);
    const back = await connect('sara');
    await settled(back);
    assert.deepEqual(back.names(), ['call:incoming']);
    await leave(back);
    await tariq.say('call:start', start);
    await tariq.say('call:end', { ...ids(callId), reason: 'cancelled' });
    const again = await connect('sara');
    await settled(again);
    assert.deepEqual(again.names(), ['call:ended']);
    assert.deepEqual(await tariq.say('call:start', start), { ok: false, error: 'expired' });
  });

  test('H7 a hang-up does not overtake an invitation whose booking is still looked up', async () => {
    const [tariq, sara] = await Promise.all([connect('tariq'), connect('sara')]);
    const callId = newId();
    lookUp = new Promise((resolve) => (release = resolve));
    const started = tariq.say('call:start', { ...ids(callId), callType: 'voice' });
    const ended = tariq.say('call:end', { ...ids(callId), reason: 'cancelled' });
    await until(() => lines.some((line) => line.includes('call:start')));
    release?.();
    assert.deepEqual(await Promise.all([started, ended]), [{ ok: true }, { ok: true }]);
    await settled(sara);
    assert.deepEqual(sara.names(), ['call:incoming', 'call:ended']);
  });

  test('H6 the first device that accepts has the call, the others stop ringing', async () => {
    const [tariq, phone, laptop] = await Promise.all([connect('tariq'), connect('sara'), connect('sara')]);
    const callId = newId();
    await tariq.say('call:start', { ...ids(callId), callType: 'voice' });
    assert.deepEqual(await phone.say('call:accept', ids(callId, '1')), { ok: true });
    assert.deepEqual(await laptop.say('call:accept', ids(callId, '1')), { ok: false, error: 'expired' });
    await Promise.all([settled(phone), settled(tariq)]);
    assert.deepEqual(laptop.names(), ['call:incoming', 'call:ended']);
    assert.equal(laptop.heard[1]?.payload['reason'], 'answered_elsewhere');
    assert.deepEqual(phone.names(), ['call:incoming']);
    assert.deepEqual(tariq.names(), ['call:accepted']);
    assert.deepEqual(
      await phone.say('call:accept', ids(callId, '1')),
      { ok: true },
      'asking again is no harm',
    );
  });

  test('S9 a call that nobody ended is forgotten after a day, one that goes on is not', async () => {
    const { tariq, sara, callId } = await accepted();
    const startAnother = () => tariq.say('call:start', { ...ids(newId()), callType: 'voice' });
    later = 3_600_000;
    await startAnother();
    assert.deepEqual(await sara.say('call:answer', { ...ids(callId, '1'), answer: SDP }), { ok: true });
    later = 25 * 3_600_000;
    await startAnother();
    assert.equal((await sara.say('call:answer', { ...ids(callId, '1'), answer: SDP })).error, 'not_found');
    assert.deepEqual(
      server.calls.of('1').map(({ state }) => state),
      ['ringing'],
    );
  });

  test('S3 S25 says by name what it refuses, and delivers none of it', async () => {
    const { tariq, sara, callId } = await ringing();
    const omar = await connect('omar');
    const refused = async (client: Client, name: string, payload: object) =>
      (await client.say(name, payload)).error;
    const id = ids(callId);
    const fresh = { ...ids(newId()), callType: 'voice' };
    assert.equal(
      await refused(tariq, 'call:offer', { ...id, offer: SDP }),
      'invalid',
      'before the acceptance',
    );
    assert.equal(await refused(tariq, 'call:accept', id), 'forbidden', 'of one’s own call');
    assert.equal(await refused(omar, 'call:accept', id), 'forbidden', 'of a call of others');
    assert.equal(
      await refused(omar, 'call:start', { ...id, callType: 'voice' }),
      'forbidden',
      'a known call id',
    );
    assert.equal(await refused(omar, 'call:start', fresh), 'forbidden', 'a booking of others');
    assert.equal(await refused(tariq, 'call:start', { ...fresh, to: '8' }), 'forbidden', 'somebody else');
    assert.equal(
      await refused(tariq, 'call:start', { ...fresh, bookingId: 'b9' }),
      'forbidden',
      'no booking',
    );
    assert.equal(await refused(tariq, 'call:start', { ...fresh, to: '1' }), 'invalid', 'oneself');
    assert.equal(await refused(tariq, 'call:start', { ...fresh, callType: 'fax' }), 'invalid');
    assert.equal(await refused(tariq, 'call:start', { ...fresh, callId: 'a\nb' }), 'invalid');
    assert.equal(await refused(tariq, 'call:offer', { ...id, callId: 'unknown' }), 'not_found');
    for (const payload of [null, 'text', 7, []] as unknown as object[])
      assert.equal(await refused(tariq, 'call:offer', payload), 'not_found');
    await sara.say('call:decline', { ...ids(callId, '1'), reason: 'declined' });
    assert.equal(await refused(sara, 'call:accept', id), 'expired', 'a call that is over');
    await Promise.all([settled(tariq), settled(sara), settled(omar)]);
    assert.deepEqual(sara.names(), ['call:incoming']);
    assert.deepEqual([tariq.names(), omar.names()], [['call:declined'], []]);
  });

  test('X2 the sender is who the token says, whatever the event says', async () => {
    const { tariq, sara, callId } = await accepted();
    await tariq.say('call:offer', { ...ids(callId), offer: SDP, from: '8', fromName: 'Omar', admin: true });
    await settled(sara);
    const payload = sara.heard[1]?.payload ?? {};
    assert.deepEqual([payload['from'], payload['fromName'], payload['admin']], ['1', 'tariq', undefined]);
  });

  test('X1 a bad token and a foreign page are refused', async () => {
    const attempt = async (options: object) => {
      const socket = io(server.url, {
        forceNew: true,
        reconnection: false,
        transports: ['websocket'],
        ...options,
      });
      sockets.push(socket);
      const [error] = (await once(socket as never, 'connect_error')) as [Error & { data?: { code: number } }];
      return error;
    };
    for (const token of [undefined, 'nobody', { tariq: 1 }])
      assert.equal((await attempt({ auth: { token } })).data?.code, 4401);
    for (const origin of ['https://other.example', `${server.url}.other.example`, 'null'])
      await attempt({ auth: { token: 'tariq' }, extraHeaders: { origin } });
  });

  test('S41 X5 logs each step by call id, and nothing that anybody said', async () => {
    const { tariq, sara, callId } = await accepted();
    await tariq.say('call:offer', { ...ids(callId), offer: SDP, message: 'secret' });
    await leave(sara);
    await tariq.say('call:offer', { ...ids(callId), offer: SDP });
    await tariq.say('call:accept', ids(callId));
    const of = lines.filter((line) => line.includes(`call=${callId} `));
    for (const line of of)
      assert.match(line, /^\[call:(receive|deliver|hold|refuse)\] call=\S+ event=call:\S+ /);
    for (const step of ['receive', 'deliver', 'hold', 'refuse'])
      assert.ok(
        of.some((line) => line.startsWith(`[call:${step}]`)),
        step,
      );
    assert.ok(!lines.join('\n').includes('secret'));
  });
});
