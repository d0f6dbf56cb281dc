import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRelay } from '../../src/relay/index.js';
import { TokenBucket } from '../../src/relay/token-bucket.js';
import { connect, invitation, message, TO_SARA } from './relay-client.js';

const candidate = { type: 'ice_candidate', ...TO_SARA, candidate: null };

describe('the relay bounds what one socket may do', { timeout: 300_000 }, () => {
  it('X4 60 at once, then five a second', () => {
    let now = 0;
    const bucket = new TokenBucket({ burst: 60, perSecond: 5 }, () => now);
    const taken = (tries: number) =>
      Array.from({ length: tries }, () => bucket.take()).filter(Boolean).length;
    assert.equal(taken(100), 60);
    now += 1000;
    assert.equal(taken(100), 5);
    now += 100;
    assert.equal(taken(1), 0);
    now += 100;
    assert.equal(taken(2), 1);
    now += 3_600_000;
    assert.equal(taken(100), 60);
  });

  it('X4 the 61st frame is told so, with what it was; candidates have their own measure', async () => {
    const relay = await createRelay({ rate: { burst: 60, perSecond: 0.001 } });
    const [tariq, sara] = await Promise.all([
      connect(relay.url, '/ws/1/tutor'),
      connect(relay.url, '/ws/7/student'),
    ]);
    for (let sent = 0; sent < 60; sent += 1) tariq.send({ type: 'typing', ...TO_SARA, active: true });
    tariq.send(message());
    tariq.send(invitation());
    for (let sent = 0; sent < 241; sent += 1) tariq.send(candidate);
    assert.deepEqual(await tariq.next(), { type: 'error', code: 'rate_limited', ref: 'm-1' });
    assert.deepEqual(await tariq.next(), { type: 'error', code: 'rate_limited', call_id: 'call-1' });
    assert.equal((await tariq.next())['code'], 'rate_limited');
    const types = (await sara.drain()).map((frame) => frame['type']);
    assert.equal(types.filter((type) => type === 'typing').length, 60);
    assert.equal(types.filter((type) => type === 'ice_candidate').length, 240);
    assert.equal(types.length, 300);
    await relay.close();
  });

  it('X4 who goes on all the same is closed with 4429, and nobody else is', async () => {
    const relay = await createRelay({ rate: { burst: 5, perSecond: 0.001 } });
    const [wild, sara] = await Promise.all([
      connect(relay.url, '/ws/1/tutor'),
      connect(relay.url, '/ws/7/student'),
    ]);
    for (let sent = 0; sent < 1500; sent += 1) wild.send({ type: 'typing', ...TO_SARA, active: true });
    assert.equal((await wild.closed).code, 4429);
    assert.ok((await sara.drain()).length < 20);
    await relay.close();
  });

  it('X4 a reader that lets too much wait is closed, and the sender goes on', async () => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const relay = await createRelay({ log, rate: { burst: 5000, perSecond: 1 }, maxBufferedBytes: 200_000 });
    const [tariq, slow] = await Promise.all([
      connect(relay.url, '/ws/1/tutor'),
      connect(relay.url, '/ws/7/student'),
    ]);
    slow.socket.pause();
    const isRefused = () =>
      lines.some((line) => line.startsWith('[relay.error]') && line.includes('code=offline'));
    for (let sent = 0; sent < 2000 && !isRefused(); sent += 20) {
      for (let each = 0; each < 20; each += 1)
        tariq.send({ type: 'note', ...TO_SARA, pad: 'x'.repeat(60_000) });
      assert.deepEqual(await tariq.drain(), []);
    }
    assert.ok(isRefused());
    slow.socket.resume();
    assert.equal((await slow.closed).code, 1013);
    await relay.close();
  });
});
