import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  climb,
  FULL,
  judge,
  LOWEST,
  PERFECT,
  type Ladder,
  type Level,
  type Measures,
  type Reading,
} from '../../../src/call/quality.js';

const still: Measures = { loss: 0, jitter: 0.004, roundTrip: 0.04, frozen: 0 };
const series = (seconds: number, change: Partial<Measures> = {}): Measures[] =>
  Array.from({ length: seconds }, () => ({ ...still, ...change }));

/** The level after each second. */
function levels(measures: readonly Measures[]): Level[] {
  let reading: Reading = PERFECT;
  return measures.map((now) => (reading = judge(reading, now)).level);
}

/** The levels one after another, each once. */
const steps = (all: readonly Level[]): Level[] => all.filter((level, i) => level !== all[i - 1]);
/** The last level of a minute of the same. */
const settled = (change: Partial<Measures>): Level | undefined => levels(series(60, change)).at(-1);

test('each measure alone makes a connection fair, and more of it weak', () => {
  const bounds: [keyof Measures, number, number, number][] = [
    ['loss', 0.01, 0.04, 0.15],
    ['jitter', 0.02, 0.06, 0.15],
    ['roundTrip', 0.2, 0.5, 1.2],
    ['frozen', 0.1, 0.5, 1.5],
  ];
  for (const [key, good, fair, weak] of bounds)
    assert.deepEqual(
      [good, fair, weak].map((value) => settled({ [key]: value })),
      [3, 2, 1],
      key,
    );
});

test('a connection that turns bad is weak within 3 s, and good again some ten seconds after it has healed', () => {
  const all = levels([...series(5), ...series(10, { loss: 0.3 }), ...series(40)]);
  assert.equal(all[4], 3);
  assert.equal(all[7], 1, all.join());
  assert.deepEqual(steps(all), [3, 2, 1, 2, 3]);
  const good = all.indexOf(3, 15) - 15;
  assert.ok(good > 6 && good < 20, `${good} s`);
});

test('one bad second is not weak, and one frozen picture is nothing', () => {
  assert.ok(!levels([...series(5), ...series(1, { loss: 0.5 }), ...series(20)]).includes(1));
  assert.deepEqual(steps(levels([...series(5), ...series(1, { frozen: 1 }), ...series(20)])), [3]);
});

test('a connection at a bound does not flicker', () => {
  for (const bound of [0.02, 0.08]) {
    const shaking = Array.from({ length: 120 }, (_, i) => ({
      ...still,
      loss: bound * (i % 2 ? 1.05 : 0.95),
    }));
    assert.ok(steps(levels(shaking)).length <= 2, `${bound}`);
  }
});

/** The rung after each second. */
function rungs(all: readonly Level[], from: Ladder = FULL): number[] {
  let ladder = from;
  return all.map((level) => (ladder = climb(ladder, level)).rung);
}
const of = (level: Level, seconds: number): Level[] => Array.from({ length: seconds }, () => level);

test('the picture steps down at once, and further while that does not help, but not below the lowest rung', () => {
  const down = rungs(of(1, 40));
  assert.equal(down[0], 1);
  assert.equal(down[1], 1, 'time to take effect');
  assert.equal(down.at(-1), LOWEST);
});

test('it steps up after a while of a good connection, rung by rung, and a fair one changes nothing', () => {
  const [down, up] = [of(1, 20), of(3, 40)];
  const all = rungs([...down, ...of(2, 100), ...up]);
  assert.deepEqual(new Set(all.slice(20, 120)), new Set([LOWEST]));
  assert.equal(all.at(-1), 0);
  assert.ok(all.slice(121).every((rung, i) => Math.abs(rung - (all[120 + i] ?? 0)) <= 1));
});

test('a step up that was too early makes the next one wait longer', () => {
  let ladder = FULL;
  const waits: number[] = [];
  for (let i = 0; i < 6; i += 1) {
    while (ladder.rung === 0) ladder = climb(ladder, 1);
    let waited = 0;
    for (; ladder.rung > 0; waited += 1) ladder = climb(ladder, 3);
    waits.push(waited);
  }
  assert.ok(
    waits.every((each, i) => each >= (waits[i - 1] ?? 0)),
    waits.join(),
  );
  assert.ok((waits.at(-1) ?? 0) > 4 * (waits[0] ?? 0), waits.join());
  assert.ok((waits.at(-1) ?? 0) < 100, 'not for ever');
});
