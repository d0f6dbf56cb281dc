import type { DeliveryStatus, TimelineEntry } from './types.js';

/** A conversation as a list of entries, oldest first. Pure: every function returns a new list, or the same one unchanged. */
export type Timeline = readonly TimelineEntry[];

/** One entry per message and per call: delivery is at least once, and one that is there already changes nothing. */
export function add(timeline: Timeline, added: TimelineEntry): Timeline {
  const isThere = timeline.some(({ entry, id }) => entry === added.entry && id === added.id);
  return isThere ? timeline : [...timeline, added];
}

const RANK: readonly DeliveryStatus[] = ['failed', 'sending', 'sent', 'delivered', 'read'];

/** A status never goes back, except from `failed` to `sending` (a retry) and from `sending` to `failed`. */
export function setStatus(timeline: Timeline, id: string, status: DeliveryStatus, error?: string): Timeline {
  return timeline.map((entry) => {
    if (entry.entry !== 'message' || entry.id !== id || !entry.mine) return entry;
    const advances = RANK.indexOf(status) > RANK.indexOf(entry.status);
    if (status === 'failed' ? entry.status !== 'sending' : !advances) return entry;
    const { error: _old, ...rest } = entry;
    return { ...rest, status, ...(error === undefined ? {} : { error }) };
  });
}
