import { sameProfile } from '../protocol/identity.js';
import type { Intent, Timed } from './events.js';
import { dismiss, endCall } from './end.js';
import { CONNECT_MS, OFFER_MS, REPEAT_INVITATION_MS } from './limits.js';
import { addEarly } from './candidates.js';
import { answerRef, openPeer, stayMuted, wanted } from './offers.js';
import { newCall } from './state.js';
import type { Turn } from './turn.js';

type Of<T extends Intent['type']> = Timed<Extract<Intent, { type: T }>>;

/** A call to oneself and a second call are refused here too; the session tells the person why. */
export function invite(turn: Turn, event: Of<'invite'>): void {
  const { self, offerAfterAcceptance, ringMs } = turn.config;
  if (turn.live || !self || sameProfile(self, event.peer)) return;
  dismiss(turn);
  const { callId: id, kind, peer, at } = event;
  turn.set(newCall({ id, phase: 'inviting', direction: 'outgoing', kind, peer, startedAt: at }));
  turn.emit({ type: 'start_ringtone', tone: 'ringback' });
  turn.startTimer(id, 'ring', ringMs);
  if (!offerAfterAcceptance) return openPeer(turn, 'invite');
  turn.emit({ type: 'preload_rtc' });
  turn.send({ type: 'call_invitation', call_type: kind, offer: null, sent_at: at });
  turn.startTimer(id, 'repeat', REPEAT_INVITATION_MS);
}

export function accept(turn: Turn, event: Of<'accept'>): void {
  const call = turn.live;
  if (call?.phase !== 'ringing') return;
  const video = call.kind === 'video' && event.video;
  turn.cancelTimers(call.id, 'ring');
  turn.emit({ type: 'stop_ringtone' });
  turn.patch({ phase: 'connecting', cameraOff: !video });
  if (call.offer) acceptOffer(turn);
  else askForOffer(turn);
}

/** Accepted, and there is no offer to answer: it may come now. */
export function askForOffer(turn: Turn): void {
  const call = turn.live;
  if (!call) return;
  turn.patch({ offerRequests: call.offerRequests + 1 });
  const replaces = call.replaces === null ? {} : { replaces: call.replaces };
  turn.send({ type: 'call_answer', answer: null, ...replaces });
  turn.startTimer(call.id, 'offer', OFFER_MS);
}

/** The callee's peer connection comes to be, with what the caller has sent so far. */
export function acceptOffer(turn: Turn, adoptFrom: string | null = null): void {
  const call = turn.live;
  if (!call?.offer) return;
  turn.cancelTimers(call.id, 'offer');
  turn.emit({
    type: 'accept_offer',
    callId: call.id,
    ref: answerRef(turn),
    kind: call.kind,
    offer: call.offer,
    media: wanted(call),
    adoptFrom,
  });
  stayMuted(turn);
  addEarly(turn);
  turn.patch({ offer: null });
  turn.startTimer(call.id, 'connect', CONNECT_MS);
}

export function decline(turn: Turn, event: Of<'decline'>): void {
  if (turn.live?.phase !== 'ringing') return;
  const message = event.message ? { message: event.message } : {};
  const tell = { type: 'call_declined' as const, reason: 'declined' as const, ...message };
  endCall(turn, { reason: 'declined', by: 'self', tell });
}

export function hangUp(turn: Turn): void {
  const call = turn.live;
  if (!call) return;
  switch (call.phase) {
    case 'inviting':
      return endCall(turn, {
        reason: 'cancelled',
        by: 'self',
        tell: { type: 'call_ended', reason: 'cancelled' },
      });
    case 'ringing':
      return endCall(turn, {
        reason: 'declined',
        by: 'self',
        tell: { type: 'call_declined', reason: 'declined' },
      });
    case 'connecting':
    case 'connected':
    case 'reconnecting':
      return endCall(turn, { reason: 'hangup', by: 'self', tell: { type: 'call_ended', reason: 'hangup' } });
    case 'ended':
      return;
  }
}

/** Asked of the peer connection; the state changes when the track does. */
export function setMuted(turn: Turn, event: Of<'set_muted'>): void {
  const call = turn.live;
  if (!call) return;
  turn.patch({ muted: event.muted });
  turn.emit({ type: 'set_muted', callId: call.id, muted: event.muted });
}

export function setCamera(turn: Turn, event: Of<'set_camera'>): void {
  const call = turn.live;
  if (!call) return;
  turn.emit({ type: 'set_camera', callId: call.id, off: event.off });
}
