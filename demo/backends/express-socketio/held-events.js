/** How long an event waits for somebody whose connection is gone: a page change, a tunnel, a lift. */
export const HOLD_MS = 30_000;
/** One call's descriptions and candidates fit several times. */
const MAX_PER_USER = 200;

/**
 * Events for people who are away for a moment, in order.
 *
 * @typedef {{at: number, callId: string, name: string, payload: object}} Held
 */
export class HeldEvents {
  /** @type {Map<string, Held[]>} */
  #held = new Map();
  #now;

  /** @param {() => number} now milliseconds */
  constructor(now) {
    this.#now = now;
  }

  /** @param {string} userId @param {Omit<Held, 'at'>} event */
  add(userId, event) {
    const waiting = this.#fresh(userId);
    // The caller repeats its invitation: once is enough.
    const repeated = event.name === 'call:incoming' && waiting.some(({ callId }) => callId === event.callId);
    if (!repeated) waiting.push({ ...event, at: this.#now() });
    this.#held.set(userId, waiting.slice(-MAX_PER_USER));
    // of those who never came back
    for (const user of this.#held.keys()) if (this.#fresh(user).length === 0) this.#held.delete(user);
  }

  /** What waits for this user, once. @param {string} userId */
  take(userId) {
    const waiting = this.#fresh(userId);
    this.#held.delete(userId);
    return waiting;
  }

  /** @param {string} userId */
  #fresh(userId) {
    return (this.#held.get(userId) ?? []).filter(({ at }) => this.#now() - at < HOLD_MS);
  }
}
