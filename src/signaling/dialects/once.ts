/** Different messages remembered: those of a few calls. */
const MAX_REMEMBERED = 64;

/**
 * Tells copies from repeats where two sockets may bring the same message: the second one on the same socket is a repeat,
 * and counts; one on the other socket is a copy of what has been counted.
 */
export class Once {
  private readonly seen = new Map<string, { counted: number; readonly on: Map<string, number> }>();

  isNew(message: string, socket: string): boolean {
    const entry = this.seen.get(message) ?? { counted: 0, on: new Map<string, number>() };
    const times = (entry.on.get(socket) ?? 0) + 1;
    entry.on.set(socket, times);
    this.seen.delete(message);
    this.seen.set(message, entry);
    for (const oldest of this.seen.keys()) {
      if (this.seen.size <= MAX_REMEMBERED) break;
      this.seen.delete(oldest);
    }
    if (times <= entry.counted) return false;
    entry.counted = times;
    return true;
  }
}
