import { REPEAT_INVITATION_MS, RESUME_AGAIN_MS } from './limits.js';
import type { WantedMedia } from './effects.js';
import type { Call, PendingOffer } from './state.js';
import type { Turn } from './turn.js';

/** What the peer connection makes next is its answer to this `ref`, or its offer. */
function nextRef(turn: Turn): number {
  const ref = (turn.live?.jobs ?? 0) + 1;
  turn.patch({ jobs: ref });
  return ref;
}

export function answerRef(turn: Turn): number {
  const ref = nextRef(turn);
  turn.patch({ answering: ref });
  return ref;
}

function offerRef(turn: Turn, purpose: PendingOffer['purpose']): number {
  const ref = nextRef(turn);
  turn.patch({ pending: { ref, seq: null, offer: null, purpose } });
  return ref;
}

/** The devices that a new peer connection takes: what the person had, no more. */
export function wanted(call: Call): WantedMedia {
  return { audio: true, video: !call.cameraOff };
}

/** Said after each effect that makes a peer connection: it would begin unmuted. */
export function stayMuted(turn: Turn): void {
  const call = turn.live;
  if (call?.muted) turn.emit({ type: 'set_muted', callId: call.id, muted: true });
}

/** The offering side's peer connection comes to be, with the devices. */
export function openPeer(turn: Turn, purpose: 'invite' | 'resume'): void {
  const call = turn.live;
  if (!call) return;
  const { id: callId, kind } = call;
  turn.emit({ type: 'open_peer', callId, ref: offerRef(turn, purpose), kind, media: wanted(call) });
  stayMuted(turn);
}

/** A new peer connection in the place of one that does not come back. */
export function rebuild(turn: Turn): void {
  const call = turn.live;
  // An answer that is being made leads on, and would be lost with its connection.
  if (!call || call.party === null || call.answering !== null) return;
  turn.acknowledge(call.id, 'call_invitation');
  turn.patch({ resuming: true });
  openPeer(turn, 'resume');
}

/** Both of its descriptions are there, or one failed. */
export function awaitResumed(turn: Turn): void {
  const call = turn.live;
  if (call?.resuming) turn.startTimer(call.id, 'restart', RESUME_AGAIN_MS);
}

/** A further offer. Not to an older client (its frames name no device): there, each invitation would ring. */
export function reoffer(turn: Turn, purpose: 'renegotiate' | 'restart'): void {
  const call = turn.live;
  if (!call || call.party === null) return;
  turn.acknowledge(call.id, 'call_invitation');
  const ref = offerRef(turn, purpose);
  turn.emit({ type: 'reoffer', callId: call.id, ref, iceRestart: purpose === 'restart' });
}

/** A wish of the peer connection. While an offer is open it waits: the browser wishes again when that is answered. */
export function negotiationNeeded(turn: Turn): void {
  const call = turn.live;
  if (call?.described && !call.pending) reoffer(turn, 'renegotiate');
}

/** The same frame again, with the same `seq`: a receiver that has it changes nothing. `false`: there is none yet. */
export function inviteAgain(turn: Turn): boolean {
  const call = turn.live;
  if (!call) return false;
  const { pending } = call;
  // Where the offer follows the acceptance, the invitation was the first frame and is no pending offer.
  const seq = pending ? pending.seq : 1;
  if (seq === null) return false;
  turn.emit({
    type: 'send',
    to: call.peer,
    body: {
      type: 'call_invitation',
      call_id: call.id,
      call_type: call.kind,
      offer: pending?.offer ?? null,
      sent_at: call.startedAt,
      ...(pending && pending.purpose !== 'invite' ? { purpose: pending.purpose } : {}),
    },
    seq,
    refresh: true,
  });
  return true;
}

/** Every 3 s, also while it rings there: who rings may change pages. Or until a resumption is answered. */
export function repeatInvitation(turn: Turn): void {
  const call = turn.live;
  if (!call) return;
  const wanted = call.phase === 'inviting' || call.pending?.purpose === 'resume';
  if (wanted && inviteAgain(turn)) turn.startTimer(call.id, 'repeat', REPEAT_INVITATION_MS);
}
