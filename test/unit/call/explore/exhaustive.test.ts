import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SARA, TARIQ } from '../support.js';
import { explore } from './exhaustive.js';
import { STARTS, type StartName } from './start.js';
import type { Seat, Setup } from './world.js';

/** Moves deeper than usual: DEEPER=1 takes about four times as long. */
const DEEPER = Number(process.env.DEEPER ?? 0);

const two: readonly Seat[] = [{ self: TARIQ }, { self: SARA }];
const older: readonly Seat[] = [{ self: TARIQ }, { self: SARA, older: true }];
const loss = { drop: 1, double: 1 };

type Search = readonly [title: string, start: StartName, depth: number, setup: Setup];

const SEARCHES: readonly Search[] = [
  ['one call, one frame lost, one doubled', 'idle', 8, { seats: two, budget: { ...loss, invite: 1 } }],
  ['two calls, one frame lost, one doubled', 'idle', 6, { seats: two, budget: { ...loss, invite: 2 } }],
  ['a call that rings', 'ringing', 5, { seats: two, budget: { ...loss, invite: 1 } }],
  ['a call that was accepted', 'accepted', 6, { seats: two, budget: { ...loss, invite: 0 } }],
  ['H1 invitations that cross', 'glare', 5, { seats: two, budget: { ...loss, invite: 0 } }],
  [
    'H1 invitations that cross, a frame overtakes',
    'glare',
    6,
    { seats: two, budget: { reorder: 2, invite: 0 } },
  ],
  ['H9 offers that collide', 'talking', 6, { seats: two, budget: { ...loss, invite: 0, renegotiate: 2 } }],
  ['H10 a path that breaks', 'talking', 6, { seats: two, budget: { drop: 1, invite: 0, outage: 1 } }],
  ['H12 pages that change', 'talking', 5, { seats: two, budget: { drop: 1, invite: 0, reload: 2 } }],
  ['H6 two devices', 'ringing', 5, { seats: [...two, { self: SARA }], budget: { drop: 1, invite: 0 } }],
  ['an older client', 'idle', 9, { seats: older, budget: { invite: 2 } }],
  [
    'S25 offer after acceptance',
    'idle',
    6,
    { seats: two, offerAfterAcceptance: true, budget: { ...loss, invite: 2 } },
  ],
];

for (const [title, start, depth, setup] of SEARCHES) {
  test(`H8 exhaustive: ${title}: both sides always end in the same place`, (t) => {
    const found = explore(STARTS[start]({ ...setup, lean: true }), depth + DEEPER);
    if (found.failure) assert.fail(`${found.failure.why}\n${found.failure.trace.join('\n')}`);
    t.diagnostic(`${found.states} states, ${found.depth} moves deep, ${found.ends} ends`);
  });
}
