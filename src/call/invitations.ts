import { sameProfile } from '../protocol/identity.js';
import type { FrameEvent, Timed } from './events.js';
import { acceptOffer } from './intents.js';
import { takeStrays } from './candidates.js';
import { dismiss, endCall } from './end.js';
import { OFFER_MS, RING_GRACE_MS } from './limits.js';
import { reinvited } from './reinvitations.js';
import { newCall, type Call, type OutgoingBody } from './state.js';
import type { Turn } from './turn.js';

export type Invitation = Timed<Extract<FrameEvent, { type: 'invitation_received' }>>;

export function invitationReceived(turn: Turn, event: Invitation): void {
  const call = turn.live;
  const self = turn.config.self;
  if (self && sameProfile(self, event.from)) return;
  const tomb = turn.tombstone(event.callId, event.from);
  if (tomb) {
    if (tomb.reply && event.party !== null) turn.sendOnce(tomb.peer, tomb.reply.body, tomb.reply.seq);
    return;
  }
  if (call && call.id === event.callId) {
    if (sameProfile(call.peer, event.from)) reinvited(turn, call, event);
    return;
  }
  if (event.purpose !== null) return refuse(turn, event, { type: 'call_ended', reason: 'failed' });
  if (event.age !== null && event.age > turn.config.ringMs) return missed(turn, event);
  if (!turn.config.supported) return refuse(turn, event, { type: 'call_declined', reason: 'unsupported' });
  if (!call) return ring(turn, event);
  if (!sameProfile(call.peer, event.from)) return busy(turn, event);
  if (call.phase === 'inviting') return glare(turn, call, event);
  // The peer has forgotten the call that is live here (a crash, a reload): the new one is what it wants.
  endCall(turn, { reason: 'replaced', by: 'peer' });
  ring(turn, event);
}

function incoming(turn: Turn, event: Invitation, phase: 'ringing' | 'connecting'): Call {
  return newCall({
    id: event.callId,
    phase,
    direction: 'incoming',
    kind: event.kind,
    peer: event.from,
    startedAt: event.at,
    party: event.party,
    offer: event.offer,
    offerSeq: event.offer ? event.seq : null,
    early: takeStrays(turn, event.callId, event.from),
  });
}

function ring(turn: Turn, event: Invitation): void {
  dismiss(turn);
  turn.set(incoming(turn, event, 'ringing'));
  turn.emit({ type: 'start_ringtone', tone: 'ringtone' }, { type: 'preload_rtc' });
  turn.send({ type: 'call_ringing' });
  turn.startTimer(event.callId, 'ring', turn.config.ringMs + RING_GRACE_MS);
}

/** Two invitations crossed: the smaller call id wins on both sides, and its callee accepts without ringing. */
function glare(turn: Turn, own: Call, event: Invitation): void {
  const peer = { id: event.from.id, type: event.from.type };
  if (own.id < event.callId) {
    turn.bury({ callId: event.callId, peer, endedBy: 'peer', reply: null });
    // Their invitation is a frame about this pair, not about this call: ours is still repeated.
    return;
  }
  const body: OutgoingBody = { type: 'call_ended', call_id: own.id, reason: 'glare' };
  const seq = own.seq + 1;
  turn.sendOnce(peer, body, seq);
  turn.bury({ callId: own.id, peer, endedBy: 'self', reply: { body, seq } });
  turn.cancelTimers(own.id, 'ring', 'repeat');
  turn.emit({ type: 'stop_ringtone' });
  const kept = { replaces: own.id, muted: own.muted, cameraOff: own.cameraOff || event.kind === 'voice' };
  turn.set({ ...incoming(turn, event, 'connecting'), ...kept, problems: own.problems });
  const hasPeer = own.pending !== null;
  if (event.offer) return acceptOffer(turn, hasPeer ? own.id : null);
  if (hasPeer) turn.emit({ type: 'close_peer', callId: own.id });
  acceptedWithoutOffer(turn, event.callId);
}

function acceptedWithoutOffer(turn: Turn, callId: string): void {
  const replaces = turn.live?.replaces;
  turn.patch({ offerRequests: 1 });
  turn.send({ type: 'call_answer', answer: null, ...(replaces ? { replaces } : {}) });
  turn.startTimer(callId, 'offer', OFFER_MS);
}

function refuse(turn: Turn, event: Invitation, body: RefusalBody): void {
  const peer = { id: event.from.id, type: event.from.type };
  const whole: OutgoingBody = { ...body, call_id: event.callId };
  turn.sendOnce(peer, whole, 1);
  turn.bury({ callId: event.callId, peer, endedBy: 'self', reply: { body: whole, seq: 1 } });
  if (event.party !== null) turn.keepSending({ to: peer, body: whole, seq: 1, tries: 0 });
}

type RefusalBody =
  | { type: 'call_declined'; reason: 'busy' | 'unsupported' }
  | { type: 'call_ended'; reason: 'failed' };

/** A third party hears busy; the conversation with them shows a missed call. */
function busy(turn: Turn, event: Invitation): void {
  refuse(turn, event, { type: 'call_declined', reason: 'busy' });
  logMissed(turn, event);
}

/** Older than a ring lasts: it never rings. */
function missed(turn: Turn, event: Invitation): void {
  const peer = { id: event.from.id, type: event.from.type };
  turn.bury({ callId: event.callId, peer, endedBy: 'peer', reply: null });
  logMissed(turn, event);
}

function logMissed(turn: Turn, event: Invitation): void {
  const { callId, from: peer, kind } = event;
  turn.emit({ type: 'log_call', callId, peer, mine: false, kind, outcome: 'missed', duration: 0 });
}
