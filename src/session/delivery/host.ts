import type { StatusChange, Timeline } from '../../chat/timeline.js';
import type { Attachment, ChatMessage, RoutedFrame } from '../../protocol/frames.js';
import type { Profile, ProfileRef } from '../../protocol/identity.js';
import type { Terms } from './settle.js';

/** How a message came. */
export interface MessageSource {
  /** Written by this profile, on this or another device. */
  readonly isOwn: boolean;
  /** A page of what was said long ago: no news. */
  readonly isOld: boolean;
}

/** What goes with a text, and whom it is for: the page may talk to somebody else by now. */
export interface Files {
  readonly to: Profile | null;
  readonly attachments?: readonly Attachment[];
}

/** What is shown, for those who carry it. */
export interface DeliveryHost {
  readonly isShown: boolean;
  readonly unread: number;
  entries(peer: ProfileRef): Timeline;
  /** `true`: it is read. */
  received(frame: RoutedFrame<ChatMessage>, peer: ProfileRef, from: MessageSource): boolean;
  setStatus(change: StatusChange): void;
  /** Nothing is missing any more. @param first what was missed and is read now, and on no other device */
  caughtUp(first?: string): void;
  place(id: string, cursor: string): void;
  replace(peer: ProfileRef, entries: Timeline): void;
  /** Something was settled about a person. */
  settled(): void;
  terms(peer: ProfileRef): Terms;
  update(): void;
}
