import type { TimerName } from '../call/effects.js';

interface Timer {
  readonly callId: string;
  readonly timer: TimerName;
}

export interface CallTimers {
  readonly start: (timer: Timer & { readonly ms: number }) => void;
  readonly cancel: (timer: Timer) => void;
  readonly clear: () => void;
}

/** The call machine's timers, by call and name. Starting one anew replaces it. */
export function callTimers(fired: (callId: string, timer: TimerName) => void): CallTimers {
  const running = new Map<string, ReturnType<typeof setTimeout>>();
  const cancel = ({ callId, timer }: Timer) => {
    const key = `${timer} ${callId}`;
    clearTimeout(running.get(key));
    running.delete(key);
    return key;
  };
  return {
    start({ callId, timer, ms }) {
      const key = cancel({ callId, timer });
      const fire = () => {
        running.delete(key);
        fired(callId, timer);
      };
      running.set(key, setTimeout(fire, ms));
    },
    cancel,
    clear() {
      for (const handle of running.values()) clearTimeout(handle);
      running.clear();
    },
  };
}
