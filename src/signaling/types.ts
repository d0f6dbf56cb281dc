import type { ConversationsFrame, Frame, RoutedBody, RoutedFrame, SyncFrame } from '../protocol/frames.js';
import type { Profile } from '../protocol/identity.js';
import type { ProtocolError } from '../protocol/errors.js';

/** Where and as whom to connect. */
export interface Endpoint {
  readonly url: string;
  readonly self: Profile;
  /** Whom the page talks to now. */
  readonly peer?: () => Profile | null;
  /** The conversation on the screen, `''` while there is none. */
  readonly conversation?: () => string;
  /** The page's conversation, also while it is not on the screen; `''`: none. */
  readonly chatId?: () => string;
  /** What the page wants to be used; `''` or `auto`: what works. A dialect with one transport passes over it. */
  readonly transport?: string;
  /** Called before each connection. */
  readonly getToken?: () => Promise<string | undefined> | string | undefined;
}

export interface TransportHandlers {
  /**
   * @param via what carries the connection, where that is no matter of course. Called again when it changes without a
   *   break.
   */
  open(via?: string): void;
  /** Raw texts that arrived together; most transports deliver one at a time. */
  message(texts: readonly string[]): void;
  /** For the trace: ids, codes and counts only. */
  note?(step: string, fields: Readonly<Record<string, string | number | null>>): void;
  /** Once, also when opening failed. `code` as in RFC 6455 section 7.4; 1006 when nothing is known. */
  close(code: number, reason: string): void;
}

/** One connection, open once, closed once. */
export interface Transport {
  /** `false`: not sent (closed, or the buffer is full). */
  send(text: string): boolean;
  /** Default 1000. Silent: no handler is called afterwards, also not for a connection that was still opening. */
  close(code?: number, reason?: string): void;
  /** The endpoint's `peer` or `conversation` may be another now. */
  refresh?(): void;
}

export type OpenTransport = (endpoint: Endpoint, handlers: TransportHandlers) => Transport;

/** Text ↔ frames. Nothing above the codec knows which back end it talks to. */
export interface Codec {
  decode(text: string): readonly (Frame | ProtocolError)[];
  encode(frame: Frame): string;
}

export interface Dialect {
  readonly name: string;
  readonly openTransport: OpenTransport;
  readonly codec: Codec;
  /** The offer follows the acceptance (no peer connection before it, on either side). */
  readonly offerAfterAcceptance?: boolean;
}

export type ConnectionState = 'idle' | 'connecting' | 'open' | 'reconnecting' | 'failed';

/** Why the connection stopped or waits; shown to the person and in `ccm-connection`. */
export type ConnectionProblem =
  | 'not_connected' // "WebSocket not connected"
  | 'offline' // the browser is offline
  | 'unreachable' // opening failed
  | 'policy' // 1008
  | 'replaced' // 4409
  | 'contended' // another device holds the profile
  | 'unauthorized' // 4401 after a new token
  | 'overloaded'; // 1013, 4429

export interface SignalingHandlers {
  /** Any of them, or what carries the connection, has changed. */
  state(state: ConnectionState, problem: ConnectionProblem | null, via: string): void;
  /** Frames that arrived together, valid ones only. Bad ones go to `protocolError`. */
  frames(frames: readonly Frame[]): void;
  protocolError(error: ProtocolError): void;
  note?(step: string, fields: Readonly<Record<string, string | number | null>>): void;
}

export interface SignalingClient {
  readonly state: ConnectionState;
  /** What carries the connection; `''` while there is none. */
  readonly via: string;
  /** Extensions that the server announced; empty for a bare forwarder. */
  readonly features: ReadonlySet<string>;
  /** Server clock minus own clock in ms, or null where the server never told its time. */
  readonly clockOffset: number | null;
  /** Milliseconds from a ping to its pong; `undefined` where the server was not asked or does not answer. */
  readonly roundTrip?: number | undefined;
  /** Does nothing while connecting or open. */
  connect(): void;
  disconnect(): void;
  /** The endpoint's `peer` or `conversation` may be another now. */
  refresh(): void;
  /** `false` when nothing was sent; call frames are repeated by the call machine, so nothing is queued here. */
  send(frame: RoutedFrame<RoutedBody> | SyncFrame | ConversationsFrame): boolean;
  /** 10 s heartbeat instead of 25 s. */
  setInCall(inCall: boolean): void;
  /**
   * Page became visible, online, or came back from the cache: try at once, check a silent socket.
   * @param isMoved on another network: a socket that cannot be checked there is opened anew
   */
  wake(isMoved?: boolean): void;
  /** Forever. */
  dispose(): void;
}
