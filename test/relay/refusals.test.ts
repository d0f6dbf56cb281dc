import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createRelay, type Relay } from '../../src/relay/index.js';
import { connect, invitation, message, SDP, TO_SARA, type RelayClient, type Wire } from './relay-client.js';

describe('the relay refuses', { timeout: 300_000 }, () => {
  let relay: Relay;
  let tariq: RelayClient;
  let sara: RelayClient;
  const lines: string[] = [];
  before(async () => {
    relay = await createRelay({ log: (line) => lines.push(line), rate: { burst: 10_000, perSecond: 1 } });
    [tariq, sara] = await Promise.all([
      connect(relay.url, '/ws/1/tutor'),
      connect(relay.url, '/ws/7/student'),
    ]);
  });
  after(() => relay.close());

  /** What the sender hears; the receiver must have got nothing. */
  async function refusal(sent: Wire | string | Buffer): Promise<Wire> {
    tariq.send(sent);
    const error = await tariq.next();
    assert.deepEqual(await sara.drain(), []);
    return error;
  }

  it('S16 malformed frames are answered with a code; the socket lives', async () => {
    for (const text of ['', '{', 'null', '[]', '"ping"', '5', '{"type":5}', '{}', Buffer.from([1, 2, 3])])
      assert.equal((await refusal(text))['code'], 'invalid');
    assert.deepEqual(await tariq.drain(), []);
  });

  it('S3 a frame that does not say where to is a named error with its call', async () => {
    const error = await refusal(invitation({ to_profile_id: null, seq: 2 }));
    assert.deepEqual(error, {
      type: 'error',
      code: 'invalid',
      message: 'invalid_field at to_profile_id',
      ref: '2',
      call_id: 'call-1',
    });
    assert.ok(
      lines.some((line) => line.startsWith('[relay.error] call_id=call-1 type=call_invitation from=tutor/1')),
    );
  });

  it('X3 forbidden keys are refused at any depth, in types that nobody knows too', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      for (const where of [`"${key}":{"x":1}`, `"a":[{"b":{"${key}":1}}]`]) {
        const typed = (type: string) =>
          `{"type":"${type}","to_profile_id":"7","to_profile_type":"student",${where}}`;
        for (const type of ['call_ended', 'whiteboard.stroke'])
          assert.equal((await refusal(typed(type)))['message'], `forbidden_key at ${key}`);
      }
    }
    assert.equal(({} as Wire)['x'], undefined);
  });

  it('X3 schema, lengths, fingerprint and the number of candidates are checked', async () => {
    const bad: [Wire, string][] = [
      [invitation({ call_type: 'hologram' }), 'call_type'],
      [invitation({ offer: { type: 'offer', sdp: SDP.replace('fingerprint', 'x') } }), 'offer.sdp'],
      [message({ text: 'x'.repeat(10_001) }), 'text'],
      [
        { type: 'ice_candidate', ...TO_SARA, candidates: Array.from({ length: 101 }, () => null) },
        'candidates',
      ],
    ];
    for (const [frame, where] of bad)
      assert.equal((await refusal(frame))['message'], `invalid_field at ${where}`);
  });

  it('X3 a frame that grows beyond 64 KiB by its stamp is too large', async () => {
    const frame = { type: 'note', ...TO_SARA, pad: '' };
    const pad = 'x'.repeat(65_536 - JSON.stringify(frame).length);
    assert.equal((await refusal({ ...frame, pad }))['code'], 'too_large');
  });

  it('X3 more than 64 KiB on the wire closes with 1009', async () => {
    const flood = await connect(relay.url, '/ws/2/tutor');
    flood.send(JSON.stringify({ type: 'note', ...TO_SARA, pad: 'x'.repeat(65_536) }));
    assert.equal((await flood.closed).code, 1009);
    assert.deepEqual(await sara.drain(), []);
    assert.ok(lines.some((line) => line.includes('from=tutor/2 what=WS_ERR_UNSUPPORTED_MESSAGE_LENGTH')));
  });

  it('X5 errors are codes, not stacks', async () => {
    const error = await refusal(message({ text: { secret: 'hunter2' } }));
    assert.deepEqual(error, { type: 'error', code: 'invalid', message: 'invalid_field at text', ref: 'm-1' });
  });

  it('X5 logs hold no SDP, address or body, and no forged line', async () => {
    tariq.send(invitation({ from_name: 'T\r\n[relay.error] forged', call_id: 'call-9' }));
    tariq.send(message({ text: 'top secret' }));
    tariq.send({ type: 'bad\r\n[relay.error] forged', ...TO_SARA, call_id: 'x\r\n[relay.error] forged' });
    await tariq.drain();
    const forger = await connect(relay.url, '/ws/1%20%0A/tutor').then(
      () => 'let in',
      () => 'refused',
    );
    assert.equal(forger, 'refused');
    const all = lines.join('\n');
    for (const secret of ['fingerprint', '192.0.2.7', '127.0.0.1', 'top secret', 'hunter2', 'forged', '\r'])
      assert.ok(!all.includes(secret), secret);
    for (const line of lines)
      assert.match(line, /^\[relay\.(receive|route|deliver|error|socket|server)\] .+$/);
  });

  it('S41 one call’s way is found by its id', () => {
    const way = lines.filter((line) => line.includes('call_id=call-9 '));
    assert.deepEqual(way, [
      '[relay.receive] call_id=call-9 type=call_invitation from=tutor/1 to=student/7',
      '[relay.route] call_id=call-9 type=call_invitation from=tutor/1 to=student/7 sockets=1',
      '[relay.deliver] call_id=call-9 type=call_invitation from=tutor/1 to=student/7 sockets=1',
    ]);
  });
});
