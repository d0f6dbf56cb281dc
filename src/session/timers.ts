import type { TimerName } from '../call/effects.js';

/** The call machine's timers, by call and name. Starting one anew replaces it. */
export class CallTimers {
  private readonly running = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly fired: (callId: string, timer: TimerName) => void) {}

  get size(): number {
    return this.running.size;
  }

  start(callId: string, timer: TimerName, ms: number): void {
    this.cancel(callId, timer);
    const key = keyOf(callId, timer);
    const handle = setTimeout(() => {
      this.running.delete(key);
      this.fired(callId, timer);
    }, ms);
    this.running.set(key, handle);
  }

  cancel(callId: string, timer: TimerName): void {
    const key = keyOf(callId, timer);
    clearTimeout(this.running.get(key));
    this.running.delete(key);
  }

  clear(): void {
    for (const handle of this.running.values()) clearTimeout(handle);
    this.running.clear();
  }
}

function keyOf(callId: string, timer: TimerName): string {
  return `${timer} ${callId}`;
}
