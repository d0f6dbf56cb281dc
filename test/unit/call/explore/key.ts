import { createHash } from 'node:crypto';
import type { FrameEvent } from '../../../../src/call/events.js';
import type { MachineState } from '../../../../src/call/state.js';
import type { Side, World } from './world.js';

/** Times of day say nothing about what can happen next; what is left of timers does, and stands in the key. */
const TIMES = new Set(['startedAt', 'sentAt', 'connectedAt', 'endedAt', 'until', 'sent_at', 'config']);

function plain(name: string, value: unknown): unknown {
  return TIMES.has(name) ? value !== null : value;
}

const known = new WeakMap<object, string>();

/** Machine states and frames never change, so each is written once. */
function keyOfPart(part: MachineState | FrameEvent): string {
  const key = known.get(part) ?? JSON.stringify(part, plain);
  known.set(part, key);
  return key;
}

function sideKey(side: Side, at: number): string {
  const { state, timers, peer, older, pages, pcs, rings, logged, ends } = side;
  const left = timers.map(({ callId, timer, due }) => `${callId}${timer}${due - at}`).sort();
  return keyOfPart(state) + JSON.stringify([left, peer, older, pages, pcs, rings, logged, ends]);
}

/** Two worlds with one key have one future. */
export function keyOf(world: World): string {
  const sides = world.sides.map((side) => sideKey(side, world.at)).join('|');
  const rest = JSON.stringify([
    world.flights.map(({ from, to, event }) => `${from}>${to}${keyOfPart(event)}`),
    world.budget,
    world.out,
    world.calls,
  ]);
  return createHash('md5').update(sides).update(rest).digest('base64');
}
