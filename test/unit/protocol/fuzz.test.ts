import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProtocolError } from '../../../src/protocol/errors.js';
import type { Frame } from '../../../src/protocol/frames.js';
import { parseFrame, parseText, serializeFrame } from '../../../src/protocol/parse-frame.js';
import { CANDIDATE, SAMPLES, SDP } from './samples.js';

const SEED = 20_260_116;
const ROUNDS = 10_000;

/** Numbers in [0, 1), the same in every run (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomOf(SEED);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const garbage = (length: number): string =>
  Array.from({ length }, () => String.fromCharCode(Math.floor(random() * 65_536))).join('');
const deep = (levels: number): unknown => {
  let value: unknown = pick([1, 'x', null]);
  for (let level = 0; level < levels; level += 1) value = random() < 0.5 ? [value] : { a: value };
  return value;
};

const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'type',
  'candidate',
  'candidates',
  'x',
  '',
  'toJSON',
  'length',
];
const WRONG: readonly (() => unknown)[] = [
  () => pick([null, undefined, true, false, '', 0, -0, -1, 1.5, NaN, Infinity, 2 ** 53, 1e300, [], {}]),
  () => garbage(Math.floor(random() * 40)),
  () =>
    pick([
      '\ud800',
      '\udfff',
      '\ud83d\ude00',
      '\u0000',
      '\r\n',
      '\u202e',
      'é',
      'a=candidate:',
      'candidate:1',
    ]),
  () =>
    pick(['x', '"', '\\', '\u0001', '😀', 'ß']).repeat(
      pick([150, 151, 255, 256, 500, 10_000, 49_000, 70_000]),
    ),
  () => deep(pick([3, 15, 16, 17, 200])),
  () =>
    Array.from({ length: pick([1, 99, 100, 101, 501]) }, () =>
      pick([null, CANDIDATE, { candidate: CANDIDATE }, 'm']),
    ),
  () => ({ type: pick(['offer', 'answer']), sdp: pick([SDP, SDP.repeat(200), SDP + garbage(20), 'x', 5]) }),
  () => structuredClone(pick(SAMPLES)),
];

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

function setOwn(target: Tree, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Walks to a random place and puts, renames or removes something there. */
function mutate(root: Tree): void {
  let place = root;
  for (;;) {
    const inner = Object.values(place).filter(isTree);
    if (!inner.length || random() < 0.5) break;
    place = pick(inner);
  }
  if (Array.isArray(place)) return void place.push(pick(WRONG)());
  const key = pick([...Object.keys(place), pick(KEYS)]);
  if (random() < 0.2) delete place[key];
  else setOwn(place, key, pick(WRONG)());
}

function generate(): unknown {
  if (random() < 0.05) return pick(WRONG)();
  const frame = structuredClone(pick(SAMPLES)) as unknown as Tree;
  for (let times = Math.floor(random() * 4); times > 0; times -= 1) mutate(frame);
  return frame;
}

/** Text on the wire: usually the value as JSON, at times cut, doubled or stirred. */
function asText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  const at = Math.floor(random() * text.length);
  if (random() < 0.8) return text;
  return pick([text.slice(0, at), text + text, text.slice(0, at) + garbage(3) + text.slice(at), garbage(50)]);
}

function check(result: Frame | ProtocolError): boolean {
  if (result instanceof ProtocolError) return false;
  assert.deepEqual(parseFrame(result), result);
  assert.deepEqual(parseText(serializeFrame(result)), result);
  return true;
}

describe('any frame at all', () => {
  it(`X3 S16 ${ROUNDS} generated frames (seed ${SEED}): never a throw, and what is accepted is a fixed point`, () => {
    const before = [Object.prototype, Array.prototype, String.prototype].map(
      (p) => Reflect.ownKeys(p).length,
    );
    const counts = { accepted: 0, refused: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const value = generate();
      for (const result of [parseFrame(value), parseText(asText(value))])
        counts[check(result) ? 'accepted' : 'refused'] += 1;
    }
    const after = [Object.prototype, Array.prototype, String.prototype].map((p) => Reflect.ownKeys(p).length);
    assert.deepEqual(after, before);
    // both kinds must be common, or the generator proves nothing
    assert.ok(counts.accepted > ROUNDS / 4 && counts.refused > ROUNDS / 4, JSON.stringify(counts));
  });
});
