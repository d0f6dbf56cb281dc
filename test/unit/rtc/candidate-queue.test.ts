import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_CANDIDATES } from '../../../src/protocol/limits.js';
import { CandidateQueue } from '../../../src/rtc/candidate-queue.js';
import type { IceCandidate } from '../../../src/protocol/frames.js';

const sdp = (...ufrags: string[]): string =>
  ufrags.map((ufrag) => `m=audio\r\na=ice-ufrag:${ufrag}\r\n`).join('');
const host = (n: number | string, ufrag?: string): IceCandidate => ({
  candidate: `candidate:${n} 1 udp 1 192.0.2.1 9 typ host`,
  sdpMid: '0',
  ...(ufrag === undefined ? {} : { usernameFragment: ufrag }),
});

function queue(refuse: (candidate: IceCandidate | null) => boolean = () => false) {
  const applied: (string | null)[] = [];
  const made = new CandidateQueue((candidate) => {
    applied.push(candidate && (candidate.candidate.split(/[: ]/)[1] ?? ''));
    return refuse(candidate) ? Promise.reject(new Error('OperationError')) : Promise.resolve();
  });
  return { applied, made };
}

describe('candidate queue', () => {
  it('S27 holds candidates until the remote description and then gives them in order', async () => {
    const { applied, made } = queue();
    await made.add([host(1), host(2)]);
    await made.add([host(3), null]);
    assert.deepEqual(applied, []);
    await made.remoteDescription(sdp('abcd'));
    await made.add([host(4)]);
    assert.deepEqual(applied, ['1', '2', '3', null, '4']);
  });

  it('S27 H5 skips what is no candidate, what came before, and what the browser refuses', async () => {
    const { applied, made } = queue((candidate) => candidate?.candidate.includes(':2 ') ?? false);
    await made.remoteDescription(sdp('abcd'));
    const odd = [{}, 7, undefined, 'text', { candidate: 9 }] as never[];
    await made.add([host(1), ...odd, host(2), host(1), null, host(3), null]);
    assert.deepEqual(applied, ['1', '2', null, '3']);
  });

  it('H5 an empty candidate is the end', async () => {
    const { applied, made } = queue();
    await made.remoteDescription(sdp('abcd'));
    await made.add([{ candidate: '', sdpMid: '0' }]);
    assert.deepEqual(applied, [null]);
  });

  it('H5 mDNS names pass', async () => {
    const { applied, made } = queue();
    await made.remoteDescription(sdp('abcd'));
    await made.add([
      { candidate: 'candidate:5 1 udp 1 0c1a2b3c-1111-4222-8333-444444444444.local 9 typ host', sdpMid: '0' },
    ]);
    assert.deepEqual(applied, ['5']);
  });

  it('X3 takes no more than the limit, waiting or not', async () => {
    const many = Array.from({ length: MAX_CANDIDATES + 20 }, (_, n) => host(n));
    for (const early of [true, false]) {
      const { applied, made } = queue();
      if (!early) await made.remoteDescription(sdp('abcd'));
      await made.add(many);
      if (early) await made.remoteDescription(sdp('abcd'));
      assert.equal(applied.length, MAX_CANDIDATES);
    }
  });

  it('H10 drops an older generation, and lets a newer one wait for its description', async () => {
    const { applied, made } = queue();
    await made.remoteDescription(sdp('old1', 'old2'));
    await made.add([host(1, 'old2'), host(2, 'new1'), null]);
    assert.deepEqual(applied, ['1']);
    await made.remoteDescription(sdp('new1'));
    await made.add([host(3, 'old1'), host(4, 'new1')]);
    assert.deepEqual(applied, ['1', '2', null, '4']);
    await made.remoteDescription(sdp('later'));
    assert.deepEqual(applied, ['1', '2', null, '4']);
  });

  it('H10 a new generation may use the whole limit again', async () => {
    const { applied, made } = queue();
    const all = (ufrag: string): IceCandidate[] =>
      Array.from({ length: MAX_CANDIDATES }, (_, n) => host(n, ufrag));
    for (const ufrag of ['one', 'two', 'three']) {
      await made.remoteDescription(sdp(ufrag));
      await made.add(all(ufrag));
    }
    assert.equal(applied.length, 3 * MAX_CANDIDATES);
  });

  it('keeps what waits when a description changes nothing about ICE', async () => {
    const { applied, made } = queue();
    await made.remoteDescription(sdp('one'));
    await made.add([host(1, 'two')]);
    await made.remoteDescription(sdp('one'));
    await made.remoteDescription(sdp('two'));
    assert.deepEqual(applied, ['1']);
  });

  it('reads the generation from the line where the field is missing', async () => {
    const { applied, made } = queue();
    await made.remoteDescription(sdp('one'));
    await made.add([
      { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host ufrag two network-id 1' },
      host(2),
    ]);
    assert.deepEqual(applied, ['2']);
  });
});
