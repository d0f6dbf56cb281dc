import type { CallEntry, MessageEntry, TimelineEntry } from '../../chat/types.js';

/** What stands in the log, top to bottom: a day (ms since the epoch), what was not seen yet, a group of messages, a call. */
export type Row = number | 'unread' | readonly [MessageEntry, ...MessageEntry[]] | CallEntry;

const minute = (at: number): number => Math.floor(at / 60_000);
const day = (at: number): string => new Date(at).toDateString();

/** Two messages share a group when one person wrote them within one minute and both went out. */
export const together = (a?: TimelineEntry, b?: TimelineEntry): boolean =>
  a?.entry === 'message' &&
  b?.entry === 'message' &&
  a.mine === b.mine &&
  minute(a.at) === minute(b.at) &&
  a.status !== 'failed' &&
  b.status !== 'failed';

/**
 * Entries in order of time become rows: a separator per day, groups, calls.
 * @param unread the entry before which the unread ones begin
 * @param last when the entry before these was; none when there is none
 */
export function rowsOf(entries: readonly TimelineEntry[], unread = '', last = NaN): readonly Row[] {
  const rows: Row[] = [];
  let group: [MessageEntry, ...MessageEntry[]] | undefined;
  for (const entry of entries) {
    if (day(last) !== day(entry.at)) {
      rows.push(entry.at);
      group = undefined;
    }
    if (entry.id === unread) {
      rows.push('unread');
      group = undefined;
    }
    last = entry.at;
    if (entry.entry === 'call') {
      rows.push(entry);
      group = undefined;
    } else if (group && together(group[0], entry)) group.push(entry);
    else rows.push((group = [entry]));
  }
  return rows;
}
