import { profileKey, type ProfileRef } from '../../protocol/identity.js';
import type { Way } from './ways.js';

/** While somebody writes, it is said this often, in milliseconds, and believed for twice as long. */
const SAY_MS = 3000;

/** Who is writing: told to the other side, and heard from it. */
export class Typing {
  private readonly heard = new Map<string, ReturnType<typeof setTimeout>>();
  private saidAt = 0;

  constructor(
    private readonly wayTo: (peer: ProfileRef) => Way | null,
    private readonly now: () => number,
    private readonly changed: () => void,
  ) {}

  isTyping(peer: ProfileRef): boolean {
    return this.heard.has(profileKey(peer));
  }

  /** There is a text in the field, or none any more. */
  say(peer: ProfileRef, active: boolean): void {
    const now = this.now();
    if (active ? now - this.saidAt < SAY_MS : !this.saidAt) return;
    this.saidAt = active ? now : 0;
    const way = this.wayTo(peer);
    if (way?.typing) way.send({ type: 'typing', active });
  }

  /** A message takes the mark away on the other side. */
  sent(): void {
    this.saidAt = 0;
  }

  hear(peer: ProfileRef, active: boolean): void {
    const key = profileKey(peer);
    const was = this.heard.get(key);
    clearTimeout(was);
    this.heard.delete(key);
    if (active)
      this.heard.set(
        key,
        setTimeout(() => this.hear(peer, false), 2 * SAY_MS),
      );
    if (active !== (was !== undefined)) this.changed();
  }

  stop(): void {
    for (const timer of this.heard.values()) clearTimeout(timer);
    this.heard.clear();
  }
}
