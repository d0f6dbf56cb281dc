import { REPEAT_INVITATION_MS } from './limits.js';
import type { PendingOffer } from './state.js';
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

/** The offering side's peer connection comes to be, with the devices. */
export function openPeer(turn: Turn, purpose: 'invite' | 'resume'): void {
  const call = turn.live;
  if (!call) return;
  const { id: callId, kind } = call;
  const media = { audio: true, video: kind === 'video' && !call.cameraOff };
  turn.emit({ type: 'open_peer', callId, ref: offerRef(turn, purpose), kind, media });
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

/** Every 3 s: until something is heard about the call, or until its resumption is answered. */
export function repeatInvitation(turn: Turn): void {
  const call = turn.live;
  if (!call) return;
  const wanted = call.phase === 'inviting' ? !call.heard : call.pending?.purpose === 'resume';
  if (wanted && inviteAgain(turn)) turn.startTimer(call.id, 'repeat', REPEAT_INVITATION_MS);
}
