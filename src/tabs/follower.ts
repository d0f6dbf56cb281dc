import type { ProtocolError } from '../protocol/errors.js';
import type { Frame } from '../protocol/frames.js';
import { parseText, serializeFrame } from '../protocol/parse-frame.js';
import type { Bus } from './bus.js';
import type { Message } from './messages.js';

/** As of a socket's client: it is told what the socket of another tab does. */
export interface FollowerHandlers {
  state(state: never, problem: never, via: string): void;
  frames(frames: readonly Frame[]): void;
  protocolError(error: ProtocolError): void;
}

/** A socket's client for a tab that has none: shows the state of the one in another tab, and sends through it. */
export class Follower {
  state: 'idle' | 'connecting' | 'open' | 'reconnecting' | 'failed' = 'connecting';
  features: ReadonlySet<string> = new Set();
  clockOffset: number | null = null;
  via = '';
  private over = false;

  constructor(
    private readonly bus: Bus,
    private readonly handlers: FollowerHandlers,
  ) {}

  /** From the tab with the socket. */
  told([, state, problem, features, offset, via]: Extract<Message, readonly ['socket', ...unknown[]]>): void {
    if (this.over) return;
    const isNew = features.some((feature) => !this.features.has(feature));
    this.state = state as Follower['state'];
    this.features = new Set(features);
    this.clockOffset = offset;
    this.via = via;
    this.handlers.state(state as never, problem as never, via);
    // as the server says it to a socket that is new
    if (isNew) this.handlers.frames([{ type: 'welcome', features }]);
  }

  receive(texts: readonly string[]): void {
    if (this.over) return;
    const frames: Frame[] = [];
    for (const text of texts) {
      const frame = parseText(text);
      if (frame instanceof Error) this.handlers.protocolError(frame);
      else frames.push(frame);
    }
    if (frames.length) this.handlers.frames(frames);
  }

  send(frame: Frame): boolean {
    if (this.over || this.state !== 'open') return false;
    this.bus.post('send', serializeFrame(frame));
    return true;
  }

  /** A person presses Reconnect. */
  connect(): void {
    this.bus.post('wake', true);
  }

  wake(): void {
    this.bus.post('wake', false);
  }

  dispose(): void {
    this.over = true;
  }

  // What only the tab with the socket can do.
  disconnect(): void {}
  refresh(): void {}
  setInCall(): void {}
}
