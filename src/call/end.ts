import type { EndReason } from './snapshot.js';
import { DISMISS_MS } from './limits.js';
import { durationOf, outcomeOf } from './outcome.js';
import type { Call, OutgoingBody } from './state.js';
import type { Body, Turn } from './turn.js';

/** Endings that explain themselves: the screen goes away without a click. */
function isQuiet(call: Call): boolean {
  switch (call.endReason) {
    case 'hangup':
    case 'cancelled':
    case 'answered_elsewhere':
    case 'declined_elsewhere':
    case 'replaced':
    case 'moved':
      return true;
    case 'timeout':
    case 'declined':
      return call.direction === 'incoming';
    case 'busy':
    case 'offline':
    case 'unsupported':
    case 'no_media':
    case 'no_offer':
    case 'refused':
    case 'lost':
    case 'failed':
    case null:
      return false;
  }
}

export interface Ending {
  readonly reason: EndReason;
  readonly by: 'self' | 'peer';
  /** Said to the peer, repeated until seen. */
  readonly tell?: Body;
  /** Said when the peer repeats its own ending: the answer that stops it. */
  readonly reply?: Body;
  /** The peer has not said that it is over: what it says to this reply needs no reply. */
  readonly unasked?: true;
  readonly message?: string | null;
}

/** The one way out of a live call, and so the one clean-up list. */
export function endCall(turn: Turn, ending: Ending): void {
  const call = turn.live;
  if (!call) return;
  turn.acknowledge(call.id);
  if (ending.tell) turn.send(ending.tell, true);
  else if (ending.reply && turn.takesRepeats(call)) turn.send(ending.reply);
  const said = ending.tell ?? ending.reply;
  turn.bury({
    callId: call.id,
    peer: call.peer,
    endedBy: ending.unasked ? 'self' : ending.by,
    reply: said
      ? { body: { ...said, call_id: call.id } as OutgoingBody, seq: turn.state.call?.seq ?? call.seq }
      : null,
  });
  turn.cancelTimers(call.id, 'ring', 'repeat', 'offer', 'connect', 'restart', 'give_up');
  turn.emit({ type: 'stop_ringtone' }, { type: 'close_peer', callId: call.id });
  turn.patch({
    phase: 'ended',
    endReason: ending.reason,
    endedBy: ending.by,
    endedAt: turn.at,
    declineMessage: ending.message ?? null,
    offer: null,
    pending: null,
    held: [],
    early: [],
  });
  logEnded(turn);
}

function logEnded(turn: Turn): void {
  const call = turn.state.call;
  if (!call) return;
  turn.emit({
    type: 'log_call',
    callId: call.id,
    peer: call.peer,
    mine: call.direction === 'outgoing',
    kind: call.kind,
    outcome: outcomeOf(call),
    // 0: it was another device's
    duration: call.connectedAt === null ? 0 : durationOf(call) || 1,
  });
  if (isQuiet(call)) turn.startTimer(call.id, 'dismiss', DISMISS_MS);
}

/** Takes the ended call off the screen. */
export function dismiss(turn: Turn): void {
  const call = turn.state.call;
  if (call?.phase !== 'ended') return;
  turn.cancelTimers(call.id, 'dismiss');
  turn.set(null);
}
