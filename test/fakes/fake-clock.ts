/** A clock whose time moves only by `advance()`. Fits every clock and timer port of `src`. */
export interface FakeClock {
  /** Milliseconds since the epoch. */
  now(): number;
  setTimeout(run: () => void, ms?: number): number;
  /** Safe for handles that ran, were cleared, or never existed. */
  clearTimeout(handle: unknown): void;
  /** Moves time and runs what falls due, in order of due time, with `now()` at that time; also what those timers add. */
  advance(ms: number): void;
  /** `advance`, with all promises settled before, between and after the timers. */
  advanceAsync(ms: number): Promise<void>;
  /** Timers that wait. 0 after a clean-up. */
  readonly pending: number;
}

interface Timer {
  readonly handle: number;
  readonly due: number;
  readonly run: () => void;
}

/** Resolves when every promise that can settle without time passing has settled. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

export function createFakeClock(start = 1_000_000): FakeClock {
  let time = start;
  let handles = 0;
  let timers: Timer[] = [];

  /** Takes out the next timer that is due by `end` and moves time to it. */
  const next = (end: number): Timer | undefined => {
    const [first] = timers
      .filter(({ due }) => due <= end)
      .sort((a, b) => a.due - b.due || a.handle - b.handle);
    if (first) {
      timers = timers.filter((timer) => timer !== first);
      time = Math.max(time, first.due);
    }
    return first;
  };

  return {
    now: () => time,
    setTimeout: (run, ms = 0) => {
      handles += 1;
      timers.push({ handle: handles, due: time + Math.max(0, ms), run });
      return handles;
    },
    clearTimeout: (handle) => {
      timers = timers.filter((timer) => timer.handle !== handle);
    },
    advance: (ms) => {
      const end = time + ms;
      for (let timer = next(end); timer; timer = next(end)) timer.run();
      time = end;
    },
    advanceAsync: async (ms) => {
      const end = time + ms;
      await settle();
      for (let timer = next(end); timer; timer = next(end)) {
        timer.run();
        await settle();
      }
      time = end;
    },
    get pending() {
      return timers.length;
    },
  };
}
