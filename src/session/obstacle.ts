import { sameProfile, type Profile } from '../protocol/identity.js';
import type { SessionErrorCode } from './types.js';

export function hasWebRtc(): boolean {
  return typeof RTCPeerConnection === 'function';
}

/** What stands against a call of `self` to `to`: code and words for the developer, or `null`. */
export function obstacle(
  self: Profile | null,
  to: Profile | null,
  busy: boolean,
  connected: boolean,
): readonly [SessionErrorCode, string] | null {
  if (!self) return ['no_profile', 'no profile'];
  if (!to) return ['no_peer', 'no peer'];
  if (sameProfile(self, to)) return ['self_call', 'the profile itself'];
  if (busy) return ['call_in_progress', 'Another call goes on.'];
  if (!hasWebRtc()) return ['unsupported', 'no WebRTC'];
  return connected ? null : ['not_connected', 'WebSocket not connected'];
}
