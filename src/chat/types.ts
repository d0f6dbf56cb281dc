import type { CallKind } from '../protocol/frames.js';
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
}

/** A finished or missed call, standing in the conversation. */
export interface CallEntry extends EndedCallSummary {
  readonly entry: 'call';
}

export type TimelineEntry = MessageEntry | CallEntry;

/** A message that is not through yet, and whom it is for. */
export interface Unsent {
  readonly to: ProfileRef;
  readonly message: MessageEntry;
}

export type { CallKind, EndedCallSummary };
