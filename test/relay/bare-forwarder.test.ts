import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { startBareForwarder, type BareForwarder } from '../fakes/bare-forwarder.js';

const to = (id: string | number, type: string, more: object = {}): string =>
  JSON.stringify({ type: 'call_ended', to_profile_id: id, to_profile_type: type, unknown: [1], ...more });

async function join(url: string, path: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws') + path);
  await once(socket, 'open');
  return socket;
}

const nextText = async (socket: WebSocket): Promise<string> =>
  String(((await once(socket, 'message', { signal: AbortSignal.timeout(30_000) })) as [Buffer])[0]);

describe('the bare forwarder', { timeout: 300_000 }, () => {
  let forwarder: BareForwarder;
  before(async () => {
    forwarder = await startBareForwarder({
      single: true,
      onFrame: (frame) => (frame['lose'] ? 'drop' : 'pass'),
    });
  });
  after(() => forwarder.close());

  it('passes call frames untouched, by type and id, and nothing else', async () => {
    const tutor = await join(forwarder.url, '/ws/1/tutor');
    const student = await join(forwarder.url, '/api/ws/1/student?x=1');
    for (const ignored of [
      '{',
      'null',
      '5',
      to(1, 'student', { type: 'typing' }),
      to(1, 'student', { lose: true }),
    ])
      tutor.send(ignored);
    const sent = to(1, 'student').replaceAll(',', ' , ');
    const got = nextText(student);
    tutor.send(to('1', 'tutor'));
    tutor.send(sent);
    assert.equal(await got, sent);
    assert.deepEqual(forwarder.seen.map((frame) => frame['lose'] ?? false).slice(0, 3), [true, false, false]);
    assert.equal(forwarder.sockets('1', 'tutor').length, 1);
  });

  it('with `single` closes the older socket of a profile with 1000', async () => {
    const older = await join(forwarder.url, '/ws/9/tutor');
    const closed = once(older, 'close');
    const newer = await join(forwarder.url, '/ws/9/tutor');
    assert.equal(((await closed) as [number])[0], 1000);
    const got = nextText(newer);
    newer.send(to(9, 'tutor'));
    assert.equal(await got, to(9, 'tutor'));
  });
});
