import { PeerError } from './peer-error.js';
import type { PeerStep } from './peer-error.js';

/**
 * One negotiation step at a time, in the order of the calls. A step that finds the line free starts at once: no call
 * waits for a queue that is empty.
 */
export class Operations {
  private tail: Promise<void> | null = null;
  private closedBy: PeerError | null = null;
  private end!: (error: PeerError) => void;
  /** Rejects on `close`: the promises of a closed RTCPeerConnection stay pending for ever (W3C, "chain an operation"). */
  private readonly ended = new Promise<never>((_, reject) => {
    this.end = reject;
  });

  constructor() {
    this.ended.catch(() => undefined);
  }

  /** @throws PeerError named after the step that failed, or after what closed the line */
  async run<T>(step: PeerStep, task: () => Promise<T>): Promise<T> {
    const guarded = (): Promise<T> => (this.closedBy ? this.ended : task());
    const running = Promise.race([this.tail ? this.tail.then(guarded) : guarded(), this.ended]);
    const tail = running.then(done, done).then(() => {
      if (this.tail === tail) this.tail = null;
    });
    this.tail = tail;
    try {
      return await running;
    } catch (error) {
      throw error instanceof PeerError ? error : new PeerError(step, error);
    }
  }

  /** Whatever runs or waits rejects now, and so does everything later. The first cause stands. */
  close(step: PeerStep, cause?: unknown): void {
    this.closedBy ??= new PeerError(step, cause);
    this.end(this.closedBy);
  }
}

function done(): void {
  // only the end of a step counts for the next one, not how it ended
}
