import type { Attachment } from '../protocol/frames.js';
import type { Profile } from '../protocol/identity.js';

/** A message as a site's own chat API keeps it. All of it is untrusted: `text` is shown as text. */
export interface SiteMessage {
  /** The same message twice has the same id. At most 255 characters. */
  readonly id: string;
  /** At most 10 000 characters. */
  readonly text: string;
  /** When it was written: milliseconds since the epoch, a `Date`, or a text that `Date` reads. Messages stand in this order. */
  readonly at: number | string | Date;
  /** Written by who is signed in here. */
  readonly mine?: boolean;
  /** Its files, as `messageSender` got them. */
  readonly attachments?: readonly Attachment[];
}

/** Which messages are wanted. Without `before` and `after`: the newest. */
export interface HistoryQuery {
  readonly profile: Profile;
  readonly peer: Profile;
  /** The element's `conversation-id`, or empty. */
  readonly conversationId: string;
  /** Those before the message with this id, the closest to it. */
  readonly before?: string;
  /** Those after the message with this id, the closest to it. */
  readonly after?: string;
  /** How many fit; more are taken too. */
  readonly limit: number;
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
}

export interface HistoryPage {
  readonly messages: readonly SiteMessage[];
  /** There are more in the direction that was asked for. */
  readonly more?: boolean;
}

/** Reads a conversation from the site. Asked when it is opened, further up, and every 5 s while it is looked at. */
export type HistoryProvider = (query: HistoryQuery) => Promise<HistoryPage>;

/** A message that was written here. `id` is the same in each try: the site must take it once. */
export interface OutgoingMessage {
  readonly id: string;
  /** Where there are only files: their names. */
  readonly text: string;
  readonly attachments?: readonly Attachment[];
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly from: Profile;
  readonly to: Profile;
  /** The element's `conversation-id`, or empty. */
  readonly conversationId: string;
}

/** What the site made of a message; nothing where it keeps the id. */
export interface SentMessage {
  /** The site's own id of it. */
  readonly id?: string;
  /** The site's own time of it, as in `SiteMessage`. */
  readonly at?: number | string | Date;
}

/**
 * Hands a message to the site. A rejection with a TypeError (`fetch` without a network) is tried again; with any other
 * error the message stands there as not sent, with the error's `message`, to retry or delete.
 */
export type MessageSender = (message: OutgoingMessage) => Promise<SentMessage | undefined | void>;
