import { sameProfile, type Profile } from '../protocol/identity.js';
import type { SessionErrorCode } from './types.js';

export interface CallWish {
  readonly self: Profile | null;
  readonly to: Profile | null;
  readonly busy: boolean;
  readonly connected: boolean;
}

export function hasWebRtc(): boolean {
  return typeof RTCPeerConnection === 'function';
}

/** What stands against a call: code and words for the developer, or `null`. */
export function obstacle({
  self,
  to,
  busy,
  connected,
}: CallWish): readonly [SessionErrorCode, string] | null {
  if (!self) return ['no_profile', 'Nobody is signed in: profile-id and profile-type are missing.'];
  if (!to) return ['no_peer', 'There is nobody to call: peer-id and peer-type are missing.'];
  if (sameProfile(self, to)) return ['self_call', 'A profile cannot call itself.'];
  if (busy) return ['call_in_progress', 'Another call is still going on.'];
  if (!hasWebRtc()) return ['unsupported', 'This browser has no RTCPeerConnection.'];
  return connected ? null : ['not_connected', 'WebSocket not connected'];
}
