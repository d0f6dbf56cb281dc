import type { ChatMessage } from '../../protocol/frames.js';
import type { ProfileRef } from '../../protocol/identity.js';
import type { MessageEntry, Unsent } from '../../chat/types.js';
import type { Way } from './ways.js';

/** A server that confirms messages has not answered: sent again, under the same id, after this many milliseconds. */
const ACK_MS = 10_000;
/** Times that a message goes out without an answer before it counts as failed. */
const TRIES = 3;
/** The server asked to slow down; the packaged one lets 5 frames a second through. */
const SLOWER_MS = 1000;
/** A disk that takes longer than this, in ms, is not waited for. */
const STORE_MS = 500;
/** Messages that may wait. */
export const MAX_UNSENT = 500;

export interface OutboxHost {
  wayTo(to: ProfileRef): Way | null;
  /** What a page that comes later will find. `isLess`: what is through stays until it is kept elsewhere. */
  save(change: (unsent: readonly Unsent[]) => readonly Unsent[], isLess: boolean): Promise<void>;
  told(ids: readonly string[], status: 'sending' | 'sent' | 'failed', error?: string): void;
  /** A change of a message did not go through. */
  undo(change: Unsent): void;
}

/**
 * What was written and is not through: sent once each and in order. One message is under way at a time where the server
 * confirms them, so that a refused or lost one cannot be overtaken.
 */
export class Outbox {
  /** Once this resolves a page that comes later finds it all. */
  saved: Promise<void> = Promise.resolve();
  /** Not on the disk yet. What goes out is there: a page that is gone in between finds it again, under the same id. */
  private readonly writing = new Set<string>();
  private closed = false;
  private underWay = '';
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly host: OutboxHost,
    /** In order; refused ones stay until somebody decides. */
    public unsent: readonly Unsent[],
  ) {}

  get isEmpty(): boolean {
    return this.unsent.length === 0;
  }

  get isFull(): boolean {
    return this.unsent.length >= MAX_UNSENT;
  }

  push(one: Unsent): void {
    const { id } = one.message;
    this.writing.add(id);
    this.change((unsent) => [...unsent, one]);
    const written = (): void => {
      clearTimeout(late);
      if (this.writing.delete(id)) this.run();
    };
    const late = setTimeout(written, STORE_MS);
    void this.saved.then(written);
  }

  /** They are through, or nobody wants them any more. */
  remove(ids: readonly string[]): void {
    if (this.unsent.some(({ message }) => ids.includes(message.id))) this.change(without(ids));
    if (ids.includes(this.underWay)) this.next();
  }

  confirmed(id: string): void {
    // first: what is told may send the next
    this.remove([id]);
    this.host.told([id], 'sent');
  }

  refused(id: string, code: string): void {
    if (code !== 'rate_limited') return this.fail(id, code);
    if (id !== this.underWay) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.next(), SLOWER_MS);
  }

  /** The connection is gone: what was under way goes out again with the next one. */
  interrupted(): void {
    clearTimeout(this.timer);
    this.underWay = '';
    this.tries = 0;
  }

  /** Sends nothing any more. */
  close(): void {
    this.interrupted();
    this.closed = true;
  }

  /** Sends what can go. */
  run(): void {
    while (!this.underWay && !this.closed) {
      const next = this.unsent.find(({ message, to }) => message.status === 'sending' && this.host.wayTo(to));
      const way = next && this.host.wayTo(next.to);
      // in order: it is not overtaken either
      if (!way || this.writing.has(next.message.id) || !way.send(next.body ?? bodyOf(next.message))) return;
      const { id } = next.message;
      if (!way.acks) {
        this.confirmed(id);
        continue;
      }
      this.underWay = id;
      this.timer = setTimeout(() => this.unanswered(id), ACK_MS);
    }
  }

  private unanswered(id: string): void {
    this.tries += 1;
    if (this.tries >= TRIES) return this.fail(id);
    this.underWay = '';
    this.run();
  }

  private fail(id: string, code?: string): void {
    const change = this.unsent.find(({ before, message }) => before && message.id === id);
    if (change) {
      this.remove([id]);
      return this.host.undo(change);
    }
    const failed = (message: MessageEntry): MessageEntry => ({
      ...message,
      status: 'failed',
      ...(code && { error: code }),
    });
    this.change((unsent) =>
      unsent.map((one) => (one.message.id === id ? { ...one, message: failed(one.message) } : one)),
    );
    this.host.told([id], 'failed', code);
    if (id === this.underWay) this.next();
  }

  private next(): void {
    this.interrupted();
    this.run();
  }

  /** What waits is another now. */
  change(change: (unsent: readonly Unsent[]) => readonly Unsent[]): void {
    const before = this.unsent.length;
    this.unsent = change(this.unsent);
    this.saved = this.host.save(change, this.unsent.length < before);
  }
}

export const without = (ids: readonly string[]) => (unsent: readonly Unsent[]) =>
  unsent.filter(({ message }) => !ids.includes(message.id));

function bodyOf({ id, text, at, attachments, more }: MessageEntry): ChatMessage {
  return { type: 'chat_message', message_id: id, text, sent_at: at, attachments, ...more };
}
