import { isEmoji } from '../protocol/emoji.js';
import type { ChatChange, ErrorCode, Frame } from '../protocol/frames.js';
import { sameProfile, type ProfileRef } from '../protocol/identity.js';
import type { ChatHistory, KeptFrame } from './history.js';

/** In place of the text of a deleted message: a frame without text would be refused by clients. */
const NO_TEXT = '\u2026';

export function isChange(frame: Frame | null): frame is Extract<Frame, ChatChange> {
  return !!frame && 'change_id' in frame;
}

/**
 * Why this person may not make this change, or `null`. Edits and deletions are their author's; nothing is changed in a
 * conversation with somebody else. A message that is not kept any more is nobody's: whoever has it looks who wrote it.
 */
export function refusal(
  history: ChatHistory,
  change: ChatChange,
  from: ProfileRef,
  to: ProfileRef,
): ErrorCode | null {
  const own = history.find(from, change.message_id);
  const theirs = history.find(to, change.message_id);
  const message = own ?? theirs;
  if (change.type === 'chat_reaction' && !isEmoji(change.emoji)) return 'invalid';
  if (!message) return null;
  if (!sameProfile(message.to, own ? to : from)) return 'not_found';
  return own || change.type === 'chat_reaction' ? null : 'forbidden';
}

/** What a later change takes the place of. */
export function slotOf(change: ChatChange): string {
  return change.type === 'chat_reaction' ? `${change.type} ${change.emoji}` : change.type;
}

/** Before a change is kept: what it makes void is not told any more, and of a deleted message no word stays here. */
export function makeVoid(history: ChatHistory, change: ChatChange, from: ProfileRef, to: ProfileRef): void {
  const { message_id: about } = change;
  const isGone = change.type === 'chat_delete';
  const slot = slotOf(change);
  for (const frame of history.of(from)) {
    if (frame.about !== about || !isBetween(frame, from, to)) continue;
    if (isGone || (frame.slot === slot && sameProfile(frame.from, from))) history.rewrite(frame, '');
  }
  const message = isGone && history.find(from, about);
  if (!message || !message.text) return;
  const { reply_to: _reply, ...rest } = JSON.parse(message.text) as Record<string, unknown>;
  history.rewrite(message, JSON.stringify({ ...rest, text: NO_TEXT, deleted: true }));
}

function isBetween(frame: KeptFrame, a: ProfileRef, b: ProfileRef): boolean {
  const [one, other] = sameProfile(frame.from, a) ? [frame.from, frame.to] : [frame.to, frame.from];
  return sameProfile(one, a) && sameProfile(other, b);
}
