import type { IceCandidate } from '../protocol/frames.js';

/**
 * How long a batch collects, in ms, by its place in a gathering. The first candidate (a host one, enough on one
 * network) leaves at once; the rest of the hosts follow within 5 ms of it (measured on Chromium 156), reflexive and
 * relayed ones a round trip later. 100 ms: docs/protocol.md, `ice_candidate`.
 */
const WINDOWS_MS = [0, 20, 50, 100] as const;

/** Groups own candidates into few frames without making the first ones wait. */
export class CandidateBatch {
  private waiting: (IceCandidate | null)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sent = 0;

  constructor(private readonly send: (candidates: readonly (IceCandidate | null)[]) => void) {}

  /** `null` is the end: whatever waits goes with it, at once. */
  push(candidate: IceCandidate | null): void {
    this.waiting.push(candidate);
    const window = WINDOWS_MS[this.sent] ?? 100;
    if (candidate === null || window === 0) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), window);
  }

  /** A gathering begins: its first candidate leaves at once again. */
  restart(): void {
    this.sent = 0;
  }

  /** Forgets what waits. */
  close(): void {
    clearTimeout(this.timer);
    this.waiting = [];
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sent += 1;
    this.send(this.waiting.splice(0));
  }
}
