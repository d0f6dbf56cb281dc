import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  afterClosing,
  FRESH,
  NO_ADDRESS,
  nextRetryDelay,
  type Closing,
  type RetryHistory,
} from '../../../src/signaling/reconnect-policy.js';
import { seededRandom } from './harness.js';

const failed: Closing = { code: 1006, openedFor: null, gotFrame: false };
const quick = (code: number): Closing => ({ code, openedFor: 500, gotFrame: false });
const lasted = (code: number): Closing => ({ code, openedFor: 10_000, gotFrame: false });
const after = (...closings: Closing[]): RetryHistory => closings.reduce(afterClosing, FRESH);
const most = (history: RetryHistory) => nextRetryDelay(history, () => 1);
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

test('the most that a retry waits doubles from 1 s to 15 s', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 2000].map((count) => most(after(...times(count, failed))));
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000]);
});

test('jitter is full: a thousand seeded waits fill the whole range and never leave it', () => {
  const random = seededRandom(7);
  for (const [count, limit] of [
    [1, 1000],
    [3, 4000],
    [9, 15_000],
  ] as const) {
    const waits = times(1000, 0).map(() => nextRetryDelay(after(...times(count, failed)), random) ?? NaN);
    assert.ok(waits.every((wait) => wait >= 0 && wait < limit));
    assert.ok(Math.min(...waits) < limit * 0.02 && Math.max(...waits) > limit * 0.98);
    const mean = waits.reduce((sum, wait) => sum + wait) / waits.length;
    assert.ok(Math.abs(mean / limit - 0.5) < 0.05, `mean ${mean} of ${limit}`);
  }
});

test('the wait starts over after a connection that lasted 10 s or got a frame', () => {
  const failures = times(6, failed);
  assert.equal(most(after(...failures, lasted(1006))), 1000);
  assert.equal(most(after(...failures, { code: 1006, openedFor: 20, gotFrame: true })), 1000);
  assert.equal(most(after(...failures, { code: 1006, openedFor: 9999, gotFrame: false })), 15_000);
});

for (const code of [1000, 1001, 1005, 1006, 1011, 1012, 3000, 4000]) {
  test(`${code} after a connection that lasted reconnects within 1 s and is no problem`, () => {
    const history = after(lasted(code));
    assert.equal(most(history), 1000);
    assert.equal(history.problem, null);
  });
}

test('a connection that never opened is unreachable', () => {
  assert.equal(after(failed).problem, 'unreachable');
});

for (const [code, problem] of [
  [1008, 'policy'],
  [4409, 'replaced'],
  [NO_ADDRESS, 'unreachable'],
] as const) {
  test(`${code} stops: ${problem}`, () => {
    for (const closing of [quick(code), lasted(code)]) {
      assert.equal(most(after(closing)), null);
      assert.equal(after(closing).problem, problem);
    }
  });
}

for (const code of [1013, 4429]) {
  test(`${code} comes back after 15 to 30 s, and never as contended`, () => {
    const history = after(...times(5, quick(code)));
    assert.equal(
      nextRetryDelay(history, () => 0),
      15_000,
    );
    assert.equal(most(history), 30_000);
    assert.equal(history.problem, 'overloaded');
  });
}

test('4401 asks for a new token once, then stops as unauthorized', () => {
  const first = after(quick(4401));
  assert.equal(most(first), 1000);
  assert.equal(first.problem, null);
  const second = afterClosing(first, quick(4401));
  assert.equal(most(second), null);
  assert.equal(second.problem, 'unauthorized');
});

test('4401 again after an outage or a mere welcome still stops; after a connection that lasted it does not', () => {
  assert.equal(most(after(quick(4401), failed, quick(4401))), null);
  assert.equal(most(after(quick(4401), { code: 4401, openedFor: 50, gotFrame: true })), null);
  assert.equal(most(after(quick(4401), lasted(4401))), 1000);
  assert.equal(most(after(quick(4401), lasted(1006), quick(4401))), 2000);
});

for (const code of [1000, 1001, 1005, 1006, 1012]) {
  test(`three times ${code} within 10 s of opening: another device holds the profile, try every 60 s`, () => {
    const two = after(quick(code), quick(code));
    assert.equal(two.problem, null);
    assert.equal(most(two), 2000);
    const three = afterClosing(two, quick(code));
    assert.equal(three.problem, 'contended');
    assert.equal(most(three), 60_000);
    assert.equal(
      nextRetryDelay(three, () => 0),
      60_000,
    );
    assert.equal(afterClosing(three, quick(code)).problem, 'contended');
  });
}

test('contended also where each connection is welcomed first', () => {
  const welcomed = { code: 1000, openedFor: 300, gotFrame: true };
  assert.equal(after(welcomed, welcomed, welcomed).problem, 'contended');
});

test('contended ends with a connection that lasts; a failed opening is told as what it is', () => {
  const contended = after(...times(3, quick(1000)));
  assert.equal(afterClosing(contended, lasted(1000)).problem, null);
  assert.equal(most(afterClosing(contended, lasted(1000))), 1000);
  assert.equal(afterClosing(contended, failed).problem, 'unreachable');
  assert.equal(after(quick(1000), quick(1000), lasted(1000), quick(1000)).problem, null);
});

test('a server that fails right after each opening is left alone for 60 s, without blaming another device', () => {
  const history = after(...times(3, { code: 1011, openedFor: 10, gotFrame: true }));
  assert.equal(history.problem, 'unreachable');
  assert.equal(most(history), 60_000);
});
