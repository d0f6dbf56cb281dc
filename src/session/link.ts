import type { Frame, RoutedFrame } from '../protocol/frames.js';
import { createSignalingClient } from '../signaling/client.js';
import { loadDialect } from '../signaling/dialects/index.js';
import type {
  ConnectionProblem,
  ConnectionState,
  Dialect,
  Endpoint,
  SignalingClient,
} from '../signaling/types.js';
import { socketUrl } from '../signaling/url.js';
import type { ProtocolError } from '../protocol/errors.js';
import type { SessionSettings } from './types.js';

/** Frames kept for a socket that is about to open. A call's first frames and its candidates fit. */
const MAX_QUEUED = 64;

/** Types that every back end forwards; others go only to a back end that announced something. */
const CORE: ReadonlySet<string> = new Set([
  'call_invitation',
  'call_answer',
  'ice_candidate',
  'call_declined',
  'call_ended',
]);

export interface LinkHandlers {
  state(state: ConnectionState, problem: ConnectionProblem | null): void;
  frames(frames: readonly Frame[]): void;
  protocolError(error: ProtocolError): void;
  configError(message: string): void;
}

/** The session's one socket: made for a profile, remade when where or who changes, used while it is wanted. */
export class Link {
  state: ConnectionState = 'idle';
  problem: ConnectionProblem | null = null;
  private client: SignalingClient | null = null;
  private wanted = false;
  private open = false;
  private key = '';
  /** The dialect that is on its way. */
  private loading: Promise<Dialect> | null = null;
  private queue: RoutedFrame[] = [];

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
    return this.client?.features.has(feature) ?? false;
  }

  /** Call after every change of the settings, of what wants the socket, and of the modal. */
  update(wanted: boolean, open: boolean): void {
    this.open = open;
    const { apiBaseUrl, socketUrl: template, profile, dialect } = this.settings();
    const key = profile
      ? JSON.stringify([apiBaseUrl, template, profile.type, profile.id, nameOf(dialect)])
      : '';
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
  send(frame: RoutedFrame): boolean {
    if (!CORE.has(frame.type) && !this.takes(frame.type)) return true;
    if (this.state === 'open' && this.client?.send(frame)) return true;
    if (!this.wanted || this.state === 'failed') return false;
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

  private takes(type: string): boolean {
    if (type === 'call_ringing') return this.has('ringing');
    return type !== 'media_state' && this.has('chat');
  }

  private create(choice: string | Dialect): void {
    const loading = loadDialect(choice);
    if (!(loading instanceof Promise)) return this.start(loading);
    this.loading = loading;
    loading.then(
      (dialect) => {
        if (this.loading !== loading) return;
        this.loading = null;
        this.start(dialect);
      },
      (error: unknown) => {
        // Not null: a dialect that cannot be had is not asked for again until the settings change.
        if (this.loading !== loading) return;
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
        state: (state, problem) => this.changed(state, problem),
        frames: (frames) => this.handlers.frames(frames),
        protocolError: (error) => this.handlers.protocolError(error),
      },
    });
    if (this.wanted) this.client.connect();
  }

  private endpoint(): Endpoint | Error {
    const { apiBaseUrl, socketUrl: template, profile, getToken } = this.settings();
    if (!profile) return new Error('no profile');
    const url = socketUrl({ apiBaseUrl, socketUrl: template, profile, pageUrl: location.href });
    if (url instanceof Error) {
      this.handlers.configError(url.message);
      return url;
    }
    const peer = () => this.settings().peer;
    const conversation = () => (this.open ? this.settings().conversationId : '');
    return { url, self: profile, peer, conversation, ...(getToken ? { getToken } : {}) };
  }

  private changed(state: ConnectionState, problem: ConnectionProblem | null): void {
    this.state = state;
    this.problem = problem;
    this.handlers.state(state, problem);
    if (state !== 'open') return;
    const waiting = this.queue;
    this.queue = [];
    for (const frame of waiting) this.client?.send(frame);
  }

  private discard(): void {
    this.loading = null;
    this.queue = [];
    const old = this.client;
    this.client = null;
    old?.disconnect();
    old?.dispose();
  }
}

function nameOf(dialect: string | Dialect): string {
  return typeof dialect === 'string' ? dialect : dialect.name;
}
