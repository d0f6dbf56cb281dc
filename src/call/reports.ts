import type { ErrorCode } from '../protocol/frames.js';
import { sendHeld } from './candidates.js';
import { endCall } from './end.js';
import type { ReportEvent, Timed } from './events.js';
import {
  GIVE_UP_MS,
  ICE_RESTARTS,
  REPEAT_INVITATION_MS,
  RESTART_AGAIN_MS,
  RESTART_MS,
  RESTART_TRIES,
} from './limits.js';
import { awaitResumed, rebuild, reoffer } from './offers.js';
import type { EndReason } from './snapshot.js';
import type { Turn } from './turn.js';

type Of<T extends ReportEvent['type']> = Timed<Extract<ReportEvent, { type: T }>>;

export function offerReady(turn: Turn, event: Of<'offer_ready'>): void {
  const call = turn.live;
  // `null`: the offer gave way to one of the peer while it was made.
  if (!call?.pending || call.pending.seq !== null || isSuperseded(event, call.pending.ref)) return;
  const { ref, purpose } = call.pending;
  // These two have a clock of their own: they go to a page that may not be there yet.
  const patient = call.phase === 'inviting' || purpose === 'resume';
  const seq = turn.send(
    {
      type: 'call_invitation',
      call_type: call.kind,
      offer: event.offer,
      sent_at: event.at,
      ...(purpose === 'invite' ? {} : { purpose }),
    },
    !patient,
  );
  turn.patch({ pending: { ref, seq, offer: event.offer, purpose } });
  if (patient) turn.startTimer(call.id, 'repeat', REPEAT_INVITATION_MS);
  sendHeld(turn);
}

function isSuperseded(report: { readonly ref?: number }, ref: number | null): boolean {
  return report.ref !== undefined && report.ref !== ref;
}

export function answerReady(turn: Turn, event: Of<'answer_ready'>): void {
  const call = turn.live;
  if (!call || isSuperseded(event, call.answering)) return;
  const seq = turn.send(
    {
      type: 'call_answer',
      answer: event.answer,
      ...(call.offerSeq === null ? {} : { offer_seq: call.offerSeq }),
      ...(call.replaces === null ? {} : { replaces: call.replaces }),
    },
    true,
  );
  turn.patch({ answer: { sdp: event.answer, seq }, answering: null });
  awaitResumed(turn);
  sendHeld(turn);
}

/** Descriptions that do not fit: before the first connection nothing can mend it, later the ladder goes on. */
export function negotiationFailed(turn: Turn, event: Of<'negotiation_failed'>): void {
  const call = turn.live;
  if (!call) return;
  const ref = event.ref ?? call.jobs;
  if (ref !== call.jobs && ref !== call.answering && ref !== call.pending?.ref) return;
  turn.patch({ pending: null, answering: null });
  if (call.phase === 'connected' || call.phase === 'reconnecting') return awaitResumed(turn);
  fail(turn, 'failed');
}

function fail(turn: Turn, reason: EndReason): void {
  endCall(turn, { reason, by: 'self', tell: { type: 'call_ended', reason: 'failed' } });
}

export function linkChanged(turn: Turn, event: Of<'link_changed'>): void {
  const call = turn.live;
  if (!call) return;
  switch (event.link) {
    case 'connected':
      return linkUp(turn, event.at);
    case 'disconnected':
      if (call.phase === 'connected') reconnect(turn, RESTART_MS);
      return;
    case 'failed':
      // Before the first connection the offerer restarts once more, within the time that connecting has.
      if (call.phase === 'connecting' && call.direction === 'outgoing') return restart(turn);
      if (call.phase === 'connected' || call.phase === 'reconnecting') reconnect(turn, 0);
      return;
  }
}

function linkUp(turn: Turn, at: number): void {
  const call = turn.live;
  if (!call || (call.phase !== 'connecting' && call.phase !== 'reconnecting')) return;
  turn.cancelTimers(call.id, 'connect', 'restart', 'give_up');
  // The answer has had its effect.
  turn.acknowledge(call.id, 'call_answer');
  turn.patch({ phase: 'connected', connectedAt: call.connectedAt ?? at, restarts: 0, resuming: false });
}

function reconnect(turn: Turn, inMs: number): void {
  const call = turn.live;
  if (!call) return;
  if (call.phase === 'connected') interrupted(turn);
  else if (call.restarts > 0) return; // a restart is under way, and its timer with it
  turn.startTimer(call.id, 'restart', inMs);
}

/** Connected no longer; not for ever. */
export function interrupted(turn: Turn): void {
  const call = turn.live;
  if (call?.phase !== 'connected') return;
  turn.patch({ phase: 'reconnecting', restarts: 0 });
  turn.startTimer(call.id, 'give_up', GIVE_UP_MS);
}

/** One rung of the ladder: a new offer with new ICE credentials, then a new connection. */
export function restart(turn: Turn): void {
  const call = turn.live;
  if (!call || call.restarts >= RESTART_TRIES) return;
  turn.patch({ restarts: call.restarts + 1 });
  if (call.resuming || call.restarts >= ICE_RESTARTS) return rebuild(turn);
  if (call.phase === 'reconnecting') turn.startTimer(call.id, 'restart', RESTART_AGAIN_MS);
  // What is being made need not be asked for again.
  if (call.pending?.seq !== null) reoffer(turn, 'restart');
}

export function mediaChanged(turn: Turn, event: Of<'media_changed'>): void {
  turn.patch({ muted: event.muted, cameraOff: event.cameraOff, sharing: event.sharing ?? false });
}

export function mediaFailed(turn: Turn, event: Of<'media_failed'>): void {
  const others = turn.live?.problems.filter(({ device }) => device !== event.problem.device) ?? [];
  turn.patch({ problems: [...others, event.problem] });
}

/** The server could not deliver. Only an invitation that nobody has answered ends by it. */
export function errorReceived(turn: Turn, event: Of<'error_received'>): void {
  const call = turn.live;
  if (call?.phase !== 'inviting') return;
  // It rang there: that page may be changing. The next repeat tells.
  if (event.code === 'offline' && call.remoteRinging) return turn.patch({ remoteRinging: false });
  const reason = reasonOf(event.code);
  if (reason) endCall(turn, { reason, by: 'self', tell: { type: 'call_ended', reason: 'cancelled' } });
}

function reasonOf(code: ErrorCode): EndReason | null {
  switch (code) {
    case 'offline':
      return 'offline';
    case 'busy':
      return 'busy';
    case 'not_found':
    case 'forbidden':
    case 'invalid':
    case 'too_large':
    case 'expired':
      return 'refused';
    case 'rate_limited':
      return null; // the repeat of the invitation is the retry
  }
}

export function callBroken(turn: Turn, event: Of<'call_broken'>): void {
  fail(turn, event.reason);
}
