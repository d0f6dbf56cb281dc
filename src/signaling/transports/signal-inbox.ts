import { own } from '../../protocol/schema.js';
import { readSignal, readSignals, type Signal } from '../dialects/relay-codec.js';
import type { Endpoint, Transport } from '../types.js';
import { HttpFailure } from './http.js';
import { request, SignalRefused, type SignalViews } from './signals.js';
import { readEvents } from './sse.js';
import { openWebSocket } from './websocket.js';

/** docs/protocol.md, section 8: while a call is under way, or was just now; twice as long while nobody calls. */
export const POLL_MS = 1500;
/** Beside a stream that may be cut without a word, while a call is under way. */
const BESIDE_MS = 5000;
/** After the last frame of a call. A ring lasts as long. */
const BUSY_MS = 60_000;
/** Until a stream or a socket that is gone, or was not there, is asked for again; doubled up to an hour. */
const PUSH_AGAIN_MS = 5000;
const PUSH_AGAIN_MAX_MS = 3_600_000;
/** A stream says something every 15 s. */
const SILENT_MS = 40_000;
/** Ids of signals that came already: a server's transactions may end in another order than they began. */
const MAX_SEEN = 512;
/** Receipts wait for each other. */
const ACK_MS = 100;
/** Failed polls in a row until the connection counts as lost. */
const MAX_FAILURES = 3;

export interface InboxHandlers {
  opened(via: string): void;
  /** In order, each once. A promise: they are handled when it resolves. */
  signals(signals: readonly Signal[]): Promise<void> | undefined;
  /** It cannot be fetched from, or not any more. */
  failed(error: unknown): void;
}

/** Fetches the signals of one chat, by an event stream where there is one, else by polling; and confirms them. */
export class SignalInbox {
  private readonly life = new AbortController();
  private readonly seen = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pushTimer: ReturnType<typeof setTimeout> | undefined;
  private pushes = 0;
  private failures = 0;
  private busyUntil = 0;
  private fetching: Promise<void> | null = null;
  private again = false;
  private streaming = false;
  private socket: Transport | undefined;
  private via = '';
  private acknowledges = true;
  private acknowledging: Promise<void> | null = null;
  private readonly handled: number[] = [];

  constructor(
    private readonly views: SignalViews,
    readonly chat: string,
    private readonly cursors: Map<string, number>,
    private readonly endpoint: Endpoint,
    private readonly handlers: InboxHandlers,
    private readonly pollMs = POLL_MS,
  ) {
    this.busy();
    void this.poll();
  }

  /** A call is under way: fetch more often. */
  busy(): void {
    const wasBusy = performance.now() < this.busyUntil;
    this.busyUntil = performance.now() + BUSY_MS;
    if (!wasBusy && this.via) void this.poll();
  }

  stop(): void {
    this.life.abort();
    clearTimeout(this.timer);
    clearTimeout(this.pushTimer);
    this.socket?.close();
  }

  private get stopped(): boolean {
    return this.life.signal.aborted;
  }

  /** One at a time; who asks meanwhile has it asked once more. */
  poll(): Promise<void> {
    clearTimeout(this.timer);
    this.again = this.fetching !== null;
    this.fetching ??= this.fetch().then(() => {
      this.fetching = null;
      if (this.stopped) return;
      if (this.again) return void this.poll();
      const isBusy = performance.now() < this.busyUntil;
      const wait = this.streaming ? BESIDE_MS : this.pollMs * (isBusy ? 1 : 2);
      if (isBusy || !this.streaming) this.timer = setTimeout(() => void this.poll(), wait);
    });
    return this.fetching;
  }

  private async fetch(): Promise<void> {
    try {
      const cursor = this.cursors.get(this.chat);
      const query = cursor === undefined ? '' : `?after=${cursor}`;
      const response = await this.views.get(
        this.views.address(this.chat, 'signals') + query,
        this.life.signal,
      );
      const answer = (await response.json()) as object;
      if (this.stopped) return;
      if (own(answer, 'success') === false) throw new HttpFailure(1006, true);
      this.failures = 0;
      const signals = readSignals(own(answer, 'signals'));
      this.advance(signals, Number(own(answer, 'cursor') ?? 0));
      if (!this.via) this.open();
      this.take(signals);
      this.again ||= own(answer, 'more') === true; // a page of them is capped
    } catch (error) {
      if (this.stopped) return;
      this.failures += 1;
      if (error instanceof SignalRefused || !this.via || this.failures >= MAX_FAILURES)
        this.handlers.failed(error);
    }
  }

