import { sameProfile } from '../protocol/identity.js';
import type { FrameEvent, Timed } from './events.js';
import { acceptOffer, askForOffer } from './intents.js';
import { takeStrays } from './candidates.js';
import { dismiss, endCall } from './end.js';
import { RING_GRACE_MS } from './limits.js';
import { reinvited } from './reinvitations.js';
import { newCall, type Call, type OutgoingBody } from './state.js';
import type { Turn } from './turn.js';

export type Invitation = Timed<Extract<FrameEvent, { type: 'invitation_received' }>>;

export function invitationReceived(turn: Turn, event: Invitation): void {
  const call = turn.live;
  const self = turn.config.self;
  if (self && sameProfile(self, event.from)) return;
  const tomb = turn.tombstone(event.callId, event.from);
  if (tomb) return turn.reply(tomb);
  if (call && call.id === event.callId) {
    if (sameProfile(call.peer, event.from)) reinvited(turn, call, event);
    return;
  }
  // Of a call on another device of this person, or one that this page has lost.
  if (event.purpose !== null) return;
  if (event.age !== null && event.age > turn.config.ringMs) return missed(turn, event);
  if (!turn.config.supported) return refuse(turn, event, 'unsupported');
  if (!call) return ring(turn, event);
  if (!sameProfile(call.peer, event.from)) return busy(turn, event);
  if (call.phase === 'inviting') return glare(turn, call, event);
  if (isLate(call, event)) return;
  // The peer has forgotten the call that is live here (a crash, a reload): the new one is what it wants.
  const reply = { type: 'call_ended', reason: 'glare' } as const;
  endCall(turn, { reason: 'replaced', by: 'peer', reply, unasked: true });
  ring(turn, event);
}

/**
 * An invitation of the very page that the live call is with: sent before that call, or after it, and then that call's
 * end is on its way too. The invitation is repeated, so waiting loses nothing.
 */
function isLate(call: Call, event: Invitation): boolean {
  if (event.party === null || event.party !== call.party) return false;
  if (call.direction === 'outgoing') return true;
  return call.sentAt !== null && (event.sentAt ?? call.sentAt) < call.sentAt;
}

function incoming(turn: Turn, event: Invitation, phase: 'ringing' | 'connecting'): Call {
  return newCall({
    id: event.callId,
    phase,
    direction: 'incoming',
    kind: event.kind,
    peer: event.from,
    startedAt: event.at,
    sentAt: event.sentAt ?? null,
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
  // Theirs loses when it meets ours, which is still repeated. Should ours be cancelled first, theirs may ring yet.
  if (own.id < event.callId) return;
  const body: OutgoingBody = { type: 'call_ended', call_id: own.id, reason: 'glare' };
  const seq = own.seq + 1;
  // An older client would take it for the end of the call that won.
  if (event.party !== null) turn.sendOnce(peer, body, seq);
  turn.bury({ callId: own.id, peer, endedBy: 'self', reply: { body, seq } });
  turn.cancelTimers(own.id, 'ring', 'repeat');
  turn.emit({ type: 'stop_ringtone' });
  const kept = { replaces: own.id, muted: own.muted, cameraOff: own.cameraOff || event.kind === 'voice' };
  turn.set({ ...incoming(turn, event, 'connecting'), ...kept, problems: own.problems });
  const hasPeer = own.pending !== null;
  if (event.offer) return acceptOffer(turn, hasPeer ? own.id : null);
  if (hasPeer) turn.emit({ type: 'close_peer', callId: own.id });
  askForOffer(turn);
}

function refuse(turn: Turn, event: Invitation, reason: 'busy' | 'unsupported'): void {
  const peer = { id: event.from.id, type: event.from.type };
  const body: OutgoingBody = { type: 'call_declined', call_id: event.callId, reason };
  turn.sendOnce(peer, body, 1);
  turn.bury({ callId: event.callId, peer, endedBy: 'self', reply: { body, seq: 1 } });
  if (event.party !== null) turn.keepSending({ to: peer, body, seq: 1, tries: 0 });
}

/** A third party hears busy; the conversation with them shows a missed call. */
function busy(turn: Turn, event: Invitation): void {
  refuse(turn, event, 'busy');
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
