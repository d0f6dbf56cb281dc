import type { FrameEvent, Timed } from './events.js';
import { acceptOffer, askForOffer } from './intents.js';
import { answerRef, stayMuted, wanted } from './offers.js';
import { interrupted } from './reports.js';
import type { Call } from './state.js';
import type { Turn } from './turn.js';

type Invitation = Timed<Extract<FrameEvent, { type: 'invitation_received' }>>;

/** An invitation with the id of the live call: a repeat, the offer that was asked for, or a new offer mid-call. */
export function reinvited(turn: Turn, call: Call, event: Invitation): void {
  switch (call.phase) {
    case 'inviting':
      return;
    case 'ringing':
      if (event.offer && !isRepeat(call, event)) {
        turn.patch({ offer: event.offer, offerSeq: event.seq, party: event.party });
      }
      return void turn.send({ type: 'call_ringing' });
    case 'connecting':
    case 'connected':
    case 'reconnecting':
      return reoffered(turn, call, event);
    case 'ended':
      return;
  }
}

function isRepeat(call: Call, event: Invitation): boolean {
  if (event.seq === null || call.offerSeq === null)
    return event.seq === call.offerSeq && call.offerSeq !== null;
  return event.party === call.party && event.seq <= call.offerSeq;
}

function reoffered(turn: Turn, call: Call, event: Invitation): void {
  const waiting = call.phase === 'connecting' && call.offerRequests > 0 && call.offerSeq === null;
  if (!event.offer) {
    if (!waiting || event.party === null) return;
    // It still invites: the acceptance was lost, and the wait for the offer begins now.
    turn.patch({ offerRequests: 0 });
    return askForOffer(turn);
  }
  if (waiting && !call.described) {
    turn.patch({ offer: event.offer, offerSeq: event.seq ?? 0, party: call.party ?? event.party });
    return acceptOffer(turn);
  }
  // Only a client that says who and when it is can offer again mid-call; an older one only repeats itself.
  if (event.seq === null) return;
  if (isRepeat(call, event)) return answerAgain(turn, call, event);
  if (event.purpose === null && call.direction === 'incoming' && !call.described) return;
  if (event.purpose !== 'resume' && call.party !== event.party && call.party !== null) return;
  const rebuild = event.purpose === 'resume';
  const { offer } = event;
  turn.patch({ offerSeq: event.seq, party: event.party, answer: null });
  if (winsOver(call, rebuild)) return;
  turn.acknowledge(call.id, 'call_invitation');
  if (rebuild) {
    interrupted(turn);
    turn.cancelTimers(call.id, 'restart');
    turn.patch({ restarts: 0 });
  }
  turn.patch({ pending: null });
  const ref = answerRef(turn);
  const iceRestart = event.purpose === 'restart';
  turn.emit({
    ...{ type: 'answer_reinvitation', callId: call.id, ref, offer, rebuild, iceRestart },
    media: wanted(call),
  });
  if (rebuild) stayMuted(turn);
}

/** Perfect negotiation: the caller ignores an offer that collides with its own, the callee gives way. */
function winsOver(call: Call, resumes: boolean): boolean {
  if (!call.pending) return false;
  const resuming = call.pending.purpose === 'resume';
  // Before both, a resumption: no other offer fits a page that is new.
  return resuming === resumes ? call.direction === 'outgoing' : resuming;
}

/** The peer repeats its newest offer: our answer was lost. */
function answerAgain(turn: Turn, call: Call, event: Invitation): void {
  if (call.answer === null || event.seq !== call.offerSeq) return;
  const { sdp, seq } = call.answer;
  const ref = event.seq === null ? {} : { offer_seq: event.seq };
  const body = { type: 'call_answer' as const, call_id: call.id, answer: sdp, ...ref };
  turn.emit({ type: 'send', to: call.peer, body, seq, refresh: true });
}
