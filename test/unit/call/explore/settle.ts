import { liveCall, phaseOf } from '../../../../src/call/state.js';
import { disagreements } from './agreement.js';
import { apply } from './apply.js';
import { keyOf } from './key.js';
import { nextOf } from './moves.js';
import { olderActs } from './older.js';
import type { Side, World } from './world.js';

const MAX_STEPS = 5_000;

/** Worlds that came to rest well. Looked up where only time can go on, so that long waits are waited once. */
export type Well = Set<string>;

/** People stop; everything arrives and every timer fires in its time. */
export function quiesce(world: World, trace?: string[]): World {
  return rest(world, trace, null) as World;
}

/** `null`: from here on it is known. */
function rest(
  world: World,
  trace: string[] | undefined,
  well: Well | null,
  passed: string[] = [],
): World | null {
  let now = world;
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    const move = nextOf(now);
    if (!move) return now;
    if (well && move.kind === 'time') {
      const key = keyOf(now);
      if (well.has(key)) return null;
      passed.push(key);
    }
    trace?.push(`  … ${move.name}`);
    now = move.go();
  }
  throw new Error('it never comes to rest');
}

/** What must hold in the end, whatever happened. Throws with the reason. */
export function checkEnd(world: World, trace?: string[], well: Well | null = null): void {
  const passed: string[] = [];
  const last = rest(world, trace, well, passed);
  if (last) checkLast(last, trace);
  for (const key of passed) well?.add(key);
}

function checkLast(last: World, trace?: string[]): void {
  const calls = talks(last);
  for (const [id, sides] of calls) {
    must(sides.length === 2, `connected in ${id}: ${sides.map(({ index }) => index).join(', ')}`);
  }
  let over = last;
  for (const [first] of calls.values()) {
    if (!first) continue;
    trace?.push(`  … ${first.index} hangs up`);
    const index = first.index;
    over = quiesce(
      first.older ? olderActs(over, index, 'hang_up') : apply(over, index, { type: 'hang_up' }),
      trace,
    );
  }
  checkRest(over);
}

/** Who is connected in which call. An older client does not know: it is in the call that there is. */
function talks(world: World): Map<string, Side[]> {
  const calls = new Map<string, Side[]>();
  for (const side of world.sides) {
    const { call } = side.state;
    if (call?.phase === 'connected') calls.set(call.id, [...(calls.get(call.id) ?? []), side]);
  }
  const [id] = calls.size ? calls.keys() : ['none'];
  for (const side of world.sides) {
    if (side.older?.phase !== 'talking' || (calls.size === 0 && side.older.refused)) continue;
    calls.set(id ?? 'none', [side, ...(calls.get(id ?? 'none') ?? [])]);
  }
  return calls;
}

function checkRest(world: World): void {
  must(world.flights.length === 0, 'frames in flight');
  for (const side of world.sides) {
    const who = `side ${side.index}`;
    if (side.older) {
      must(side.older.phase === 'idle' || side.older.refused, `${who} (older) is ${side.older.phase}`);
      continue;
    }
    const { state } = side;
    must(liveCall(state) === null, `${who} is ${phaseOf(state)}`);
    must(side.peer === null, `${who} has an open peer connection and microphone`);
    must(side.timers.length === 0, `${who} has timers: ${side.timers.map(({ timer }) => timer).join(', ')}`);
    must(!side.rings, `${who} rings on`);
    must(state.unacked.length === 0, `${who} has unacked frames`);
    checkLog(side, who);
  }
  if (world.sides.some(({ older }) => older)) return; // that one tells nothing
  // A new page has forgotten what it declined, and may tell it a second time.
  if (world.sides.length > 2 && world.sides.some(({ pages }) => pages > 1)) return;
  const wrong = disagreements(world);
  must(wrong === null, `the sides tell it differently: ${wrong}`);
}

function checkLog(side: Side, who: string): void {
  must(
    new Set(side.logged).size === side.logged.length,
    `${who} logged a call twice: ${side.logged.join(', ')}`,
  );
  for (const [id, { reason }] of Object.entries(side.ends)) {
    if (side.pages > 1) continue; // the page before may have logged it
    must(side.logged.includes(id) === (reason !== 'swapped'), `${who} logged ${id} (${reason}) wrongly`);
  }
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
