import type { CallEntry, MessageEntry, TimelineEntry } from '../../chat/types.js';

/** What stands in the log, top to bottom. */
export type Row =
  | { readonly row: 'day'; readonly at: number }
  | { readonly row: 'group'; readonly mine: boolean; readonly messages: readonly MessageEntry[] }
  | { readonly row: 'call'; readonly call: CallEntry };

const minute = (at: number): number => Math.floor(at / 60_000);
const day = (at: number): string => new Date(at).toDateString();

/** Two messages share a group when one person wrote them within one minute and both went out. */
function together(a: MessageEntry, b: MessageEntry): boolean {
  return a.mine === b.mine && minute(a.at) === minute(b.at) && a.status !== 'failed' && b.status !== 'failed';
}

/** Entries in order of time become rows: a separator per day, groups, calls. */
export function rowsOf(entries: readonly TimelineEntry[]): readonly Row[] {
  const rows: Row[] = [];
  let group: MessageEntry[] = [];
  let last: TimelineEntry | null = null;
  for (const entry of entries) {
    const fresh = !last || day(last.at) !== day(entry.at);
    if (fresh) rows.push({ row: 'day', at: entry.at });
    if (entry.entry === 'call') rows.push({ row: 'call', call: entry });
    else if (!fresh && last?.entry === 'message' && together(last, entry)) group.push(entry);
    else {
      group = [entry];
      rows.push({ row: 'group', mine: entry.mine, messages: group });
    }
    last = entry;
  }
  return rows;
}
