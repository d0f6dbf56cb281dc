import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { findPython } from '../../scripts/python.mjs';
import { readEvents } from '../../src/signaling/transports/sse.js';
import { eventually } from '../e2e/support/index.js';
import { startPython, type PythonServer } from '../e2e/support/python.js';

type Fields = Record<string, unknown>;
interface Fetched extends Fields {
  readonly status: number;
  readonly signals: (Fields & { id: number; type: string; payload: Fields })[];
}

const backEnd = join(import.meta.dirname, '../../demo/backends/django-relay');

describe('the Django back end with stored signals', () => {
  let folder: string;
  let server: PythonServer;
  let count = 0;
  let callId = '';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ccm-signals-'));
    server = await startPython({
      folder: 'django-relay',
      args: ['serve.py', '--port', '{port}'],
      env: { ...env(), DEMO_PAIRS: '1' },
    });
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    callId = `call-${(count += 1)}`;
    sql('DELETE FROM p2p_p2psignal');
  });

  const env = () => ({ DATABASE: join(folder, 'db.sqlite3'), DEMO_LOGIN: '1', SECRET_KEY: 'for tests only' });
  /** Time passes by moving the rows. */
  const sql = (statement: string) => {
    const script = `import sqlite3; c = sqlite3.connect(${JSON.stringify(env().DATABASE)}, 20); print(c.execute(${JSON.stringify(statement)}).fetchall()); c.commit()`;
    const { status, stdout, stderr } = spawnSync(findPython(), ['-c', script], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  };
  const manage = (...args: string[]) =>
    spawnSync(findPython(), ['manage.py', ...args], {
      cwd: backEnd,
      env: { ...process.env, ...env(), PYTHONDONTWRITEBYTECODE: '1' },
      encoding: 'utf8',
    }).stdout.trim();
  const cleanup = () => manage('cleanup_signals');
  const age = (seconds: number, column = 'created_at') =>
    sql(`UPDATE p2p_p2psignal SET ${column} = datetime(${column}, '-${seconds} seconds')`);

  /** Signed in as a browser would be. */
  async function signIn(id: string) {
    const cookies = (await fetch(`${server.url}/login/?user=${id}`)).headers.getSetCookie();
    const cookie = cookies.map((each) => each.split(';')[0]).join('; ');
    const token = /csrftoken=([^;]+)/.exec(cookie)?.[1] ?? '';
    const ask = async (path: string, init: RequestInit = {}, csrf = token): Promise<Fetched> => {
      const headers = { cookie, 'content-type': 'application/json', 'X-CSRFToken': csrf };
      const response = await fetch(`${server.url}/api/p2p/${path}`, { ...init, headers });
      return { status: response.status, ...((await response.json()) as { signals: Fetched['signals'] }) };
    };
    const post = (path: string, body: unknown, csrf?: string) =>
      ask(path, { method: 'POST', body: JSON.stringify(body) }, csrf);
    return {
      cookie,
      ask,
      post,
      send: (type: string, payload: Fields = {}, more: Fields = {}, csrf?: string) =>
        post(
          'send-signal/',
          {
            ...{ chat_id: '1', type, signal_id: crypto.randomUUID() },
            ...{ payload: { call_id: callId, ...payload }, ...more },
          },
          csrf,
        ),
      fetch: (after?: number) => ask(`1/signals/${after === undefined ? '' : `?after=${after}`}`),
      ack: (ids: unknown) => post('1/ack/', { ids }),
    };
  }
  /** Both are on their pages, which fetch. */
  const people = async () => {
    sql('DELETE FROM p2p_p2preader');
    for (const user of [1, 7])
      sql(`INSERT INTO p2p_p2preader (user_id, chat_id, seen_at) VALUES (${user}, 1, datetime('now'))`);
    return Promise.all([signIn('1'), signIn('7')] as const);
  };
  const offer = { offer: { type: 'offer', sdp: 'v=0' }, call_type: 'voice' };

  test('S18 X2 a signal comes back unchanged, with the server’s word for who sent it, and a consumed flag', async () => {
    const [tariq, sara] = await people();
    const forged = { ...offer, sender_id: '7', from_profile_id: '7', from_name: 'Somebody' };
    const stored = await tariq.send('webrtc.offer', forged, { sender_id: '7', sender_name: 'Somebody' });
    assert.deepEqual([stored.status, stored['stored_for']], [201, 1]);
    const { signals } = await sara.fetch();
    const [{ created_at, ...signal } = {} as Fields] = signals;
    assert.ok(!Number.isNaN(Date.parse(String(created_at))));
    assert.deepEqual(signal, {
      id: stored['id'],
      type: 'webrtc.offer',
      payload: { call_id: callId, ...forged },
      sender_id: '1',
      sender_name: 'Tariq',
    });
    const columns = 'SELECT chat_id, sender_id, receiver_id, is_consumed FROM p2p_p2psignal';
    assert.equal(sql(columns), '[(1, 1, 7, 0)]');
    await sara.ack([stored['id']]);
    assert.equal(sql(columns), '[(1, 1, 7, 1)]');
    assert.deepEqual((await tariq.fetch()).signals, [], 'not to its sender');
  });

  test('S8 whoever has not fetched for 90 s is not rung for, in a call the other side is waited for', async () => {
    const [tariq] = await people();
    const storedFor = async (more: Fields = {}) =>
      (await tariq.send('webrtc.offer', { ...offer, ...more }))['stored_for'];
    sql("UPDATE p2p_p2preader SET seen_at = datetime('now', '-70 seconds')");
    assert.equal(await storedFor(), 1, 'a page in the background fetches once a minute');
    sql("UPDATE p2p_p2preader SET seen_at = datetime('now', '-91 seconds')");
    assert.equal(await storedFor(), 0);
    assert.equal(await storedFor({ purpose: 'resume' }), 1);
  });

  test('S21 only the receipt consumes, and one page never eats another’s signals', async () => {
    const [tariq, sara] = await people();
    await tariq.send('webrtc.offer', offer);
    const first = await sara.fetch();
    assert.equal((await sara.fetch()).signals.length, 1, 'fetched and not confirmed');
    const ids = first.signals.map(({ id }) => id);
    assert.equal((await sara.ack(ids))['consumed'], 1);
    assert.equal((await sara.ack(ids))['consumed'], 0);
    assert.deepEqual((await sara.fetch()).signals, [], 'a page that comes anew');
    assert.equal((await sara.fetch(0)).signals.length, 1, 'another page with a cursor of its own');
    assert.equal((await tariq.ack(ids))['consumed'], 0, 'somebody else’s');
  });

  test('S20 older than 30 s is not delivered; consumed goes after 1 min, stale after 5', async () => {
    const [tariq, sara] = await people();
    await tariq.send('webrtc.offer', offer);
    age(31);
    assert.deepEqual((await sara.fetch(0)).signals, []);
    assert.match(cleanup(), /deleted 0/);
    age(300);
    assert.match(cleanup(), /deleted 1/);
    const { id } = await tariq.send('webrtc.offer', offer);
    await sara.ack([id]);
    assert.match(cleanup(), /deleted 0/);
    age(61, 'consumed_at');
    assert.match(cleanup(), /deleted 1/);
  });

  test('S40 the table can be inspected: in all, for each reader, and the signals of a call, without what they say', async () => {
    const [tariq, sara] = await people();
    const { id } = await tariq.send('webrtc.offer', offer);
    age(40);
    await tariq.send('webrtc.ice', { candidate: 'a secret' });
    await sara.send('webrtc.answer', { answer: { type: 'answer', sdp: 'v=0' } });
    await sara.ack([id]);
    const [all, ...lines] = manage('inspect_signals', '--call', callId).split('\n');
    assert.equal(all, 'all total=3 recent=2 unconsumed=2 waiting=2');
    assert.match(
      lines[0] ?? '',
      /^reader receiver=1 total=1 recent=1 unconsumed=1 waiting=1 fetched='\d+ s ago'$/,
    );
    assert.match(
      lines[1] ?? '',
      /^reader receiver=7 total=2 recent=1 unconsumed=1 waiting=1 fetched='\d+ s ago'$/,
    );
    const offered = `signal id=${String(id)} type='webrtc.offer' call_id='${callId}' chat=1 sender=1 reader=7 age='`;
    const [age40 = '', rest = ''] = (lines[2] ?? '').split(offered);
    assert.ok(age40 === '' && parseInt(rest) >= 40 && rest.endsWith('consumed=True'), lines[2]);
    assert.equal(lines.length, 5);
    assert.equal(manage('inspect_signals', '--user', '1').split('\n').length, 4);
    assert.doesNotMatch(lines.join(), /secret|v=0/);
  });

  test('S22 a send that is repeated is stored once, order is kept, a page is capped and continued', async () => {
    const [tariq, sara] = await people();
    await tariq.send('webrtc.offer', offer);
    const same = { signal_id: 'the same' };
    const ids = [await tariq.send('webrtc.ice', {}, same), await tariq.send('webrtc.ice', {}, same)];
    assert.equal(ids[0]?.['id'], ids[1]?.['id']);
    for (let n = 0; n < 55; n += 1) await tariq.send('webrtc.ice', { n });
    // however long that took: none is too old to be delivered
    sql("UPDATE p2p_p2psignal SET created_at = datetime('now')");
    const first = await sara.fetch();
    assert.deepEqual([first.signals.length, first['more']], [50, true]);
    const rest = await sara.fetch(Number(first['cursor']));
    const known = new Set(first.signals.map(({ id }) => id));
    const all = [...first.signals, ...rest.signals.filter(({ id }) => !known.has(id))];
    assert.deepEqual(
      all.slice(2).map(({ payload }) => payload['n']),
      Array.from({ length: 55 }, (_, n) => n),
    );
  });

  test('S19 nobody there, another’s chat, no chat, no CSRF token, no login, nonsense: each its own answer', async () => {
    const [[tariq], stranger] = await Promise.all([people(), signIn('1001')]);
    const refusal = ({ status, ...fields }: Fields) => [status, fields['error'], fields['why']].join(' ');
    assert.equal((await tariq.send('webrtc.offer', { ...offer, to_profile_id: '99' }))['stored_for'], 0);
    assert.equal(refusal(await stranger.send('webrtc.offer')), '403 forbidden not_participant');
    assert.equal(refusal(await stranger.fetch()), '403 forbidden not_participant');
    assert.equal(refusal(await stranger.ack([])), '403 forbidden not_participant');
    assert.equal(refusal(await tariq.send('webrtc.offer', {}, { chat_id: '99' })), '404 not_found chat');
    assert.equal(refusal(await tariq.send('webrtc.offer', {}, {}, '')), '403 forbidden csrf');
    const nobody = await fetch(`${server.url}/api/p2p/1/signals/`);
    assert.equal(nobody.status, 401);
    assert.equal(refusal(await tariq.send('site.other')), '400 invalid type');
    assert.equal(refusal(await tariq.send('webrtc.ice', {}, { payload: [] })), '400 invalid payload');
    assert.equal(refusal(await tariq.send('webrtc.ice', {}, { signal_id: '' })), '400 invalid signal_id');
    assert.equal(refusal(await tariq.post('send-signal/', [])), '400 invalid json');
    assert.equal(refusal(await tariq.send('webrtc.ice', { x: 'x'.repeat(70_000) })), '413 too_large payload');
    assert.equal(refusal(await tariq.ack(['1'])), '400 invalid ids');
    assert.equal(refusal(await tariq.ask('1/signals/?after=x')), '400 invalid after');
  });

  test('S34 X2 only the caller offers, only the callee answers, and not after the end', async () => {
    const [tariq, sara] = await people();
    const answer = { answer: { type: 'answer', sdp: 'v=0' } };
    assert.equal((await tariq.send('webrtc.answer', answer))['why'], 'call');
    await tariq.send('webrtc.offer', offer);
    assert.equal((await sara.send('webrtc.offer', offer))['why'], 'role');
    assert.equal((await tariq.send('webrtc.answer', answer))['why'], 'role');
    assert.equal((await sara.send('webrtc.answer', answer)).status, 201);
    assert.equal((await sara.send('webrtc.offer', { ...offer, purpose: 'restart' })).status, 201);
    await tariq.send('webrtc.end', { reason: 'hangup' });
    const late = await sara.send('webrtc.offer', { ...offer, purpose: 'restart' });
    assert.deepEqual([late.status, late['error']], [410, 'expired']);
    assert.deepEqual(
      (await sara.fetch()).signals.map(({ type }) => type),
      ['webrtc.end'],
      'a page that comes anew does not ring for it',
    );
  });

  test('S9 X2 a third person of the chat has no part in a call of two, whatever a signal says of itself', async () => {
    const [tariq, sara] = await people();
    const guest = await signIn('1001');
    sql('INSERT INTO p2p_chat_participants (chat_id, user_id) VALUES (1, 1001)');
    try {
      const answer = { answer: { type: 'answer', sdp: 'v=0' } };
      await tariq.send('webrtc.offer', { ...offer, to_profile_id: 7 });
      for (const type of ['webrtc.end', 'webrtc.answer', 'webrtc.ice', 'webrtc.offer']) {
        const refused = await guest.send(type, { ...offer, ...answer, to_profile_id: '7' });
        assert.deepEqual(
          [refused.status, refused['error'], refused['why']],
          [404, 'not_found', 'call'],
          type,
        );
      }
      const answered = await sara.send('webrtc.answer', { ...answer, to_profile_id: '1001' });
      assert.equal(answered['stored_for'], 1);
      assert.deepEqual((await guest.fetch()).signals, []);
      assert.deepEqual(
        (await tariq.fetch()).signals.map(({ type }) => type),
        ['webrtc.answer'],
      );
    } finally {
      sql('DELETE FROM p2p_chat_participants WHERE user_id = 1001 AND chat_id = 1');
    }
  });

  test('S34 an id that comes as a number is the same call, and has its rules', async () => {
    const [tariq, sara] = await people();
    const answer = { answer: { type: 'answer', sdp: 'v=0' } };
    await tariq.send('webrtc.offer', { ...offer, call_id: 93 });
    assert.equal((await tariq.send('webrtc.answer', { ...answer, call_id: 93 }))['why'], 'role');
    assert.equal((await sara.send('webrtc.answer', { ...answer, call_id: '93' })).status, 201);
    await sara.send('webrtc.end', { reason: 'hangup', call_id: 93 });
    assert.equal((await tariq.send('webrtc.ice', { call_id: '93' }))['error'], 'expired');
  });

  test('S19 what no row can hold is invalid by name, and the login of nobody is not found', async () => {
    const [tariq] = await people();
    const invalid = async (answer: Promise<Fetched>) => {
      const { status, error } = await answer;
      assert.deepEqual([status, error], [400, 'invalid']);
    };
    const huge = '9'.repeat(30);
    await invalid(tariq.post('1/ack/', { ids: [1e30] }));
    await invalid(tariq.ask('1/signals/?after=²'));
    await invalid(tariq.send('webrtc.ice', {}, { signal_id: '\ud800' }));
    await invalid(tariq.send('webrtc.ice', { call_id: { a: 1 } }));
    await invalid(tariq.send('webrtc.ice', { text: '\0' }));
    const body = JSON.stringify({ chat_id: 1, type: 'webrtc.ice', signal_id: 'x', payload: { n: 0 } });
    await invalid(tariq.ask('send-signal/', { method: 'POST', body: body.replace(':0', ':1e999') }));
    assert.equal((await tariq.send('webrtc.offer', { to_profile_id: huge }))['stored_for'], 0);
    assert.equal((await tariq.ask(`${huge}/signals/`)).status, 404);
    for (const user of ['', 'x', '²', huge])
      assert.equal((await fetch(`${server.url}/login/?user=${user}`)).status, 404, user);
  });

  test('S23 a stream and a socket that cannot go on end, so that their page asks again', async (t) => {
    const [tariq, sara] = await people();
    const headers = { cookie: sara.cookie };
    const stop = new AbortController();
    const address = `${server.url.replace('http', 'ws')}/ws/p2p/1/`;
    const socket = new WebSocket(address, { origin: server.url, headers });
    t.after(() => (stop.abort(), socket.terminate()));
    const heard: string[] = [];
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('message', () => heard.push('socket'));
    const events = `${server.url}/api/p2p/1/events/?after=0`;
    const { body } = await fetch(events, { headers, signal: stop.signal });
    assert.ok(body);
    const over = readEvents(body, () => heard.push('stream')).catch((error: Error) => error.name);
    await tariq.send('webrtc.offer', offer);
    await eventually(
      'both hear of it',
      () => tariq.send('webrtc.ice').then(() => [...new Set(heard)].sort().join()),
      (who) => who === 'socket,stream',
    );
    const columns =
      'type, call_id, payload, signal_id, is_consumed, created_at, chat_id, receiver_id, sender_id';
    sql(
      `INSERT INTO p2p_p2psignal (${columns}) VALUES ('webrtc.ice', '', '{}', 'broken', 0, 'no time', 1, 7, 1)`,
    );
    await tariq.send('webrtc.ice');
    const never = new Promise((resolve) => setTimeout(resolve, 60_000, 'goes on').unref());
    assert.equal(await Promise.race([over, never]), undefined);
    assert.equal(await Promise.race([closed, never]), 4500);
  });

  test('S23 the stream and the socket bring what is stored, in order and once', async () => {
    const [tariq, sara] = await people();
    await tariq.send('webrtc.offer', offer);
    const stop = new AbortController();
    const events: string[] = [];
    const { headers, body } = await fetch(`${server.url}/api/p2p/1/events/?after=0`, {
      headers: { cookie: sara.cookie },
      signal: stop.signal,
    });
    assert.equal(headers.get('content-type'), 'text/event-stream');
    assert.ok(body);
    const note = (name: string, data: string) =>
      void events.push(name || String((JSON.parse(data) as Fields)['type']));
    readEvents(body, note).catch(() => {});
    const address = `${server.url.replace('http', 'ws')}/ws/p2p/1/`;
    const options = { origin: server.url, headers: { cookie: sara.cookie } };
    const socket = new WebSocket(address, options);
    const pushed: Fields[] = [];
    socket.on('message', (data: Buffer) => pushed.push(JSON.parse(data.toString('utf8')) as Fields));
    const has = (what: string, count: () => number, wanted: number) =>
      eventually(
        what,
        () => Promise.resolve(count()),
        (now) => now >= wanted,
        20_000,
      );
    await has('the stream', () => events.length, 2);
    await eventually(
      'the socket tells',
      () => tariq.send('webrtc.ice').then(() => pushed.length),
      (now) => now > 0,
      20_000,
    );
    await tariq.send('webrtc.end', { reason: 'hangup' });
    await has('the end, on the socket', () => pushed.filter(({ type }) => type === 'webrtc.end').length, 1);
    await has('the end, on the stream', () => events.filter((type) => type === 'webrtc.end').length, 1);
    assert.deepEqual(events.slice(0, 2), ['ready', 'webrtc.offer']);
    const order = pushed.map(({ id, previous }) => [Number(previous), Number(id)]);
    order.slice(1).forEach(([previous], i) => assert.equal(previous, order[i]?.[1]));
    stop.abort();
    socket.close();
    for (const [cookie, code] of [
      ['', 4401],
      [(await signIn('1001')).cookie, 4403],
    ] as const) {
      const stranger = new WebSocket(address, { origin: server.url, headers: { cookie } });
      assert.equal(await new Promise((resolve) => stranger.on('close', resolve)), code);
    }
    const foreign = new WebSocket(address, { ...options, origin: 'https://elsewhere.example' });
    const error = await new Promise<Error>((resolve) => foreign.on('error', resolve));
    assert.match(error.message, /403/);
  });
});
