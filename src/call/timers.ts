import { dismiss, endCall } from './end.js';
import type { ReportEvent, Timed } from './events.js';
import type { TimerName } from './effects.js';
import { askForOffer } from './intents.js';
import { repeatInvitation } from './offers.js';
import { restart } from './reports.js';
import type { OutgoingBody } from './state.js';
import type { Turn } from './turn.js';

type Fired = Timed<Extract<ReportEvent, { type: 'timer_fired' }>>;

function isResend(timer: TimerName): timer is `resend:${OutgoingBody['type']}` {
  return timer.startsWith('resend:');
}

/** The only timers that outlive their call. */
export function outlivesCall(timer: TimerName): boolean {
  return isResend(timer) || timer === 'dismiss';
}

export function timerFired(turn: Turn, event: Fired): void {
  const { timer } = event;
  if (isResend(timer)) {
    turn.resend(event.callId, timer.slice('resend:'.length) as OutgoingBody['type']);
    return;
  }
  switch (timer) {
    case 'ring':
      return rangOut(turn);
    case 'repeat':
      return repeatInvitation(turn);
    case 'offer':
      return offerMissing(turn);
    case 'connect':
    case 'give_up':
      return gaveUp(turn);
    case 'restart':
      return turn.live?.phase === 'reconnecting' ? restart(turn) : undefined;
    case 'dismiss':
      return turn.state.call?.id === event.callId ? dismiss(turn) : undefined;
  }
}

function rangOut(turn: Turn): void {
  const phase = turn.live?.phase;
  if (phase === 'inviting') {
    endCall(turn, { reason: 'timeout', by: 'self', tell: { type: 'call_ended', reason: 'timeout' } });
  } else if (phase === 'ringing') {
    endCall(turn, { reason: 'timeout', by: 'self', tell: { type: 'call_declined', reason: 'timeout' } });
  }
}

/** Accepted, and no offer: ask once more, then both sides hear why. */
function offerMissing(turn: Turn): void {
  const call = turn.live;
  if (call?.phase !== 'connecting') return;
  if (call.offerRequests > 1) {
    return endCall(turn, {
      reason: 'no_offer',
      by: 'self',
      tell: { type: 'call_ended', reason: 'timeout' },
    });
  }
  askForOffer(turn);
}

function gaveUp(turn: Turn): void {
  const call = turn.live;
  if (!call) return;
  const reason = call.connectedAt === null ? 'failed' : 'lost';
  endCall(turn, { reason, by: 'self', tell: { type: 'call_ended', reason: 'failed' } });
}
