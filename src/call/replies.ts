import { sameProfile } from '../protocol/identity.js';
import { addEarly, isOtherDevice } from './candidates.js';
import { endCall } from './end.js';
import type { FrameEvent, FromPeer, Timed } from './events.js';
import type { Sdp } from '../protocol/frames.js';
import { CONNECT_MS } from './limits.js';
import { awaitResumed, inviteAgain, openPeer, rebuild } from './offers.js';
import type { Call } from './state.js';
import type { EndReason } from './snapshot.js';
import type { Turn } from './turn.js';

type Of<T extends FrameEvent['type']> = Timed<Extract<FrameEvent, { type: T }>>;

/** The live call that a frame is about. A frame about an ended one is answered once more where that helps. */
function subject(turn: Turn, event: FromPeer & { type: FrameEvent['type'] }): Call | null {
  const call = turn.live;
  if (call && call.id === event.callId && sameProfile(call.peer, event.from)) return call;
  const tomb = turn.tombstone(event.callId, event.from);
  if (!tomb) return null;
  const ending = event.type === 'ended_received' || event.type === 'declined_received';
  // Both ended it: what the peer says is the receipt of what we said.
  if (ending && tomb.endedBy === 'self') turn.acknowledge(event.callId);
  else if (event.type === 'answer_received') turn.reply(tomb);
  else if (event.party !== null && (ending || event.type === 'ringing_received')) turn.reply(tomb);
  return null;
}

export function answerReceived(turn: Turn, event: Of<'answer_received'>): void {
  const call = subject(turn, event);
  if (!call) return;
  if (event.replaces !== null) bury(turn, call, event.replaces);
  // Only the page that has the call answers its resumption, and that page may be a new one too.
  const resumed = call.pending?.purpose === 'resume';
  if (!resumed && call.party !== null && event.party !== call.party) {
    if (call.resuming && event.answer) return rebuild(turn); // for the page that has come meanwhile
    return tellChosen(turn, call);
  }
  switch (call.phase) {
    case 'inviting':
      return answered(turn, call, event);
    case 'connecting':
    case 'connected':
    case 'reconnecting':
      return answeredAgain(turn, call, event);
    case 'ringing':
    case 'ended':
      return;
  }
}

function answered(turn: Turn, call: Call, event: Of<'answer_received'>): void {
  const pending = call.pending;
  if (pending && isOlder(pending.seq, event.offerSeq)) return;
  if (event.answer && !pending?.offer) return;
  turn.cancelTimers(call.id, 'ring', 'repeat');
  turn.emit({ type: 'stop_ringtone' });
  turn.patch({ phase: 'connecting', party: event.party });
  turn.startTimer(call.id, 'connect', CONNECT_MS);
  if (event.answer) applyAnswer(turn, event.answer, event.party);
  else if (pending)
    inviteAgain(turn); // the offer was lost on its way
  else openPeer(turn, 'invite'); // offer after acceptance: the peer connection comes to be now
  tellChosen(turn, call);
}

function applyAnswer(turn: Turn, answer: Sdp<'answer'>, party: string | null): void {
  const call = turn.live;
  if (!call) return;
  turn.acknowledge(call.id, 'call_invitation');
  turn.patch({ pending: null, party: party ?? call.party });
  turn.emit({ type: 'apply_answer', callId: call.id, answer });
  awaitResumed(turn);
  addEarly(turn);
}

function isOlder(pendingSeq: number | null, offerSeq: number | null): boolean {
  return offerSeq !== null && pendingSeq !== offerSeq;
}

function answeredAgain(turn: Turn, call: Call, event: Of<'answer_received'>): void {
  const { pending } = call;
  if (pending?.offer && event.answer && !isOlder(pending.seq, event.offerSeq)) {
    return applyAnswer(turn, event.answer, event.party);
  }
  // Asked for once more: it has not arrived.
  if (pending?.offer && !event.answer) inviteAgain(turn);
  // A repeat of an answer that is already here: its sender has not seen the receipt.
  if (call.direction === 'outgoing') tellChosen(turn, call);
}

function bury(turn: Turn, call: Call, callId: string): void {
  if (callId === call.id) return;
  turn.bury({ callId, peer: call.peer, endedBy: 'peer', reply: null });
}

