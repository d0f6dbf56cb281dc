import type { ServerResponse } from 'node:http';
import { byteLength } from '../protocol/text.js';
import type { Line } from './lines.js';

/** Milliseconds that a request is held for something to happen. Proxies commonly cut silent ones after 30 or 60 s. */
const HOLD_MS = 25_000;

/**
 * Frames that wait to be fetched. `after`, the cursor of the last answer that arrived, is the receipt: what is not
 * confirmed is given again.
 */
export class PollLine implements Line {
  readonly transport = 'polling';
  isOpen = true;
  waiting = 0;
  private queue: string[] = [];
  /** Cursor of the first frame in the queue. */
  private first = 0;
  private held: ServerResponse | null = null;
  private timer: NodeJS.Timeout | undefined;
  private asked = true;

  /** `answer` sends JSON. `ended`: once, whoever ended it. */
  constructor(
    private readonly session: string,
    private readonly answer: (response: ServerResponse, body: object) => void,
    private readonly ended: (code: number) => void,
  ) {}

  send(text: string): void {
    this.queue.push(text);
    this.waiting += byteLength(text);
    if (this.held) setImmediate(() => this.give()); // what is sent in one turn goes together
  }

  /** A request of its client: answered at once when there is something, else within HOLD_MS. */
  poll(after: number, response: ServerResponse): void {
    this.asked = true;
    this.give(true); // an older request, whose answer is not waited for any more
    for (const confirmed of this.queue.splice(0, Math.max(0, after - this.first)))
      this.waiting -= byteLength(confirmed);
    this.first = Math.max(this.first, after);
    this.held = response;
    response.on('close', () => {
      if (this.held === response) this.end(1006);
    });
    this.timer = setTimeout(() => this.give(true), HOLD_MS);
    this.give();
  }

  close(code: number, reason: string): void {
    const response = this.end(code);
    if (response) this.answer(response, { closed: [code, reason] });
  }

  checkAlive(): void {
    if (!this.asked && !this.held) this.end(1006);
    this.asked = false;
  }

  private give(also = false): void {
    const response = this.held;
    if (!response || (this.queue.length === 0 && !also)) return;
    this.letGo();
    const cursor = this.first + this.queue.length;
    this.answer(response, { session: this.session, cursor, frames: this.queue });
  }

  private letGo(): void {
    clearTimeout(this.timer);
    this.held = null;
  }

  private end(code: number): ServerResponse | null {
    const response = this.held;
    this.letGo();
    if (!this.isOpen) return null;
    this.isOpen = false;
    this.ended(code);
    return response;
  }
}
