import type { EndReason } from '../../../../src/call/snapshot.js';
import type { Ending, World } from './world.js';

/** How the other side may tell an ending that one side brought about. */
const HEARD: Readonly<Partial<Record<EndReason | 'swapped', readonly EndReason[]>>> = {
  cancelled: ['cancelled'],
  hangup: ['hangup'],
  declined: ['declined'],
  timeout: ['timeout'],
  // That the callee had accepted may be what was lost.
  no_offer: ['no_offer', 'timeout'],
  // One side may have been connected already, and the other not yet.
  failed: ['failed', 'lost'],
  lost: ['lost', 'failed'],
};

/** What a caller may read while the callee never had the call. */
const ALONE: readonly (EndReason | 'swapped')[] = ['cancelled', 'timeout', 'busy', 'unsupported', 'swapped'];

/** Endings of a call that other devices of the callee took. */
const ELSEWHERE: readonly (EndReason | 'swapped')[] = ['answered_elsewhere', 'declined_elsewhere'];

function tell({ reason, by }: Ending): string {
  return `${reason} by ${by}`;
}

/** Why two sides tell the end of one call in ways that do not go together; `null` when they do. */
export function disagreement(caller: Ending | undefined, callee: Ending | undefined): string | null {
  if (!caller)
    return callee && callee.by === 'peer' && callee.reason !== 'cancelled' ? 'nobody called' : null;
  if (!callee) return ALONE.includes(caller.reason) ? null : `${tell(caller)}, and nothing`;
  const words = `${tell(caller)}, ${tell(callee)}`;
  // Both did something at the same time: each tells its own.
  if (caller.by === 'self' && callee.by === 'self') return null;
  const [own, heard] = caller.by === 'self' ? [caller, callee] : [callee, caller];
  // Who ended a call and calls anew may be heard with the new call first.
  if (own.by === 'self' && (heard.reason === 'replaced' || heard.reason === 'swapped')) return null;
  if (own.by === 'self') return HEARD[own.reason]?.some((reason) => reason === heard.reason) ? null : words;
  // The one that lost a glare knows, and tells the other.
  const replaced = [caller, callee].every(({ reason }) => reason === 'replaced' || reason === 'swapped');
  return replaced ? null : words;
}

/** All calls of a world; the first disagreement. */
export function disagreements(world: World): string | null {
  const ids = new Set(world.sides.flatMap(({ ends }) => Object.keys(ends)));
  for (const id of ids) {
    const all = world.sides.flatMap(({ ends }) => ends[id] ?? []);
    const caller = all.find(({ direction }) => direction === 'outgoing');
    const incoming = all.filter(({ direction }) => direction === 'incoming');
    const callees = incoming.filter(({ reason }) => !ELSEWHERE.includes(reason));
    if (callees.length === 0 && incoming.length > 0) return `${id}: everybody says that it was somebody else`;
    const found = callees.map((callee) => disagreement(caller, callee));
    if (callees.length === 0) found.push(disagreement(caller, undefined));
    // Of several devices one has the call; the others may have done what they did before they heard of it.
    const wrong = found.includes(null) ? null : found[0];
    if (wrong) return `${id}: ${wrong}`;
  }
  return null;
}
