import type { CallPhase, CallSnapshot } from '../call/snapshot.js';
import type { SessionPorts } from './types.js';

/** Tells the page what the call did. `true`: the page shows its own ringing screen, so the ringtone stops. */
export function announceCall(
  { emit, log }: SessionPorts,
  call: CallSnapshot,
  previous: CallPhase,
  connectedBefore: boolean,
): boolean {
  log('info', `call ${call.phase}`, { call_id: call.id, reason: call.endReason });
  emit('call-state', { call, previous });
  if (call.phase === 'ringing') return !emit('call-incoming', { call });
  if (call.phase === 'connected' && !connectedBefore) emit('call-connected', { call });
  if (call.phase === 'ended' && call.endReason) {
    emit('call-ended', { call, reason: call.endReason, duration: call.duration ?? 0 });
  }
  return false;
}
