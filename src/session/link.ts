import type { ConversationsFrame, Frame, RoutedFrame, SyncFrame } from '../protocol/frames.js';
import { profileKey } from '../protocol/identity.js';
import { createSignalingClient } from '../signaling/client.js';
import { loadDialect } from '../signaling/dialects/index.js';
import { profileDialect } from '../signaling/dialects/profile.js';
import type {
  ConnectionProblem,
  ConnectionState,
  Dialect,
  Endpoint,
  SignalingClient,
  SignalingHandlers,
} from '../signaling/types.js';
import { socketUrl } from '../signaling/url.js';
import { canAgree, hold } from '../tabs/lock.js';
import type { Tabs } from './tabs.js';
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
  /** The other tabs of the profile: there is one. */
  tabs(): Promise<Tabs>;
  /** Over the socket that all tabs use. */
  sent(frame: Frame): void;
}

/**
 * The session's one socket: made for a profile, remade when where or who changes, used while it is wanted.
 *
 * All tabs of a profile use one: the tab with the lock has it, the others use it through that tab, and the next one takes over
 * when it goes. The lock is asked for while the socket is wanted, so the socket lives as long as any tab wants it.
 */
export class Link {
  state: ConnectionState = 'idle';
  problem: ConnectionProblem | null = null;
  /** What carries the connection; `''` while there is none. */
  via = '';
  client: SignalingClient | null = null;
  wanted = false;
  /** One string for each profile and back end. */
  key = '';
  /** The socket that all tabs of this profile use is here. */
  owns = false;
  private open = false;
  private inCall = false;
  /** From the moment at which the socket is wanted to the one at which it no longer is. */
  private wish: AbortController | null = null;
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
    const { apiBaseUrl, socketUrl: template, profile, dialect, transport, conversationId } = this.settings();
    const name = typeof dialect === 'string' ? dialect : dialect.name;
    const key = profile ? JSON.stringify([apiBaseUrl, template, profileKey(profile), name, transport]) : '';
    if (key !== this.key) this.discard();
    this.key = key;
    // stored signals lie in a conversation
    this.wanted = wanted && profile !== null && !(!this.wish && !conversationId && /^relay/.test(name));
    if (!this.wanted) this.stop();
    // a connection that has failed for good is not tried again by itself
    else if (this.wish) this.client?.refresh();
    else this.create(dialect);
  }

  /** `false`: not sent and not queued. */
  send(frame: RoutedFrame | SyncFrame | ConversationsFrame): boolean {
    const needed = NEEDS.get(frame.type);
    if (needed && !this.has(needed)) return true;
    if (this.state === 'open' && this.client?.send(frame)) {
      if (this.owns) this.handlers.sent(frame);
      return true;
    }
    if (!this.wanted || this.state === 'failed') return false;
    // what is asked of one connection is not asked of the next
    if (!('to_profile_id' in frame)) return false;
    this.queue = [...this.queue, frame].slice(-MAX_QUEUED);
    return true;
  }

  setInCall(inCall: boolean): void {
    this.inCall = inCall;
    this.client?.setInCall(inCall);
  }

  /** A person asks for one more attempt. */
  retry(): void {
    if (this.wanted) this.client?.connect();
    this.client?.wake();
  }

  wake(isMoved?: boolean): void {
    this.client?.wake(isMoved);
  }

  dispose(): void {
    this.wanted = false;
    this.discard();
    this.key = '';
  }

  private create(choice: string | Dialect): void {
    const wish = new AbortController();
    this.wish = wish;
    const loading = (this.loading ??= loadDialect(choice));
    if (!(loading instanceof Promise)) return this.start(loading);
    loading.then(
      (dialect) => wish === this.wish && this.start(dialect),
      (error: unknown) => {
        // It stays: a dialect that cannot be had is not asked for again until the settings change.
        if (wish !== this.wish) return;
        this.changed('failed', 'unreachable');
        this.handlers.configError(`dialect: ${error instanceof Error ? error.message : 'did not load'}`);
      },
    );
  }

  private start(dialect: Dialect): void {
    const handlers: SignalingHandlers = {
      ...this.handlers,
      state: (state, problem, via) => this.changed(state, problem, via),
    };
    const own = () => {
      this.use(createSignalingClient({ dialect, endpoint: () => this.endpoint(), handlers }));
      this.client?.connect();
    };
    if (!canAgree() || !this.wish) return own();
    this.changed('connecting', null);
    void this.join(this.wish.signal, handlers, dialect === profileDialect, own);
  }

  /** `shares`: not where the dialect remembers what this page said; then only rings and calls are one for all tabs. */
  private async join(signal: AbortSignal, handlers: SignalingHandlers, shares: boolean, own: () => void) {
    const { key } = this;
    // Until somebody speaks, this page is alone and loads nothing.
    const alarm = new BroadcastChannel(key);
    alarm.onmessage = () => {
      alarm.close();
      this.handlers.tabs().catch(() => {});
    };
    alarm.postMessage([key, 'hello']);
    signal.onabort = () => alarm.close();
    if (!shares) return own();
    let release = await hold(key, { ifAvailable: true });
    if (!release && !signal.aborted) {
      const others = await this.handlers.tabs().catch(() => null);
      if (others && !signal.aborted) {
        this.use(others.follow(handlers));
        release = await hold(key, { signal });
      }
    }
    if (signal.aborted) return release?.();
    if (release) signal.addEventListener('abort', release);
    this.owns = true;
    own();
  }

  private use(client: SignalingClient | null): void {
    this.client?.dispose();
    this.client = client;
    client?.setInCall(this.inCall);
  }

  private stop(): void {
    this.queue = [];
    this.owns = false;
    this.use(null);
    // only now: the next tab's socket must not meet this one
    this.wish?.abort();
    this.wish = null;
    this.changed('idle', null);
  }

  private endpoint(): Endpoint | Error {
    const { apiBaseUrl, socketUrl: template, profile, getToken, transport } = this.settings();
    if (!profile) return new Error('no profile');
    const url = socketUrl({ apiBaseUrl, socketUrl: template, profile, pageUrl: location.href });
    if (typeof url === 'string') {
      const peer = () => this.settings().peer;
      const conversation = () => (this.open ? this.settings().conversationId : '');
      const chatId = () => this.settings().conversationId;
      return { url, self: profile, peer, conversation, chatId, transport, ...(getToken && { getToken }) };
    }
    this.handlers.configError(url.message);
    return url;
  }

  private changed(state: ConnectionState, problem: ConnectionProblem | null, via = ''): void {
    if (state === this.state && problem === this.problem && via === this.via) return;
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
    this.stop();
  }
}
