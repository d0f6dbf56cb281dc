import { own } from '../../protocol/schema.js';
import type { CsrfNames } from '../transports/csrf.js';
import { POLL_MS, SignalInbox } from '../transports/signal-inbox.js';
import { SignalRefused, SignalViews } from '../transports/signals.js';
import { wireText } from '../wire-text.js';
import type { Endpoint, Transport, TransportHandlers } from '../types.js';
import {
  canInflate,
  DEFLATE,
  describedIn,
  fromSignal,
  packedIn,
  toSignal,
  type Signal,
} from './relay-codec.js';

/** A stored signal lives 30 s: what is stored needs no repeat before that, and one then (docs/protocol.md, section 8). */
const STORED_MS = 20_000;
/** Signals whose storing is remembered, and calls whose other side inflates. */
const MAX_REMEMBERED = 64;
/** What a page may choose, in ms: a table has to bear the one, and a signal lives only thrice the other. */
const [POLL_LEAST_MS, POLL_MOST_MS] = [250, 10_000];
/** A shorter description is sent as it is, in characters: it fits one packet. */
const LARGE = 1200;

/** What outlives a connection. */
export interface RelayMemory {
  readonly names: CsrfNames;
  /** Between two polls while a call is under way. */
  readonly pollMs: number;
  /** Types of profiles by their id: they are not sent, and must be the same in every frame. */
  readonly types: Map<string, string>;
  /** When each signal was stored, by what it says. */
  readonly stored: Map<string, number>;
  /** Call → its chat, which need not be the one on the page any more. */
  readonly chats: Map<string, string>;
  /** Chat → last signal that was fetched. */
  readonly cursors: Map<string, number>;
  /** Calls whose other side has said that it inflates. Another device of that person need not. */
  readonly inflates: Set<string>;
}

/** @param poll what the page chose, in ms */
export function createRelayMemory(names: CsrfNames, poll?: string): RelayMemory {
  return {
    names,
    pollMs: Math.min(POLL_MOST_MS, Math.max(POLL_LEAST_MS, Number(poll) || POLL_MS)),
    types: new Map(),
    stored: new Map(),
    chats: new Map(),
    cursors: new Map(),
    inflates: new Set(),
  };
}

