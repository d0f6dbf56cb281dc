import type { CallEntry, DeliveryStatus, MessageEntry, TimelineEntry } from './types.js';

/** A conversation as a list of entries, oldest first. Pure: every function returns a new list, or the same one unchanged. */
export type Timeline = readonly TimelineEntry[];

function has(timeline: Timeline, kind: TimelineEntry['entry'], id: string): boolean {
  return timeline.some((entry) => entry.entry === kind && entry.id === id);
}

/** Delivery is at least once: a message that is there already changes nothing. */
export function addMessage(timeline: Timeline, message: MessageEntry): Timeline {
  return has(timeline, 'message', message.id) ? timeline : [...timeline, message];
}

/** One entry per call, whatever raced. */
export function addCall(timeline: Timeline, call: CallEntry): Timeline {
  return has(timeline, 'call', call.id) ? timeline : [...timeline, call];
}

const RANK: Readonly<Record<DeliveryStatus, number>> = {
  failed: 0,
  sending: 1,
  sent: 2,
  delivered: 3,
  read: 4,
};

/** A status never goes back, except from `failed` to `sending` (a retry) and from `sending` to `failed`. */
export function setStatus(timeline: Timeline, id: string, status: DeliveryStatus, error?: string): Timeline {
  return timeline.map((entry) => {
    if (entry.entry !== 'message' || entry.id !== id || !entry.mine) return entry;
    if (status === 'failed' ? entry.status !== 'sending' : RANK[status] <= RANK[entry.status]) return entry;
    const { error: _old, ...rest } = entry;
    return { ...rest, status, ...(error === undefined ? {} : { error }) };
  });
}
