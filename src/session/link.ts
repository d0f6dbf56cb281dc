import type { RoutedFrame, SyncFrame } from '../protocol/frames.js';
import { profileKey } from '../protocol/identity.js';
import { createSignalingClient } from '../signaling/client.js';
import { loadDialect } from '../signaling/dialects/index.js';
import type {
  ConnectionProblem,
  ConnectionState,
  Dialect,
  Endpoint,
  SignalingClient,
  SignalingHandlers,
} from '../signaling/types.js';
import { socketUrl } from '../signaling/url.js';
import type { SessionSettings } from './types.js';

/** Frames kept for a socket that is about to open. A call's first frames and its candidates fit. */
const MAX_QUEUED = 64;

/** The features without which a back end gets no frame of this type. The five call frames need none. */
const NEEDS: ReadonlyMap<string, string> = new Map([
  ['call_ringing', 'ringing'],
  ['chat_message', 'chat'],
]);

export interface LinkHandlers extends SignalingHandlers {
  configError(message: string): void;
}

/** The session's one socket: made for a profile, remade when where or who changes, used while it is wanted. */
export class Link {
  state: ConnectionState = 'idle';
  problem: ConnectionProblem | null = null;
  /** What carries the connection; `''` while there is none. */
  via = '';
  private client: SignalingClient | null = null;
  private wanted = false;
  private open = false;
  private key = '';
  /** The dialect, or the promise of one that is on its way or cannot be had. */
  private loading: Dialect | Promise<Dialect> | null = null;
  private queue: RoutedFrame[] = [];
  private assumed: ReadonlySet<string> = new Set();

  constructor(
    private readonly settings: () => SessionSettings,
    private readonly handlers: LinkHandlers,
  ) {}

  /** The server's clock now, in milliseconds since the epoch, or `null`. */
  serverNow(now: number): number | null {
    const offset = this.client?.clockOffset ?? null;
    return offset === null ? null : now + offset;
  }

  has(feature: string): boolean {
    return !!this.client && (this.announced ? this.client.features : this.assumed).has(feature);
  }

  /** The server said what it can. */
  get announced(): boolean {
    return !!this.client?.features.size;
  }

  /** What a server that announces nothing turned out to do. */
  assume(features: readonly string[]): void {
    this.assumed = new Set(features);
  }

  /** Call after every change of the settings, of what wants the socket, and of the modal. */
  update(wanted: boolean, open: boolean): void {
    this.open = open;
    const { apiBaseUrl, socketUrl: template, profile, dialect, transport } = this.settings();
    const name = typeof dialect === 'string' ? dialect : dialect.name;
    const key = profile ? JSON.stringify([apiBaseUrl, template, profileKey(profile), name, transport]) : '';
    if (key !== this.key) this.discard();
    const was = key === this.key && this.wanted;
    this.key = key;
    this.wanted = wanted && profile !== null;
    if (!this.wanted) {
      this.queue = [];
      this.client?.disconnect();
      return;
    }
    // a connection that has failed for good is not tried again by itself
    if (was) return this.client?.refresh();
    if (this.client) return this.client.connect();
    if (!this.loading) this.create(dialect);
  }

  /** `false`: not sent and not queued. */
  send(frame: RoutedFrame | SyncFrame): boolean {
    const needed = NEEDS.get(frame.type);
    if (needed && !this.has(needed)) return true;
    if (this.state === 'open' && this.client?.send(frame)) return true;
    if (!this.wanted || this.state === 'failed') return false;
    // what is asked of one connection is not asked of the next
    if (frame.type === 'sync') return false;
    this.queue = [...this.queue, frame].slice(-MAX_QUEUED);
    return true;
  }

  setInCall(inCall: boolean): void {
    this.client?.setInCall(inCall);
  }

  /** A person asks for one more attempt. */
  retry(): void {
    if (this.wanted) this.client?.connect();
    this.client?.wake();
  }

  wake(): void {
    this.client?.wake();
  }

  dispose(): void {
    this.wanted = false;
    this.discard();
    this.key = '';
  }

  private create(choice: string | Dialect): void {
    const loading = loadDialect(choice);
    this.loading = loading;
    if (!(loading instanceof Promise)) return this.start(loading);
    loading.then(
      (dialect) => loading === this.loading && this.start(dialect),
      (error: unknown) => {
        // It stays: a dialect that cannot be had is not asked for again until the settings change.
        if (loading !== this.loading) return;
        this.changed('failed', 'unreachable');
        this.handlers.configError(`dialect: ${error instanceof Error ? error.message : 'did not load'}`);
      },
    );
  }

  private start(dialect: Dialect): void {
    this.client = createSignalingClient({
      dialect,
      endpoint: () => this.endpoint(),
      handlers: {
        ...this.handlers,
        state: (state, problem, via) => this.changed(state, problem, via),
      },
    });
    if (this.wanted) this.client.connect();
  }

  private endpoint(): Endpoint | Error {
    const { apiBaseUrl, socketUrl: template, profile, getToken, transport } = this.settings();
    if (!profile) return new Error('no profile');
    const url = socketUrl({ apiBaseUrl, socketUrl: template, profile, pageUrl: location.href });
    if (typeof url === 'string') {
      const peer = () => this.settings().peer;
      const conversation = () => (this.open ? this.settings().conversationId : '');
      return { url, self: profile, peer, conversation, transport, ...(getToken && { getToken }) };
    }
    this.handlers.configError(url.message);
    return url;
  }

  private changed(state: ConnectionState, problem: ConnectionProblem | null, via = ''): void {
    this.state = state;
    this.via = via;
    this.problem = problem;
    this.handlers.state(state, problem, via);
    if (state !== 'open') return;
    const waiting = this.queue;
    this.queue = [];
    for (const frame of waiting) this.client?.send(frame);
  }

  private discard(): void {
    this.loading = null;
    this.assumed = new Set();
    this.queue = [];
    const old = this.client;
    this.client = null;
    old?.disconnect();
    old?.dispose();
  }
}