/** Stored signals as one transport, whose texts are frames of the profile dialect. */
export class RelayTransport implements Transport {
  private readonly life = new AbortController();
  private readonly views: SignalViews;
  private inbox: SignalInbox | undefined;
  private sending: Promise<void> = Promise.resolve();
  /** Something that came before is still being inflated. */
  private inflating: Promise<void> | null = null;
  private readonly accepts = canInflate() && { accepts: DEFLATE };
  private closed = false;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly handlers: TransportHandlers,
    private readonly memory: RelayMemory,
  ) {
    this.views = new SignalViews(endpoint, memory.names);
    this.refresh();
  }

  send(text: string): boolean {
    if (this.closed || !this.inbox) return false;
    const wire = JSON.parse(text) as Record<string, unknown>;
    const signal = toSignal(wire);
    if (!signal) return true; // the chat is the site's own here
    this.memory.types.set(wireText(wire['to_profile_id']), wireText(wire['to_profile_type']));
    this.inbox.busy();
    const key = JSON.stringify([signal.type, wire['call_id'], wire['seq'], wire['reason']]);
    if (signal.type !== 'webrtc.ice' && this.isStored(key)) return true;
    const { chats } = this.memory;
    const call = wireText(wire['call_id']);
    if (!chats.has(call)) chats.set(call, this.inbox.chat);
    const { type, payload } = signal;
    const body = { chat_id: chats.get(call), type, signal_id: crypto.randomUUID() };
    this.sending = this.sending.then(async () => {
      const all = { ...body, payload: await this.pack(payload, call) };
      await this.store(all, key, wire['call_id']);
    });
    return true;
  }

  /** With a large description compressed where both sides know how to; as it is where that does not work. */
  private async pack(payload: object, call: string): Promise<object> {
    const found = describedIn(payload);
    if (!found) return payload;
    const { key, description } = found;
    const sdp = wireText(own(description, 'sdp'));
    const said = { ...payload, ...this.accepts };
    if (sdp.length < LARGE || !this.accepts || !this.memory.inflates.has(call)) return said;
    try {
      const packing = await import('./packing.js');
      return { ...said, [key]: { type: own(description, 'type'), deflated: await packing.deflate(sdp) } };
    } catch {
      return said;
    }
  }

  private async unpack(signal: Signal): Promise<readonly Signal[]> {
    const { type, payload } = signal;
    const found = describedIn(payload);
    const packed = packedIn(payload);
    if (!found || !packed) return [signal];
    try {
      const packing = await import('./packing.js');
      const description = { type: own(found.description, 'type'), sdp: await packing.inflate(packed) };
      return [{ ...signal, payload: { ...payload, [found.key]: description } }];
    } catch (error) {
      const code = error instanceof RangeError ? 'too_large' : 'malformed';
      this.handlers.note?.('signal refused', { type, call_id: wireText(own(payload, 'call_id')), code });
      return [];
    }
  }

  /** Another conversation is another place to fetch from. */
  refresh(): void {
    const chat = this.endpoint.chatId?.() ?? '';
    if (this.closed || !chat || chat === this.inbox?.chat) return;
    this.inbox?.stop();
    const handlers = {
      opened: (via: string) => this.handlers.open(via),
      signals: (signals: readonly Signal[]) => this.receive(signals),
      failed: (error: unknown) => this.failed(error),
    };
    const { cursors, pollMs } = this.memory;
    this.inbox = new SignalInbox(this.views, chat, cursors, this.endpoint, handlers, pollMs);
  }

  /** What is said last still goes out. */
  close(): void {
    this.closed = true;
    this.inbox?.stop();
    void this.sending.then(() => this.life.abort());
  }

  private failed(error: unknown): void {
    if (!(error instanceof SignalRefused)) return this.end(1006);
    const { status, error: code, why } = error;
    this.handlers.note?.('signals refused', { status, code, why });
    this.end(error.code);
  }

  private end(code: number): void {
    if (this.closed) return;
    this.close();
    this.handlers.close(code, '');
  }

  private isStored(key: string): boolean {
    return performance.now() - (this.memory.stored.get(key) ?? -Infinity) < STORED_MS;
  }

  private async store(body: { readonly type: string }, key: string, callId: unknown): Promise<void> {
    const { stored } = this.memory;
    const about = { type: body.type, call_id: wireText(callId) };
    if (body.type !== 'webrtc.ice' && this.isStored(key)) return; // by the one before it
    try {
      const response = await this.views.post(
        `${this.views.base}/api/p2p/send-signal/`,
        body,
        this.life.signal,
      );
      const answer = (await response.json()) as object;
      this.handlers.note?.('signal stored', { ...about, for: Number(own(answer, 'stored_for') ?? 1) });
      if (own(answer, 'stored_for') === 0) return this.refuse('offline', body.type, callId);
      stored.set(key, performance.now());
      for (const oldest of stored.keys()) if (stored.size > MAX_REMEMBERED) stored.delete(oldest);
    } catch (error) {
      if (!(error instanceof SignalRefused)) return this.end(1006);
      const { status, error: code, why } = error;
      this.handlers.note?.('signal refused', { ...about, status, code, why });
      if (status === 401) return this.end(4401);
      if (code === 'expired') await this.inbox?.poll(); // why it is over
      this.refuse(code, body.type, callId);
    }
  }

  /** The call ends with it. What only goes with a call, or ends it, is no reason to. */
  private refuse(code: string, type: string, callId: unknown): void {
    if (type === 'webrtc.ice' || type === 'webrtc.end') return;
    this.deliver([{ type: 'error', code, ...(callId !== undefined && { call_id: callId }) }]);
  }

  /** In order, also where one has to be inflated first. A promise: when they have been handled. */
  private receive(signals: readonly Signal[]): Promise<void> | undefined {
    if (!this.inflating && !signals.some(({ payload }) => packedIn(payload))) return void this.take(signals);
    const all = Promise.all(signals.map((signal) => this.unpack(signal)));
    const handled = Promise.all([all, this.inflating]).then(([unpacked]) => {
      if (this.inflating === handled) this.inflating = null;
      this.take(unpacked.flat());
    });
    this.inflating = handled;
    return handled;
  }

  private take(signals: readonly Signal[]): void {
    const { inflates } = this.memory;
    const frames = signals.flatMap((signal) => {
      const { type, payload } = signal;
      const call = wireText(own(payload, 'call_id'));
      if (this.inbox) this.memory.chats.set(call, this.inbox.chat);
      if (own(payload, 'accepts') === DEFLATE) inflates.add(call);
      for (const oldest of inflates) if (inflates.size > MAX_REMEMBERED) inflates.delete(oldest);
      this.handlers.note?.('signal received', { type, call_id: call });
      return fromSignal(signal, this.endpoint.self, (id) => this.typeOf(id)) ?? [];
    });
    if (frames.length) this.deliver(frames);
  }

  private deliver(frames: readonly object[]): void {
    if (!this.closed) this.handlers.message(frames.map((frame) => JSON.stringify(frame)));
  }

  private typeOf(id: string): string {
    const { types } = this.memory;
    const peer = this.endpoint.peer?.();
    const type = types.get(id) ?? (peer?.id === id ? peer.type : 'user');
    types.set(id, type);
    return type;
  }
}
