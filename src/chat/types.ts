import type { CallKind } from '../protocol/frames.js';
import type { EndedCallSummary } from './call-entry.js';

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
  /** Only of own messages. */
  readonly status: DeliveryStatus;
  /** Why it failed, where the server said. */
  readonly error?: string;
}

/** A finished or missed call, standing in the conversation. */
export interface CallEntry extends EndedCallSummary {
  readonly entry: 'call';
}

export type TimelineEntry = MessageEntry | CallEntry;
export type { CallKind, EndedCallSummary };
