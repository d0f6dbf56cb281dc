import { ProtocolError } from '../protocol/errors.js';
import type { Frame } from '../protocol/frames.js';
import type { Clock } from './clock.js';
import { Heartbeat } from './heartbeat.js';
import { NO_ADDRESS, type Closing } from './reconnect-policy.js';
import type { Dialect, Endpoint, Transport, TransportHandlers } from './types.js';

/** A browser waits minutes for a network that swallows packets; socket.io gives up after 20 s, livekit after 15. */
const OPEN_MS = 15_000;

/** An endpoint, or why there is none: then nothing is opened, and it is not asked again. */
export type GetEndpoint = () => Endpoint | Error | Promise<Endpoint | Error>;

export interface ConnectionOptions {
  readonly endpoint: GetEndpoint;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly inCall: boolean;
  /** Again when another transport carries it. */
  opened(via: string): void;
  frames(frames: readonly Frame[]): void;
  protocolError(error: ProtocolError): void;
  note(...step: Parameters<NonNullable<TransportHandlers['note']>>): void;
  /** Once; never after `close()`. */
  ended(closing: Closing): void;
}

/**
 * One life of a socket: opening, open, over. Once over it tells nothing more, whatever its transport still does, so
 * that it cannot touch the one that replaced it. Its options are never called before the constructor returned.
 */
export class Connection {
  private readonly heartbeat: Heartbeat;
  private readonly deadline: unknown;
  private transport: Transport | undefined;
  private openedAt: number | null = null;
  private gotFrame = false;
  private pingedAt = 0;
  /** Milliseconds from the last ping to its pong; `undefined` where none was answered. */
  roundTrip?: number;
  private over = false;

  constructor(private readonly options: ConnectionOptions) {
    const { clock, inCall } = options;
    this.heartbeat = new Heartbeat(
      clock,
      inCall,
      () => {
        this.pingedAt = clock.now();
        this.send({ type: 'ping' });
      },
      () => this.end(1006),
    );
    this.deadline = clock.setTimeout(() => this.end(1006), OPEN_MS);
    void this.open();
  }

  /** `false`: not sent. */
  send(frame: Frame): boolean {
    if (this.over || this.openedAt === null) return false;
    try {
      return !!this.transport?.send(this.options.dialect.codec.encode(frame));
    } catch {
      return false; // a page's own dialect must not reach the page's callers
    }
  }

  refresh(): void {
    try {
      this.transport?.refresh?.();
    } catch {
      // as in `send`
    }
  }

  setInCall(inCall: boolean): void {
    this.heartbeat.setInCall(inCall);
  }

  probe(): void {
    this.heartbeat.probe();
  }

  /** Silent: `ended` is not called. */
  close(): void {
    this.over = true;
    this.options.clock.clearTimeout(this.deadline);
    this.heartbeat.stop();
    try {
      this.transport?.close();
    } catch {
      // closed is what it shall be
    }
  }

  private end(code: number): void {
    if (this.over) return;
    const { openedAt, gotFrame } = this;
    this.close();
    const openedFor = openedAt === null ? null : this.options.clock.now() - openedAt;
    this.options.ended({ code, openedFor, gotFrame });
  }

  private async open(): Promise<void> {
    try {
      const endpoint = await this.options.endpoint();
      if (this.over) return;
      if (endpoint instanceof Error) return this.end(NO_ADDRESS);
      this.transport = this.options.dialect.openTransport(endpoint, {
        open: (via) => this.opened(via),
        message: (texts) => this.receive(texts),
        note: (...step) => this.options.note(...step),
        close: (code) => this.end(code),
      });
      if (this.over) this.close(); // it ended while it opened
    } catch {
      this.end(1006);
    }
  }

  private opened(via = 'websocket'): void {
    if (this.over) return;
    this.openedAt ??= this.options.clock.now();
    this.options.clock.clearTimeout(this.deadline);
    this.options.opened(via);
  }

  private receive(texts: readonly string[]): void {
    if (this.over) return;
    this.heartbeat.heard();
    const frames = texts.flatMap((text) => this.decode(text));
    // an error's handler may have closed us in between
    if (!this.over && frames.length) this.options.frames(frames);
  }

  /** The valid frames of one text that are meant for others. What is wrong with it is told. */
  private decode(text: string): Frame[] {
    const frames: Frame[] = [];
    const { codec, name } = this.options.dialect;
    const refuse = (error: ProtocolError) => this.over || this.options.protocolError(error);
    try {
      for (const item of codec.decode(text)) {
        if (item instanceof Error) refuse(item);
        else if (!this.take(item)) frames.push(item);
      }
    } catch {
      refuse(new ProtocolError('malformed', name));
    }
    return frames;
  }

  /** Does what concerns the connection itself; `true`: nobody else needs it. */
  private take(frame: Frame): boolean {
    this.gotFrame = true;
    if (frame.type === 'ping') this.send({ type: 'pong' });
    if (frame.type === 'pong') this.roundTrip = this.options.clock.now() - this.pingedAt;
    if (frame.type === 'pong' || (frame.type === 'welcome' && frame.features.includes('ping')))
      this.heartbeat.enforce();
    return frame.type === 'ping' || frame.type === 'pong';
  }
}
