import { durationOf } from './outcome.js';
import type { CallSnapshot } from './snapshot.js';
import type { Call } from './state.js';

/** The public picture of a call: frozen, without SDP. */
export function toSnapshot(call: Call | null): CallSnapshot | null {
  if (!call) return null;
  const { id, phase, direction, kind, peer, remoteRinging, muted, cameraOff, sharing, peerMedia } = call;
  const { problems, silence, connectedAt, endReason, endedBy, declineMessage } = call;
  const duration = phase === 'ended' ? durationOf(call) : null;
  return Object.freeze({
    id,
    phase,
    direction,
    kind,
    peer,
    remoteRinging,
    muted,
    cameraOff,
    sharing,
    peerMedia,
    problems,
    silence,
    connectedAt,
    endReason,
    endedBy,
    declineMessage,
    duration,
  });
}
