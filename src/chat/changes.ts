import type { ChatChange, ChatReaction } from '../protocol/frames.js';
import { isEmoji } from '../protocol/emoji.js';
import { compareCursors, type Timeline } from './timeline.js';
import type { MessageEntry, Reaction } from './types.js';

/** Reactions of one side to one message, those taken back included. What is more is ignored: a flood takes no memory. */
export const MAX_REACTIONS = 20;

/** A later one is there already: it comes late, or once more. */
const isLate = (cursor: string | undefined, known: string | undefined): boolean =>
  !!cursor && !!known && compareCursors(cursor, known) <= 0;

/**
 * A message after a change: edits and deletions count from its author only, the last edit wins, and what is deleted
 * stays deleted, in whatever order they come. The same change twice is one. Returns the same entry when nothing changes.
 * @param isOwn the change is from this side
 */
export function changed(entry: MessageEntry, change: ChatChange, isOwn: boolean): MessageEntry {
  const { more } = entry;
  if (more?.deleted) return entry;
  if (change.type === 'chat_reaction') return reacted(entry, change, isOwn);
  if (entry.mine !== isOwn) return entry;
  if (change.type === 'chat_delete') {
    const { id, mine, at, status, cursor } = entry;
    const kept = { entry: 'message', id, mine, text: '', at, status } as const;
    return { ...kept, ...(cursor && { cursor }), more: { deleted: true } };
  }
  const { text, cursor = '' } = change;
  if (isLate(cursor, more?.edited) || (text === entry.text && cursor === more?.edited)) return entry;
  return { ...entry, text, more: { ...more, edited: cursor } };
}

function reacted(entry: MessageEntry, change: ChatReaction, mine: boolean): MessageEntry {
  const { emoji, active, cursor } = change;
  const all = entry.more?.reactions ?? [];
  const old = all.find((one) => one.emoji === emoji && one.mine === mine);
  const isFull = !old && all.filter((one) => one.mine === mine).length >= MAX_REACTIONS;
  if (!isEmoji(emoji) || isFull || (!old && !active) || isLate(cursor, old?.cursor)) return entry;
  if (old?.active === active && cursor === old.cursor) return entry;
  const now: Reaction = { emoji, mine, active, ...(cursor && { cursor }) };
  const reactions = old ? all.map((one) => (one === old ? now : one)) : [...all, now];
  return { ...entry, more: { ...entry.more, reactions } };
}

/** The conversation after a change of one of its messages. `null`: that message is not here. */
export function withChange(timeline: Timeline, change: ChatChange, isOwn: boolean): Timeline | null {
  const at = timeline.findIndex(({ entry, id }) => entry === 'message' && id === change.message_id);
  const old = timeline[at];
  if (old?.entry !== 'message') return null;
  const now = changed(old, change, isOwn);
  return now === old ? timeline : timeline.map((one) => (one === old ? now : one));
}

/** A change that came before its message. */
export interface Early {
  readonly change: ChatChange;
  readonly isOwn: boolean;
}

/** As many wait for their message; of more the oldest go. */
const MAX_EARLY = 200;

/** Another one waits. */
export const postponed = (early: readonly Early[], one: Early): readonly Early[] =>
  [...early, one].slice(-MAX_EARLY);

/** Messages came: what waited for one of them is done, in the order in which it came, and the rest waits on. */
export function caughtUp(
  timeline: Timeline,
  early: readonly Early[],
): { readonly timeline: Timeline; readonly early: readonly Early[] } {
  const rest: Early[] = [];
  let now = timeline;
  for (const one of early) {
    const next = withChange(now, one.change, one.isOwn);
    if (next) now = next;
    else rest.push(one);
  }
  return { timeline: now, early: rest };
}