  private open(): void {
    this.show('polling');
    if (this.endpoint.transport !== 'polling') void this.push();
  }

  private show(via: string): void {
    if (this.via === via || this.stopped) return;
    this.via = via;
    this.handlers.opened(via);
  }

  /** Each signal once, whichever way it came, and a receipt for it after it was handled. */
  private take(signals: readonly Signal[]): void {
    const fresh = signals.filter(({ id }) => !this.seen.has(id)).sort((a, b) => a.id - b.id);
    if (!fresh.length) return;
    for (const { id } of fresh) this.seen.add(id);
    for (const oldest of this.seen) if (this.seen.size > MAX_SEEN) this.seen.delete(oldest);
    this.busy();
    const handled = () => {
      this.handled.push(...fresh.map(({ id }) => id));
      if (this.acknowledges) this.acknowledging ??= this.acknowledge();
    };
    const later = this.handlers.signals(fresh);
    if (later) void later.then(handled);
    else handled();
  }

  private advance(signals: readonly Signal[], cursor: number): void {
    const last = Math.max(this.cursors.get(this.chat) ?? 0, cursor, ...signals.map(({ id }) => id));
    this.cursors.set(this.chat, last);
  }

  /** What comes within the same moment goes together. */
  private async acknowledge(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ACK_MS));
    const ids = this.handled.splice(0);
    this.acknowledging = null;
    try {
      // also after the end: what was handled must not come to the page that follows
      await this.views.post(this.views.address(this.chat, 'ack'), { ids }, new AbortController().signal);
    } catch (error) {
      if (error instanceof SignalRefused && error.status === 404) this.acknowledges = false;
    }
  }

  /** A stream in place of polling, else a socket beside it. Both are only quicker. */
  private async push(): Promise<void> {
    const { transport } = this.endpoint;
    if (!this.stopped && transport !== 'websocket') await this.stream();
    if (this.stopped) return;
    if (transport !== 'sse' && !this.socket) this.ring();
    const delay = Math.min(PUSH_AGAIN_MAX_MS, PUSH_AGAIN_MS * 2 ** this.pushes++);
    this.pushTimer = setTimeout(() => void this.push(), delay);
  }

  private async stream(): Promise<void> {
    const limit = new AbortController();
    const stop = () => limit.abort();
    this.life.signal.addEventListener('abort', stop);
    let timer = setTimeout(stop, SILENT_MS);
    try {
      const url = `${this.views.address(this.chat, 'events')}?after=${this.cursors.get(this.chat) ?? 0}`;
      const { body, headers } = await request(url, { signal: limit.signal });
      if (!body || !headers.get('content-type')?.startsWith('text/event-stream')) return;
      await readEvents(body, (name, data) => {
        clearTimeout(timer);
        timer = setTimeout(stop, SILENT_MS);
        if (this.stopped) return;
        if (!this.streaming) this.streamed();
        if (name !== 'ready' && name !== 'ping') this.pushed(data);
      });
    } catch (error) {
      // polling goes on; a back end without a stream is asked seldom
      if (error instanceof SignalRefused) this.pushes = Math.max(this.pushes, 6);
    } finally {
      stop();
      clearTimeout(timer);
      this.life.signal.removeEventListener('abort', stop);
      if (this.streaming && !this.stopped) {
        this.streaming = false;
        this.show('polling');
        void this.poll();
      }
    }
  }

  private streamed(): void {
    this.streaming = true;
    this.pushes = 0;
    this.socket?.close();
    this.socket = undefined;
    this.show('sse');
  }

  private ring(): void {
    const url = `${this.views.base.replace('http', 'ws')}/ws/p2p/${encodeURIComponent(this.chat)}/`;
    this.socket = openWebSocket(
      { ...this.endpoint, url },
      {
        open: () => {
          if (!this.streaming) this.show('websocket');
          void this.poll(); // what came before it
        },
        message: (texts) => texts.forEach((text) => this.pushed(text)),
        close: () => {
          this.socket = undefined;
          if (!this.streaming) this.show('polling');
        },
      },
    );
  }

  /** A signal that came by itself. When it is not the next one, the ones between are fetched first, and it with them. */
  private pushed(text: string): void {
    let signal: Signal | null = null;
    try {
      signal = readSignal(JSON.parse(text));
    } catch {
      // no signal: only a knock
    }
    const isNext = signal?.previous !== undefined && signal.previous <= (this.cursors.get(this.chat) ?? 0);
    if (!signal || !isNext || this.fetching) return void this.poll();
    this.advance([signal], 0);
    this.take([signal]);
  }
}
