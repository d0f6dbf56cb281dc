import type { CallPhase, CallSnapshot } from '../call/snapshot.js';
import { liveCall, type MachineState } from '../call/state.js';
import { toSnapshot } from '../call/to-snapshot.js';
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

const SHUT_DOWN = { inviting: 'cancelled', ringing: 'declined' } as const;

/**
 * The call that ended and left in one step, so that no state shows its end: another took its place, or the element is
 * gone. Every call that the page heard of ends for it too.
 */
export function vanishedCall(before: MachineState, after: MachineState, at: number): CallSnapshot | null {
  const call = liveCall(before);
  if (!call || call.id === after.call?.id) return null;
  const reason = SHUT_DOWN[call.phase as keyof typeof SHUT_DOWN] ?? 'hangup';
  const how = after.call
    ? ({ endReason: 'replaced', endedBy: 'peer' } as const)
    : ({ endReason: reason, endedBy: 'self' } as const);
  return toSnapshot({ ...call, ...how, phase: 'ended', endedAt: at });
}
