import type { CallKind } from '../protocol/frames.js';
import type { Profile } from '../protocol/identity.js';

export type CallPhase =
  'idle' | 'inviting' | 'ringing' | 'connecting' | 'connected' | 'reconnecting' | 'ended';

/** Why a call is over, as this side tells it. One translation each. */
export type EndReason =
  | 'hangup' // either side, after connecting
  | 'cancelled' // the caller gave up before an answer
  | 'timeout' // nobody answered
  | 'declined'
  | 'busy'
  | 'offline'
  | 'unsupported'
  | 'no_media'
  | 'answered_elsewhere'
  | 'declined_elsewhere'
  | 'replaced' // the same peer called anew
  | 'moved' // it goes on in another tab
  | 'no_offer' // accepted, and the offer never came: "Timeout waiting for offer SDP"
  | 'refused' // the back end said forbidden, not_found, invalid, rate_limited
  | 'lost' // the connection did not come back
  | 'failed';

export type MediaDevice = 'microphone' | 'camera' | 'screen';
export interface MediaProblem {
  readonly device: MediaDevice;
  readonly code: 'denied' | 'policy' | 'not_found' | 'in_use' | 'overconstrained' | 'insecure' | 'unknown';
}

/** The public, immutable picture of a call: `element.call`, and what every view renders. */
export interface CallSnapshot {
  readonly id: string;
  readonly phase: Exclude<CallPhase, 'idle'>;
  readonly direction: 'outgoing' | 'incoming';
  readonly kind: CallKind;
  readonly peer: Profile;
  /** A device of the peer really rings (back ends that tell). */
  readonly remoteRinging: boolean;
  readonly muted: boolean;
  readonly cameraOff: boolean;
  readonly sharing: boolean;
  /** What the peer's tracks do, where the peer tells. */
  readonly peerMedia: { readonly audio: boolean; readonly video: boolean; readonly screen: boolean } | null;
  readonly problems: readonly MediaProblem[];
  /** Connected, and nothing arrives that should: `noticed` while it is being mended, `lasting` when that was in vain. */
  readonly silence: 'noticed' | 'lasting' | null;
  /** Milliseconds since the epoch, on this client's clock. */
  readonly connectedAt: number | null;
  readonly endReason: EndReason | null;
  /** Who ended it. */
  readonly endedBy: 'self' | 'peer' | null;
  /** The quick reply that came with a decline. */
  readonly declineMessage: string | null;
  /** Whole seconds from connected to ended; 0 when it never connected. */
  readonly duration: number | null;
}
