import type { CallKind } from '../protocol/frames.js';
import type { CallOutcome } from '../protocol/call-outcome.js';

export type { CallOutcome };

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
