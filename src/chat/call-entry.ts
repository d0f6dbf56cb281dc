import type { CallKind } from '../protocol/frames.js';

/** How a call went, as the conversation tells it. */
export type CallOutcome = 'answered' | 'missed' | 'declined' | 'busy' | 'cancelled' | 'unanswered' | 'failed';

export interface EndedCallSummary {
  /** The call's id: one entry per call, whatever raced. */
  readonly id: string;
  readonly mine: boolean;
  readonly kind: CallKind;
  readonly outcome: CallOutcome;
  /** Whole seconds. */
  readonly duration: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
