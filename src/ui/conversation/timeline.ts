import type { CallEntry, MessageEntry, TimelineEntry } from '../../chat/types.js';

/** What stands in the log, top to bottom: a day (ms since the epoch), a group of messages, or a call. */
export type Row = number | readonly [MessageEntry, ...MessageEntry[]] | CallEntry;

const minute = (at: number): number => Math.floor(at / 60_000);
const day = (at: number): string => new Date(at).toDateString();

/** Two messages share a group when one person wrote them within one minute and both went out. */
function together(a: MessageEntry, b: MessageEntry): boolean {
  return a.mine === b.mine && minute(a.at) === minute(b.at) && a.status !== 'failed' && b.status !== 'failed';
}

/** Entries in order of time become rows: a separator per day, groups, calls. */
export function rowsOf(entries: readonly TimelineEntry[]): readonly Row[] {
  const rows: Row[] = [];
  let group: [MessageEntry, ...MessageEntry[]] | undefined;
  let last = NaN;
  for (const entry of entries) {
    if (day(last) !== day(entry.at)) {
      rows.push(entry.at);
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
