import type { IceCandidate, Sdp, CallKind } from '../protocol/frames.js';
import type { Profile, ProfileRef } from '../protocol/identity.js';
import type { CallOutcome } from '../protocol/call-outcome.js';
import type { OutgoingBody } from './state.js';

/**
 * Four effects ask the peer connection for a description and carry a `ref`: the report of each repeats it, so that a
 * late one is not taken for that of a later effect.
 */
export type TimerName =
  | 'ring'
  | 'repeat'
  | 'offer'
  | 'connect'
  | 'restart'
  | 'give_up'
  | 'dismiss'
  | `resend:${OutgoingBody['type']}`;

export interface WantedMedia {
  readonly audio: boolean;
  readonly video: boolean;
}

/** What the machine wants done. Data: session/effect-runner.ts maps each to a handler. */
export type Effect =
  | {
      readonly type: 'send';
      readonly to: ProfileRef;
      readonly body: OutgoingBody;
      readonly seq: number;
      /** A repeat: put the description of now, with the candidates gathered since, in the place of the first one. */
      readonly refresh: boolean;
    }
  | {
      readonly type: 'start_timer';
      readonly callId: string;
      readonly timer: TimerName;
      readonly ms: number;
    }
  | { readonly type: 'cancel_timer'; readonly callId: string; readonly timer: TimerName }
  | { readonly type: 'start_ringtone'; readonly tone: 'ringtone' | 'ringback' }
  | { readonly type: 'stop_ringtone' }
  | { readonly type: 'preload_rtc' }
  /** A new peer connection, its first offer, and the devices. */
  | {
      readonly type: 'open_peer';
      readonly callId: string;
      readonly ref: number;
      readonly kind: CallKind;
      readonly media: WantedMedia;
    }
  /** A further offer on the connection that is there. */
  | { readonly type: 'reoffer'; readonly callId: string; readonly ref: number; readonly iceRestart: boolean }
  /** A new peer connection that answers, and the devices; `adoptFrom`: take them from that call, whose peer closes. */
  | {
      readonly type: 'accept_offer';
      readonly callId: string;
      readonly ref: number;
      readonly kind: CallKind;
      readonly offer: Sdp<'offer'>;
      readonly media: WantedMedia;
      readonly adoptFrom: string | null;
    }
  /** An answer on the connection that is there; `rebuild`: on a new one, with the same devices (`media`). */
  | {
      readonly type: 'answer_reinvitation';
      readonly callId: string;
      readonly ref: number;
      readonly offer: Sdp<'offer'>;
      readonly rebuild: boolean;
      /** The peer gathers anew, and so does this side. */
      readonly iceRestart: boolean;
      readonly media: WantedMedia;
    }
  | { readonly type: 'apply_answer'; readonly callId: string; readonly answer: Sdp<'answer'> }
  | {
      readonly type: 'add_candidates';
      readonly callId: string;
      readonly candidates: readonly (IceCandidate | null)[];
    }
  | { readonly type: 'set_muted'; readonly callId: string; readonly muted: boolean }
  | { readonly type: 'set_camera'; readonly callId: string; readonly off: boolean }
  /** Stops the devices, closes the connection, aborts what is pending for this call. */
  | { readonly type: 'close_peer'; readonly callId: string }
  /** One entry per call in the conversation. */
  | {
      readonly type: 'log_call';
      readonly callId: string;
      readonly peer: Profile;
      readonly mine: boolean;
      readonly kind: CallKind;
      readonly outcome: CallOutcome;
      readonly duration: number;
    };

export type EffectType = Effect['type'];
