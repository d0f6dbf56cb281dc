import type { CallBody, CallKind, IceCandidate, Sdp } from '../protocol/frames.js';
import type { Profile, ProfileRef } from '../protocol/identity.js';
import type { CallPhase, CallSnapshot, EndReason, MediaProblem } from './snapshot.js';

/** What does not change during a call. */
export interface MachineConfig {
  readonly self: ProfileRef | null;
  /** This page instance, as `party_id` on the wire. */
  readonly partyId: string;
  /** Milliseconds until an unanswered call ends. */
  readonly ringMs: number;
  /** The back end wants the offer only after the acceptance. */
  readonly offerAfterAcceptance: boolean;
  /** `false` where the browser has no WebRTC: invitations are declined as unsupported. */
  readonly supported: boolean;
}

/** A frame body that belongs to a call of ours, so always with its id. */
export type OutgoingBody = CallBody & { readonly call_id: string };

export interface EarlyCandidates {
  readonly party: string | null;
  readonly candidates: readonly (IceCandidate | null)[];
}

/** One call from `inviting` or `ringing` to `ended`. Link state, mute and camera are fields, never phases. */
export interface Call {
  readonly id: string;
  readonly phase: Exclude<CallPhase, 'idle'>;
  readonly direction: 'outgoing' | 'incoming';
  readonly kind: CallKind;
  readonly peer: Profile;
  /** The peer's device that this call is with, once known; `null` for an older client. */
  readonly party: string | null;
  /** Sequence number of the last frame that this side made. */
  readonly seq: number;
  /** Ringing: the offer to answer. */
  readonly offer: Sdp<'offer'> | null;
  /** `seq` of the newest offer of the peer. */
  readonly offerSeq: number | null;
  /** The answer to it, for a repeated invitation. */
  readonly answer: { readonly sdp: Sdp<'answer'>; readonly seq: number } | null;
  /** What the peer connection was asked to make so far; the number of the last is its `ref`. */
  readonly jobs: number;
  /** `ref` of the answer that is being made. */
  readonly answering: number | null;
  /** An own offer: being made, or sent and not answered yet. */
  readonly pending: PendingOffer | null;
  /** A description of ours is out: candidates may follow it. */
  readonly described: boolean;
  /** Own candidates that wait for it. */
  readonly held: readonly (IceCandidate | null)[];
  /** The peer's candidates that wait for acceptance or for the answer. */
  readonly early: readonly EarlyCandidates[];
  /** Glare: the own invitation that this call replaced. */
  readonly replaces: string | null;
  /** Accepted without an offer: how often it was asked for. */
  readonly offerRequests: number;
  readonly restarts: number;
  /** A new peer connection for this call is offered (a new page, or the last rungs of the ladder), not connected yet. */
  readonly resuming: boolean;
  readonly remoteRinging: boolean;
  readonly muted: boolean;
  readonly cameraOff: boolean;
  readonly sharing: boolean;
  readonly peerMedia: { readonly audio: boolean; readonly video: boolean; readonly screen: boolean } | null;
  readonly problems: readonly MediaProblem[];
  readonly silence: CallSnapshot['silence'];
  /** What was done against silence so far. */
  readonly recoveries: number;
  readonly startedAt: number;
  /** When the invitation left, on the clock that the peer's other invitations have too; `null` if unknown. */
  readonly sentAt: number | null;
  readonly connectedAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: EndReason | null;
  readonly endedBy: 'self' | 'peer' | null;
  readonly declineMessage: string | null;
}

export interface PendingOffer {
  readonly ref: number;
  /** `null`, both, while the offer is being made. */
  readonly seq: number | null;
  readonly offer: Sdp<'offer'> | null;
  readonly purpose: 'invite' | 'renegotiate' | 'restart' | 'resume';
}

/** An ended call: late frames about it are dropped, or answered once more where the peer may have missed the end. */
export interface Tombstone {
  readonly callId: string;
  readonly peer: ProfileRef;
  readonly until: number;
  readonly endedBy: 'self' | 'peer';
  readonly reply: { readonly body: OutgoingBody; readonly seq: number } | null;
  /** How often the reply may still be sent: two sides that both reply would never stop. */
  readonly replies: number;
}

/** Sent, and repeated until its effect is seen. */
export interface Unacked {
  readonly to: ProfileRef;
  readonly body: OutgoingBody;
  readonly seq: number;
  readonly tries: number;
}

/** Candidates of a call whose invitation has not come yet. */
export interface Stray extends EarlyCandidates {
  readonly callId: string;
  readonly peer: ProfileRef;
}

export interface MachineState {
  readonly config: MachineConfig;
  /** `null` is the phase `idle`. */
  readonly call: Call | null;
  readonly tombstones: readonly Tombstone[];
  readonly unacked: readonly Unacked[];
  readonly strays: readonly Stray[];
  /** Keys of peers whose frames carry a `party_id`: only they get repeats. */
  readonly modern: readonly string[];
}

export function initialState(config: MachineConfig): MachineState {
  return { config, call: null, tombstones: [], unacked: [], strays: [], modern: [] };
}

export function phaseOf(state: MachineState): CallPhase {
  return state.call?.phase ?? 'idle';
}

/** The call, unless there is none or it is over. */
export function liveCall(state: MachineState): Call | null {
  return state.call && state.call.phase !== 'ended' ? state.call : null;
}

export function newCall(
  fields: Pick<Call, 'id' | 'phase' | 'direction' | 'kind' | 'peer' | 'startedAt'> & Partial<Call>,
): Call {
  return {
    party: null,
    seq: 0,
    offer: null,
    offerSeq: null,
    answer: null,
    jobs: 0,
    answering: null,
    pending: null,
    described: false,
    held: [],
    early: [],
    replaces: null,
    offerRequests: 0,
    restarts: 0,
    resuming: false,
    remoteRinging: false,
    muted: false,
    cameraOff: fields.kind === 'voice',
    sharing: false,
    peerMedia: null,
    problems: [],
    silence: null,
    recoveries: 0,
    sentAt: null,
    connectedAt: null,
    endedAt: null,
    endReason: null,
    endedBy: null,
    declineMessage: null,
    ...fields,
  };
}
