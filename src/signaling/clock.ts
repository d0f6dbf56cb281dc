/** Time as a port, so that tests move it. Handles are opaque. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  setTimeout(run: () => void, ms: number): unknown;
  /** Safe for handles that already ran. */
  clearTimeout(handle: unknown): void;
}

/** The platform's. Arrow functions, because browsers refuse `setTimeout` with a foreign `this`. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms),
  clearTimeout: (handle) => clearTimeout(handle as number | undefined),
};
