import type { Clock } from './clock.js';

/** docs/protocol.md, "Socket". Proxies commonly cut idle connections after 30 or 60 s. */
const IDLE_MS = 25_000;
const IN_CALL_MS = 10_000;
/** For a server on a slow phone network, with a description of a call in the queue before the ping. */
const PONG_MS = 10_000;
/** After waking up, somebody looks at the page. */
const PROBE_MS = 5000;

/**
 * Finds a half-open socket: one whose other end is gone without a `close`. Sends nothing before `enforce()`, since a
 * plain back end may choke on a frame type that it does not know.
 */
export class Heartbeat {
  private enforced = false;
  private awaiting = false;
  private timer: unknown;

  constructor(
    private readonly clock: Clock,
    private inCall: boolean,
    private readonly ping: () => void,
    /** Nothing was heard in time. */
    private readonly silent: () => void,
  ) {}

  /** The server has shown that it answers `ping`. */
  enforce(): void {
    if (this.enforced) return;
    this.enforced = true;
    this.schedule();
  }

  /** Something arrived: any frame proves as much as a pong. */
  heard(): void {
    if (!this.awaiting) return;
    this.awaiting = false;
    this.schedule();
  }

  setInCall(inCall: boolean): void {
    if (inCall === this.inCall) return;
    this.inCall = inCall;
    if (this.enforced && !this.awaiting) this.schedule();
  }

  /** Asks now; the answer has `limitMs`. Where the server does not answer pings, nothing. */
  probe(limitMs = PROBE_MS): void {
    if (!this.enforced || this.awaiting) return;
    this.awaiting = true;
    this.restart(this.silent, limitMs);
    this.ping();
  }

  stop(): void {
    this.enforced = this.awaiting = false;
    this.clock.clearTimeout(this.timer);
  }

  private schedule(): void {
    this.restart(() => this.probe(PONG_MS), this.inCall ? IN_CALL_MS : IDLE_MS);
  }

  private restart(run: () => void, ms: number): void {
    this.clock.clearTimeout(this.timer);
    this.timer = this.clock.setTimeout(run, ms);
  }
}
