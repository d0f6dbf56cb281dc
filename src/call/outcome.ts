import type { CallOutcome } from '../protocol/call-outcome.js';
import type { Call } from './state.js';

/** Whole seconds from connected to ended. */
export function durationOf(call: Call): number {
  if (call.connectedAt === null || call.endedAt === null) return 0;
  return Math.max(0, Math.round((call.endedAt - call.connectedAt) / 1000));
}

export function outcomeOf(call: Call): CallOutcome {
  if (call.connectedAt !== null) return 'answered';
  switch (call.endReason) {
    case 'answered_elsewhere':
      return 'answered';
    case 'declined':
    case 'declined_elsewhere':
      return 'declined';
    case 'busy':
      return 'busy';
    case 'cancelled':
    case 'hangup':
    case 'replaced':
      return call.direction === 'outgoing' ? 'cancelled' : 'missed';
    case 'timeout':
      return call.direction === 'outgoing' ? 'unanswered' : 'missed';
    case 'offline':
      return 'unanswered';
    case 'unsupported':
    case 'no_media':
    case 'no_offer':
    case 'refused':
    case 'lost':
    case 'moved':
    case 'failed':
    case null:
      return 'failed';
  }
}