/** Stops the callee's other devices, and is the receipt for the one that answered. Not for older clients: they would hang up. */
function tellChosen(turn: Turn, call: Call): void {
  const chosen = turn.live?.party;
  if (!chosen || call.direction !== 'outgoing') return;
  turn.send({ type: 'call_ended', reason: 'answered_elsewhere', chosen_party_id: chosen });
}

export function declinedReceived(turn: Turn, event: Of<'declined_received'>): void {
  const call = subject(turn, event);
  if (!call || call.direction !== 'outgoing') return;
  // After an answer, what another device says no longer counts.
  if (call.phase !== 'inviting' && (call.party === null || call.party !== event.party)) return;
  const chosen = event.party === null ? {} : { chosen_party_id: event.party };
  const reply = { type: 'call_ended' as const, reason: 'declined_elsewhere' as const, ...chosen };
  endCall(turn, {
    reason: event.reason,
    by: 'peer',
    message: event.message,
    ...(event.party === null ? {} : { reply }),
  });
}

export function endedReceived(turn: Turn, event: Of<'ended_received'>): void {
  const { reason } = event;
  if (reason === 'answered_elsewhere' || reason === 'declined_elsewhere')
    return elsewhere(turn, event, reason);
  const call = subject(turn, event);
  if (!call) return buryUnknown(turn, event);
  // a page that hangs up before it has taken up the call of the page before is nobody known
  const isNewPage = reason === 'hangup' && call.phase === 'reconnecting';
  if (isOtherDevice(call, event.party) && !isNewPage) return;
  endCall(turn, { reason: endReasonOf(call, reason), by: 'peer', reply: { type: 'call_ended', reason } });
}

function endReasonOf(call: Call, reason: Of<'ended_received'>['reason']): EndReason {
  if (reason === 'glare') return 'replaced';
  if (reason === 'hangup' && call.phase === 'ringing') return 'cancelled';
  // A callee that accepted gives up by time only when it waits for an offer.
  if (reason === 'timeout' && call.phase === 'connecting' && call.direction === 'outgoing') return 'no_offer';
  if (reason === 'failed' && call.connectedAt !== null) return 'lost';
  return reason;
}

function elsewhere(
  turn: Turn,
  event: Of<'ended_received'>,
  reason: 'answered_elsewhere' | 'declined_elsewhere',
): void {
  if (event.chosenParty === turn.config.partyId) {
    turn.acknowledge(event.callId, reason === 'answered_elsewhere' ? 'call_answer' : 'call_declined');
    return;
  }
  const call = turn.live;
  if (call?.id !== event.callId || call.direction !== 'incoming' || !sameProfile(call.peer, event.from)) {
    if (!call || call.id !== event.callId) buryUnknown(turn, event);
    return;
  }
  // Connected, or on a new page after a reload: then this device, under its last name, is the chosen one.
  const early = call.phase === 'ringing' || (call.phase === 'connecting' && event.chosenParty !== null);
  if (early) endCall(turn, { reason, by: 'peer' });
}

/** The end overtook the invitation: it must not ring when it comes. */
function buryUnknown(turn: Turn, event: Of<'ended_received'>): void {
  if (turn.live?.id === event.callId || turn.tombstone(event.callId, event.from)) return;
  const peer = { id: event.from.id, type: event.from.type };
  const body = { type: 'call_ended' as const, call_id: event.callId, reason: event.reason };
  const receipt = event.party === null ? null : { body, seq: 1 };
  turn.bury({ callId: event.callId, peer, endedBy: 'peer', reply: receipt });
  if (receipt) turn.sendOnce(peer, body, 1);
}

export function ringingReceived(turn: Turn, event: Of<'ringing_received'>): void {
  const call = subject(turn, event);
  if (call?.phase === 'inviting') turn.patch({ remoteRinging: true });
}

export function mediaStateReceived(turn: Turn, event: Of<'media_state_received'>): void {
  const call = subject(turn, event);
  if (!call || isOtherDevice(call, event.party)) return;
  turn.patch({ peerMedia: { audio: event.audio, video: event.video, screen: event.screen } });
}
