export interface Rate {
  /** Most that go at once. */
  readonly burst: number;
  /** What comes back every second. */
  readonly perSecond: number;
}

/** Counts what a socket may still do. No timer: it is filled up when it is asked. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  /** `now` gives milliseconds of a clock that never goes back. */
  constructor(
    private readonly rate: Rate,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.tokens = rate.burst;
    this.filledAt = now();
  }

  /** `false`: nothing left. */
  take(): boolean {
    const at = this.now();
    const back = ((at - this.filledAt) / 1000) * this.rate.perSecond;
    this.tokens = Math.min(this.rate.burst, this.tokens + back);
    this.filledAt = at;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
