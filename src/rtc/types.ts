import type { Quality } from '../call/quality.js';
import type { Silence } from '../call/silence.js';
import type { CallKind, IceCandidate, Sdp } from '../protocol/frames.js';

export type DeviceKind = 'microphone' | 'camera' | 'screen';

/** Why a device gave no track; each has its own words and remedy. From the DOMException names of getUserMedia. */
export type MediaErrorCode =
  | 'denied' // NotAllowedError: the person or the browser said no
  | 'policy' // NotAllowedError in a frame without allow="microphone; camera"
  | 'not_found' // NotFoundError: no such device
  | 'in_use' // NotReadableError, AbortError: another program holds it
  | 'overconstrained' // OverconstrainedError
  | 'insecure' // no navigator.mediaDevices: the page is not https
  | 'unknown';

/** What the peer connection tells its owner. Every call is asynchronous; none comes after `close()`. */
export interface PeerHandlers {
  /** Batches of up to 100 ms, in order; `null` is the end. */
  candidates(candidates: readonly (IceCandidate | null)[]): void;
  /** From connectionState and iceConnectionState together. `connected` only when DTLS is up. */
  link(state: 'connected' | 'disconnected' | 'failed'): void;
  /** The stream that holds the peer's tracks. Called again when its tracks change. */
  remoteStream(stream: MediaStream): void;
  /** The call's own signaling channel opened or closed (the peer is gone, or changes pages). */
  channel?(open: boolean): void;
  /** A text from the peer over that channel. */
  message?(text: string): void;
  /** The person's own tracks, for the self view; `null` when there is none. */
  localStream(stream: MediaStream | null): void;
  /** What the own tracks do now: `true` means live, enabled and being sent, but a screen is sent before a camera. */
  localMedia(state: { audio: boolean; video: boolean; screen: boolean }): void;
  /** How long nothing has arrived while something should; asked of `expectsMedia` each second. */
  silence?(silence: Silence): void;
  /** How good the connection is, each time that changes; before the first time it is good. */
  quality?(quality: Quality): void;
  /** Whether the peer says that it sends sound or pictures. */
  expectsMedia?(): boolean;
  /** A device was asked for and did not come. The call goes on without it. */
  mediaFailed(device: DeviceKind, code: MediaErrorCode): void;
  /**
   * The negotiated descriptions no longer say what this side sends: a voice call got a camera, say. The owner
   * answers with `createOffer()` when it may. Never before the first negotiation is over.
   */
  negotiationNeeded?(): void;
}

/** What a person chose: ids of devices, empty for the system's own choice. */
export interface DeviceChoice {
  readonly audio: string;
  readonly video: string;
  /** The camera that was turned to in this call, before `video`. */
  readonly turned?: MediaTrackConstraints | null;
  readonly speaker: string;
  /** Sound as it is: no echo cancellation, no noise suppression, no automatic gain. */
  readonly music: boolean;
}

export interface PeerOptions {
  readonly kind: CallKind;
  readonly iceServers: RTCIceServer[];
  readonly iceTransportPolicy: RTCIceTransportPolicy;
  /** The page's own function in place of the browser's. */
  readonly getUserMedia?: (constraints: MediaStreamConstraints) => Promise<MediaStream>;
  /** Asked each time a device is opened. */
  readonly devices?: () => DeviceChoice;
  readonly handlers: PeerHandlers;
}

/**
 * One call's RTCPeerConnection and devices. Methods may be called in any order and after `close()`, where they do
 * nothing; rejected promises carry an Error that says which step failed.
 */
export interface PeerController {
  /** The first offer, a renegotiation, or an ICE restart. Resolves as soon as the local description is set. */
  createOffer(options?: { iceRestart?: boolean }): Promise<Sdp<'offer'>>;
  /** For the candidates that are gathered from now on. @throws what RTCPeerConnection.setConfiguration does */
  setServers(servers: RTCIceServer[]): void;
  /** Answers a first offer or a re-invitation; rolls back an own offer that is pending. */
  acceptOffer(offer: Sdp<'offer'>): Promise<Sdp<'answer'>>;
  applyAnswer(answer: Sdp<'answer'>): Promise<void>;
  /** Queued in order until the remote description is there. Bounded; a bad one is skipped. */
  addCandidates(candidates: readonly (IceCandidate | null)[]): Promise<void>;
  /** The local description as it is now, with the candidates gathered so far. */
  localDescription(): Sdp | null;
  /** Asks for devices and puts their tracks on the existing senders. Never rejects: failures go to `mediaFailed`. */
  acquireMedia(wanted: { audio: boolean; video: boolean }): Promise<void>;
  setMuted(muted: boolean): void;
  /** Off stops the camera (its light goes out); on asks for it again. */
  setCameraOff(off: boolean): Promise<void>;
  /** Asks which screen, and sends it and its sound until `false` or until the browser's own bar ends it. Call from a click. */
  setSharing(sharing: boolean): void;
  /**
   * Opens the device of this kind anew, as it is chosen now; the sender goes on with it. Or, in its place, the first of
   * these cameras that comes; where none does, the one that was open.
   * @returns the one of these that came
   */
  renewMedia(
    kind: 'audio' | 'video',
    cameras?: readonly MediaTrackConstraints[],
  ): Promise<MediaTrackConstraints | null | undefined>;
  stats(): Promise<RTCStatsReport | null>;
  /** How loud the peer is now, 0 to 1 (RTCRtpContributingSource.audioLevel); 0 where nothing is known. */
  level(): number;
  /** Over the call's own signaling channel. `false`: it is not open. */
  say(text: string): boolean;
  /** Gives the media to the next call's controller (glare): the tracks live on, this controller closes. */
  release(): MediaStream | null;
  /** Takes tracks that another controller released. */
  adoptMedia(stream: MediaStream): void;
  /** Stops own tracks, closes the connection, drops the handlers. */
  close(): void;
}
