import { dismiss, endCall } from './end.js';
import type { ReportEvent, Timed } from './events.js';
import type { TimerName } from './effects.js';
import { OFFER_MS, REPEAT_INVITATION_MS } from './limits.js';
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

/** The same frame again, with the same `seq`: a receiver that has it changes nothing. */
function repeatInvitation(turn: Turn): void {
  const call = turn.live;
  if (call?.phase !== 'inviting' || call.heard) return;
  const seq = call.pending?.seq ?? (turn.config.offerAfterAcceptance ? 1 : null);
  if (seq === null) return;
  turn.emit({
    type: 'send',
    to: call.peer,
    body: {
      type: 'call_invitation',
      call_id: call.id,
      call_type: call.kind,
      offer: call.pending?.offer ?? null,
      sent_at: call.startedAt,
    },
    seq,
    refresh: true,
  });
  turn.startTimer(call.id, 'repeat', REPEAT_INVITATION_MS);
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
  turn.patch({ offerRequests: call.offerRequests + 1 });
  turn.send({ type: 'call_answer', answer: null });
  turn.startTimer(call.id, 'offer', OFFER_MS);
}

function gaveUp(turn: Turn): void {
  const call = turn.live;
  if (!call) return;
  const reason = call.connectedAt === null ? 'failed' : 'lost';
  endCall(turn, { reason, by: 'self', tell: { type: 'call_ended', reason: 'failed' } });
}
