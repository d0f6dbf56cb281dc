import type { CallEvent } from '../call/events.js';
import type { MachineState } from '../call/state.js';
import type { Envelope, RoutedFrame } from '../protocol/frames.js';
import type { ProfileRef } from '../protocol/identity.js';
import type { DeviceMemory } from './device-choice.js';
import type { SessionHost } from './shell.js';

/** Signaling inside the call. */
export interface CallChannel {
  /**
   * `true`: on its way, the socket is not needed. A goodbye takes both ways, and so does all while the link is down.
   * What is about another call, as *busy* to a third party, is not for the ears of this one's peer.
   */
  send(frame: RoutedFrame): boolean;
  /** A restart came past the channel, or goes out: its path may be dead. All takes both ways until it is heard again. */
  doubt(): void;
  /** Whether this person is in the call, with a client that listens here. */
  reaches(peer: ProfileRef): boolean;
  /** A message or what is about one, where the back end has no chat. `false`: not sent. */
  chat(frame: RoutedFrame): boolean;
  opened(callId: string, open: boolean): void;
  /**
   * From the peer, but through the same parser as the wire. Nobody else can speak here, and of nothing else, so the
   * sender is the call's peer and the call is this one, under whatever type and id the back end knows them. Where the
   * back end dropped the peer's `party_id`, the call goes without it here too.
   */
  message(callId: string, text: string): void;
  /** Tells the peer what the own tracks do, whenever that changes and each time the channel opens. */
  tell(): void;
}

/** What the parts of a session need of it and of each other. */
export interface Core {
  readonly shell: SessionHost;
  readonly state: MachineState;
  /** `say`: over the call's own channel. `false`: the call has none, or it is not open. */
  readonly peers: { readonly prompting: boolean; say(callId: string, text: string): boolean };
  readonly channel: CallChannel;
  readonly devices: DeviceMemory;
  /** The routing fields of a frame from here; `null`: nobody is signed in. */
  envelope(to: ProfileRef): Envelope | null;
  dispatch(event: CallEvent): void;
  receive(frames: readonly RoutedFrame[]): void;
  /** The view has changed. */
  refresh(): void;
}
