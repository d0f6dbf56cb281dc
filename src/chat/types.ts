import type { CallKind, ChatBody, Quote } from '../protocol/frames.js';
import type { ProfileRef } from '../protocol/identity.js';
import type { EndedCallSummary } from './call-entry.js';

/** Own ones: as the ticks say. The other side's: what we have told it about them; `read` ones are no longer unread. */
export type DeliveryStatus = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** A message bubble. `text` is untrusted text, never markup. */
export interface MessageEntry {
  readonly entry: 'message';
  /** Made by the sender's client; the same message twice has the same id. */
  readonly id: string;
  readonly mine: boolean;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly status: DeliveryStatus;
  /** As in `ChatMessage`: untrusted until `readAttachments`. */
  readonly attachments?: unknown;
  /** Why it failed: the server's code. */
  readonly error?: string;
  /** Its place in the server's order, where that has one. */
  readonly cursor?: string;
  /** What was done with it beside writing it. */
  readonly more?: MessageMore;
}

export interface MessageMore {
  /** The message that it answers; `own`: its author is this one's. */
  readonly reply_to?: Quote;
  /** One for each emoji and side, also of those that were taken back. */
  readonly reactions?: readonly Reaction[];
  /** The last edit's place in the server's order; empty where that is not known. */
  readonly edited?: string;
  readonly deleted?: boolean;
}

export interface Reaction {
  readonly emoji: string;
  /** From this side. */
  readonly mine: boolean;
  readonly active: boolean;
  /** Its place in the server's order, where that has one. */
  readonly cursor?: string;
}

/** What a person settles about another one: their messages and calls do not come; that one has read, or writes, is not told. */
export type Term = 'blocked' | 'no_read' | 'no_typing';

/** What a person does with a message. */
export type MessageAct =
  | { readonly act: 'reply'; readonly text: string; readonly quote: Quote }
  | { readonly act: 'edit'; readonly id: string; readonly text: string }
  | { readonly act: 'react'; readonly id: string; readonly emoji: string; readonly active: boolean }
  | { readonly act: 'delete'; readonly id: string }
  /** Which emoji were used last is told; one may have been used now. */
  | {
      readonly act: 'recent';
      readonly used?: string;
      readonly tell: (recent: readonly string[]) => void;
    }
  | { readonly act: 'settle'; readonly term: Term; readonly on: boolean }
  /** A page of what is older is wanted; told when it is there, with whether there may be more. */
  | { readonly act: 'older'; readonly tell: (more: boolean) => void }
  /** One that was not sent: once more, or never. */
  | { readonly act: 'retry'; readonly id: string }
  | { readonly act: 'discard'; readonly id: string };

/** A finished or missed call, standing in the conversation. */
export interface CallEntry extends EndedCallSummary {
  readonly entry: 'call';
}

export type TimelineEntry = MessageEntry | CallEntry;

/** A message that is not through yet, and whom it is for. */
export interface Unsent {
  readonly to: ProfileRef;
  readonly message: MessageEntry;
  /** A change of another message, in place of this one: what goes out, */
  readonly body?: ChatBody;
  /** and that message as it was, for when it is refused. */
  readonly before?: MessageEntry;
}

export type { CallKind, EndedCallSummary };
