import assert from 'node:assert/strict';
import { beforeEach, describe, it, mock } from 'node:test';
import { CandidateBatch } from '../../../src/rtc/candidate-batch.js';
import type { IceCandidate } from '../../../src/protocol/frames.js';

const host = (n: number): IceCandidate => ({ candidate: `candidate:${n}` });

describe('candidate batch', () => {
  const sent: string[] = [];
  const made = (): CandidateBatch =>
    new CandidateBatch((batch) =>
      sent.push(batch.map((each) => each?.candidate.slice(10) ?? 'end').join(' ')),
    );

  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ['setTimeout'] });
    sent.length = 0;
  });

  it('sends the first at once and the others in batches of at most 100 ms', () => {
    const batch = made();
    batch.push(host(1));
    assert.deepEqual(sent, ['1']);
    for (const [n, window] of [20, 50, 100, 100].entries()) {
      batch.push(host(10 + n));
      mock.timers.tick(window - 1);
      batch.push(host(20 + n));
      assert.equal(sent.length, n + 1);
      mock.timers.tick(1);
      assert.equal(sent.at(-1), `${10 + n} ${20 + n}`);
    }
  });

  it('the end takes along what waits, and no empty batch follows', () => {
    const batch = made();
    batch.push(host(1));
    batch.push(host(2));
    batch.push(null);
    mock.timers.tick(1000);
    assert.deepEqual(sent, ['1', '2 end']);
  });

  it('a new gathering begins at once again', () => {
    const batch = made();
    batch.push(host(1));
    batch.push(null);
    batch.restart();
    batch.push(host(2));
    assert.deepEqual(sent, ['1', 'end', '2']);
  });

  it('sends nothing after close', () => {
    const batch = made();
    batch.push(host(1));
    batch.push(host(2));
    batch.close();
    mock.timers.tick(1000);
    assert.deepEqual(sent, ['1']);
  });
});
