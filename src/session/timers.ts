import type { TimerName } from '../call/effects.js';

interface Timer {
  readonly callId: string;
  readonly timer: TimerName;
}

export interface CallTimers {
  readonly start: (timer: Timer & { readonly ms: number }) => void;
  readonly cancel: (timer: Timer) => void;
  /** Fires what is due by the clock on the wall: timers stand still while a machine sleeps, and are late in a hidden tab. */
  readonly check: () => void;
}

interface Running {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly run: () => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The call machine's timers, by call and name. Starting one anew replaces it. `now`: milliseconds since the epoch. */
export function callTimers(fired: (callId: string, timer: TimerName) => void, now: () => number): CallTimers {
  const running = new Map<string, Running>();
  const cancel = ({ callId, timer }: Timer) => {
    const key = `${timer} ${callId}`;
    clearTimeout(running.get(key)?.timer);
    running.delete(key);
    return key;
  };
  return {
    start({ ms, ...timer }) {
      const key = cancel(timer);
      const run = () => {
        cancel(timer);
        fired(timer.callId, timer.timer);
      };
      running.set(key, { at: now() + ms, run, timer: setTimeout(run, ms) });
    },
    cancel,
    check() {
      // what one of them cancels is not visited any more
      for (const { at, run } of running.values()) if (at <= now()) run();
    },
  };
}
