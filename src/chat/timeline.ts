import type { DeliveryStatus, MessageEntry, TimelineEntry } from './types.js';

/** A conversation as a list of entries, oldest first. Pure: every function returns a new list, or the same one unchanged. */
export type Timeline = readonly TimelineEntry[];

/** Places are whole numbers as text, of any length: negative when `a` is first. */
export function compareCursors(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

/**
 * One entry per message and per call: delivery is at least once, and one that is there already changes nothing, unless
 * it now has a place. Where the server has an order, messages stand in it, and what is still on its way stands last.
 */
export function add(timeline: Timeline, added: TimelineEntry): Timeline {
  const old = timeline.find(({ entry, id }) => entry === added.entry && id === added.id);
  if (!old) return insert(timeline, added);
  // of a call, another tab or page may know how long it went on
  if (old.entry === 'call' && added.entry === 'call' && added.duration > old.duration)
    return timeline.map((one) => (one === old ? added : one));
  if (old.entry === 'call' || added.entry === 'call' || old.cursor || !added.cursor) return timeline;
  const { cursor, status } = added;
  const { error: _error, ...rest } = old;
  const placed = { ...rest, cursor, status: rank(old.status) > rank(status) ? old.status : status };
  return insert(
    timeline.filter((entry) => entry !== old),
    placed,
  );
}

function insert(timeline: Timeline, added: TimelineEntry): Timeline {
  const { cursor } = added as MessageEntry;
  const isAfter = (one: TimelineEntry) =>
    one.entry === 'message' &&
    (one.cursor ? compareCursors(one.cursor, cursor ?? '') > 0 : one.status === 'sending');
  const at = cursor ? timeline.findIndex(isAfter) : -1;
  return at < 0 ? [...timeline, added] : [...timeline.slice(0, at), added, ...timeline.slice(at)];
}

const RANK: readonly DeliveryStatus[] = ['failed', 'sending', 'sent', 'delivered', 'read'];
const rank = (status: DeliveryStatus): number => RANK.indexOf(status);

/** Whose messages, which, and what is known of them now. */
export interface StatusChange {
  readonly mine: boolean;
  readonly ids: readonly string[];
  readonly status: DeliveryStatus;
  readonly error?: string;
}

/** A status never goes back, except from `failed` to `sending` (a retry), and to `failed` before anybody has it. */
export function setStatus(timeline: Timeline, { mine, ids, status, error }: StatusChange): Timeline {
  const which = new Set(ids);
  let changed = false;
  const next = timeline.map((entry) => {
    if (entry.entry !== 'message' || entry.mine !== mine || !which.has(entry.id)) return entry;
    const before = rank(entry.status);
    if (status === 'failed' ? before < 1 || before > 2 : rank(status) <= before) return entry;
    changed = true;
    const { error: _old, ...rest } = entry;
    return { ...rest, status, ...(error === undefined ? {} : { error }) };
  });
  return changed ? next : timeline;
}

/** Whether it waits to be seen. */
export function isUnread(entry: TimelineEntry): boolean {
  return entry.entry === 'message' && !entry.mine && entry.status !== 'read';
}
