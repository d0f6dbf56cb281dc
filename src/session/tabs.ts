import type { Effect } from '../call/effects.js';
import type { CallEvent, ControlEvent } from '../call/events.js';
import type { MachineState } from '../call/state.js';
import type { ConversationsFrame, Frame, RoutedFrame, SyncFrame } from '../protocol/frames.js';
import type { Ringtone } from '../ringtone/index.js';
import type { SignalingClient, SignalingHandlers } from '../signaling/types.js';
import type { RemoteCall, SteerAction } from '../tabs/messages.js';
import type { SessionPorts } from './types.js';

/** A live call with all that another page needs to take it up. */
export type CallRecord = Extract<ControlEvent, { type: 'resume' }>;

/** Where calls stand that are over, once it has loaded. */
export interface CallLog {
  readonly chat: { readonly talks: { logCall(call: LoggedCall, at: number): void } | null };
}

/** A call that is over, as a conversation keeps it. */
export type LoggedCall = Extract<Effect, { type: 'log_call' }>;

export type Ringer = Pick<Ringtone, 'play' | 'stop'>;

/** The other tabs of the same profile, once there is one. */
export interface Tabs {
  /** The call that another tab has. */
  readonly elsewhere: RemoteCall | null;
  /** A socket's client that uses the one of another tab. */
  follow(handlers: SignalingHandlers): SignalingClient;
  /** The own socket's state has changed. */
  socketChanged(): void;
  /** The own socket brought these. */
  received(frames: readonly Frame[]): void;
  /** Went out through the own socket. */
  sent(frame: Frame): void;
  /** The machine's state has changed. */
  committed(state: MachineState): void;
  /** A call stands in the conversation of this tab: in the others too. */
  logged(call: LoggedCall, at: number): void;
  /** The tones of this tab, which rings unless another one does. */
  ringer(ringtone: Ringtone): Ringer;
  /** Takes up the call that this tab kept over a page change, unless it is somebody else's by now. */
  takeUp(): Promise<void>;
  steer(action: SteerAction): void;
  /** The page goes, or is put aside. */
  leaving(): void;
  close(): void;
}

/** What the group of tabs needs of its own page. */
export interface TabHost {
  readonly link: {
    readonly client: SignalingClient | null;
    readonly state: string;
    readonly problem: string | null;
    readonly via: string;
    readonly owns: boolean;
    send(frame: RoutedFrame | SyncFrame | ConversationsFrame): boolean;
    retry(): void;
    wake(): void;
  };
  readonly ports: SessionPorts;
  readonly core:
    | (CallLog & {
        readonly state: MachineState;
        record(): CallRecord | null;
        resume(isMine: boolean): boolean;
        dispatch(event: CallEvent): void;
        refresh(): void;
      })
    | null;
  load(): Promise<unknown>;
  receive(frames: readonly Frame[]): void;
  fail(code: 'call_in_progress', message: string): false;
}
