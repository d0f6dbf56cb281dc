import type {
  CallKind,
  DeclineReason,
  EndedReason,
  ErrorCode,
  IceCandidate,
  Purpose,
  Sdp,
} from '../protocol/frames.js';
import type { Profile } from '../protocol/identity.js';
import type { EndReason, MediaProblem } from './snapshot.js';
import type { Silence } from './silence.js';
import type { MachineConfig } from './state.js';
import type { TimerName } from './effects.js';

/** What a person asks for. */
export type Intent =
  | { readonly type: 'invite'; readonly callId: string; readonly peer: Profile; readonly kind: CallKind }
  | { readonly type: 'accept'; readonly video: boolean }
  | { readonly type: 'decline'; readonly message?: string }
  | { readonly type: 'hang_up' }
  | { readonly type: 'set_muted'; readonly muted: boolean }
  | { readonly type: 'set_camera'; readonly off: boolean }
  | { readonly type: 'dismiss' };

/** Fields of every frame that came from the peer. */
export interface FromPeer {
  readonly from: Profile;
  readonly callId: string;
  readonly party: string | null;
}

export type FrameEvent =
  | (FromPeer & {
      readonly type: 'invitation_received';
      readonly kind: CallKind;
      readonly offer: Sdp<'offer'> | null;
      readonly purpose: Purpose | null;
      readonly seq: number | null;
      /** Milliseconds by the server's clock, `null` where it has none. */
      readonly age: number | null;
      /** `sent_at`: compared only with that of another invitation of the same page. */
      readonly sentAt?: number | null;
    })
  | (FromPeer & {
      readonly type: 'answer_received';
      readonly answer: Sdp<'answer'> | null;
      readonly offerSeq: number | null;
      readonly replaces: string | null;
    })
  | (FromPeer & {
      readonly type: 'candidates_received';
      readonly candidates: readonly (IceCandidate | null)[];
    })
  | (FromPeer & {
      readonly type: 'declined_received';
      readonly reason: DeclineReason;
      readonly message: string | null;
    })
  | (FromPeer & {
      readonly type: 'ended_received';
      readonly reason: EndedReason;
      readonly chosenParty: string | null;
    })
  | (FromPeer & { readonly type: 'ringing_received' })
  | (FromPeer & {
      readonly type: 'media_state_received';
      readonly audio: boolean;
      readonly video: boolean;
      readonly screen: boolean;
    });

/** What the effects report; dropped when their call is not the live one. */
export type ReportEvent =
  /** `ref`: that of the effect that asked for it; without one, the newest is meant. */
  | {
      readonly type: 'offer_ready';
      readonly callId: string;
      readonly ref?: number;
      readonly offer: Sdp<'offer'>;
    }
  | {
      readonly type: 'answer_ready';
      readonly callId: string;
      readonly ref?: number;
      readonly answer: Sdp<'answer'>;
    }
  | { readonly type: 'negotiation_failed'; readonly callId: string; readonly ref?: number }
  /** The peer connection wants a new offer (`negotiationneeded`): a camera joined a voice call, say. */
  | { readonly type: 'negotiation_needed'; readonly callId: string }
  | {
      readonly type: 'candidates_ready';
      readonly callId: string;
      readonly candidates: readonly (IceCandidate | null)[];
    }
  | {
      readonly type: 'link_changed';
      readonly callId: string;
      readonly link: 'connected' | 'disconnected' | 'failed';
    }
  | {
      readonly type: 'media_changed';
      readonly callId: string;
      readonly muted: boolean;
      readonly cameraOff: boolean;
      readonly sharing?: boolean;
    }
  /** How long nothing has arrived while something should: 5 s, 15 s (and again after each 15 s), or it arrives. */
  | { readonly type: 'silence_changed'; readonly callId: string; readonly silence: Silence }
  | { readonly type: 'media_failed'; readonly callId: string; readonly problem: MediaProblem }
  /** The server's word about a frame of this call. */
  | { readonly type: 'error_received'; readonly callId: string; readonly code: ErrorCode }
  | { readonly type: 'timer_fired'; readonly callId: string; readonly timer: TimerName }
  /** The session cannot go on with this call (the lazy part did not load). */
  | { readonly type: 'call_broken'; readonly callId: string; readonly reason: EndReason };

export type ControlEvent =
  /** A new page takes up the call that the last one had (recovery after navigation). `party`: the peer's device. */
  | {
      readonly type: 'resume';
      readonly callId: string;
      readonly peer: Profile;
      readonly party: string | null;
      readonly kind: CallKind;
      readonly direction: 'outgoing' | 'incoming';
      readonly muted: boolean;
      readonly cameraOff: boolean;
      /** `Call.seq` of that page: frames that answer its offers must not fit those of this one. */
      readonly seq?: number;
      readonly startedAt: number;
      readonly connectedAt: number | null;
    }
  /** Online again, another network, or new TURN credentials: new candidates at once. */
  | { readonly type: 'network_changed' }
  /** The connection to the back end is there, again perhaps: what was said meanwhile is lost. */
  | { readonly type: 'socket_opened' }
  /** Another page of this person takes the call up: it leaves here without a word to the peer. */
  | { readonly type: 'move_away' }
  | { readonly type: 'configure'; readonly config: MachineConfig }
  /** The element left the page or the person signed out: nothing may stay open. */
  | { readonly type: 'shut_down' };

export type CallEvent = Intent | FrameEvent | ReportEvent | ControlEvent;

/** An event with its time: milliseconds since the epoch on this client's clock. */
export type Timed<E = CallEvent> = E & { readonly at: number };
