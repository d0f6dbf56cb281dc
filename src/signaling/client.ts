import type { ConversationsFrame, Frame, RoutedBody, RoutedFrame, SyncFrame } from '../protocol/frames.js';
import { systemClock, type Clock } from './clock.js';
import { Connection, type GetEndpoint } from './connection.js';
import { afterClosing, FRESH, nextRetryDelay, type Closing } from './reconnect-policy.js';
import type {
  ConnectionProblem,
  ConnectionState,
  Dialect,
  SignalingClient,
  SignalingHandlers,
} from './types.js';

export interface SignalingOptions {
  /** Asked before each connection. An Error instead (SocketUrlError): `failed`, without a retry. */
  readonly endpoint: GetEndpoint;
  readonly dialect: Dialect;
  readonly handlers: SignalingHandlers;
  /** What a handler threw. Nothing by default: it is never thrown into the page. */
  readonly report?: (error: unknown) => void;
  /** In [0, 1); default `Math.random`. */
  readonly random?: () => number;
  readonly clock?: Clock;
  /** Default: `navigator.onLine`. When it turns true, call `wake()`: the client listens to nothing itself. */
  readonly isOnline?: () => boolean;
}

/** One socket for one profile, for as long as it is wanted: S12 to S14, S16. */
export function createSignalingClient(options: SignalingOptions): SignalingClient {
  return new Client({
    report: () => {},
    random: () => Math.random(),
    clock: systemClock,
    isOnline: () => globalThis.navigator?.onLine !== false,
    ...options,
  });
}

class Client implements SignalingClient {
  state: ConnectionState = 'idle';
  via = '';
  features: ReadonlySet<string> = new Set();
  clockOffset: number | null = null;
  private problem: ConnectionProblem | null = null;
  private wanted = false;
  private disposed = false;
  private inCall = false;
  private history = FRESH;
  private connection: Connection | undefined;
  private timer: unknown;

  constructor(private readonly options: Required<SignalingOptions>) {}

  get roundTrip(): number | undefined {
    return this.connection?.roundTrip;
  }

  connect(): void {
    if (this.wanted || this.disposed) return;
    this.wanted = true;
    this.history = FRESH;
    this.problem = null;
    this.attempt();
  }

  disconnect(): void {
    this.wanted = false;
    this.stopTimer();
    this.connection?.close();
    this.connection = undefined;
    this.show('idle', null);
  }

  refresh(): void {
    this.connection?.refresh();
  }

  send(frame: RoutedFrame<RoutedBody> | SyncFrame | ConversationsFrame): boolean {
    const sent = !!this.connection?.send(frame);
    if (!sent && this.state !== 'open') this.show(this.state, this.problem ?? 'not_connected');
    return sent;
  }

  setInCall(inCall: boolean): void {
    this.inCall = inCall;
    this.connection?.setInCall(inCall);
  }

  wake(isMoved?: boolean): void {
    if (this.connection) {
      // polling finds its way by itself
      if (!isMoved || this.via !== 'websocket' || this.features.has('ping')) return this.connection.probe();
      this.connection.close();
      this.connection = undefined;
    }
    if (this.timer !== undefined && this.history.pace === 'slow') return; // an overloaded server asked for time
    this.history = { ...this.history, failures: 0 };
    this.attempt();
  }

  dispose(): void {
    this.disposed = true;
    this.disconnect();
  }

  private attempt(): void {
    const { clock, endpoint, dialect, isOnline, handlers } = this.options;
    this.stopTimer();
    if (!this.wanted || this.connection) return;
    const state = this.state === 'reconnecting' ? this.state : 'connecting';
    if (!isOnline()) return this.show(state, 'offline');
    this.connection = new Connection({
      ...{ endpoint, dialect, clock, inCall: this.inCall },
      opened: (via) => this.opened(via),
      frames: (frames) => this.received(frames),
      protocolError: (error) => this.tell(() => handlers.protocolError(error)),
      note: (...step) => this.tell(() => handlers.note?.(...step)),
      ended: (closing) => this.ended(closing),
    });
    this.show(state, this.problem === 'offline' ? null : this.problem);
  }

  private stopTimer(): void {
    this.options.clock.clearTimeout(this.timer);
    this.timer = undefined;
  }

  private opened(via: string): void {
    if (this.state !== 'open') this.features = new Set();
    this.show('open', null, via);
  }

  private ended(closing: Closing): void {
    const { clock, random, isOnline } = this.options;
    this.connection = undefined;
    this.history = afterClosing(this.history, closing);
    const delay = nextRetryDelay(this.history, random);
    if (delay === null) {
      this.wanted = false;
      return this.show('failed', this.history.problem);
    }
    this.timer = clock.setTimeout(() => this.attempt(), delay);
    this.show('reconnecting', isOnline() ? this.history.problem : 'offline');
  }

  private received(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (frame.type !== 'welcome') continue;
      this.features = new Set(frame.features);
      if (frame.server_time) this.clockOffset = frame.server_time - this.options.clock.now();
    }
    this.tell(() => this.options.handlers.frames(frames));
  }

  /** Tells changes only. Last in every method: a handler may call back. */
  private show(state: ConnectionState, problem: ConnectionProblem | null, via?: string): void {
    const now = state === 'open' ? (via ?? this.via) : '';
    if (state === this.state && problem === this.problem && now === this.via) return;
    this.state = state;
    this.problem = problem;
    this.via = now;
    this.tell(() => this.options.handlers.state(state, problem, now));
  }

  private tell(handler: () => void): void {
    if (this.disposed) return;
    try {
      handler();
    } catch (error) {
      this.options.report(error);
    }
  }
}
