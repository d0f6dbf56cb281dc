import { add, isUnread, setStatus, type StatusChange, type Timeline } from '../../chat/timeline.js';
import type { MessageEntry, TimelineEntry } from '../../chat/types.js';
import { profileKey, type Profile, type ProfileRef } from '../../protocol/identity.js';

interface Conversation {
  readonly peer: Profile;
  readonly entries: Timeline;
}

const EMPTY: Timeline = [];

/** What one profile said with whom, in memory. */
export class Conversations {
  private readonly all = new Map<string, Conversation>();

  /** @param changed somebody's conversation is another now */
  constructor(private readonly changed: (peer: ProfileRef) => void) {}

  get unread(): number {
    let count = 0;
    for (const { entries } of this.all.values()) count += entries.filter(isUnread).length;
    return count;
  }

  get list(): readonly Conversation[] {
    return [...this.all.values()];
  }

  with(peer: ProfileRef | null): Timeline {
    return (peer && this.all.get(profileKey(peer))?.entries) || EMPTY;
  }

  unreadOf(peer: ProfileRef): readonly string[] {
    return this.with(peer)
      .filter(isUnread)
      .map(({ id }) => id);
  }

  /** `false` when it is there already. */
  put(peer: ProfileRef, entry: TimelineEntry): boolean {
    const before = this.with(peer);
    this.replace(peer, add(before, entry));
    return !before.some((one) => one.id === entry.id && one.entry === entry.entry);
  }

  setStatus(change: StatusChange): void {
    for (const { peer, entries } of this.all.values()) this.replace(peer, setStatus(entries, change));
  }

  /** An own message has its place in the server's order. */
  place(id: string, cursor: string): void {
    for (const { peer, entries } of this.all.values()) {
      const own = entries.find(
        (one): one is MessageEntry => one.entry === 'message' && one.mine && one.id === id,
      );
      if (own) this.replace(peer, add(entries, { ...own, status: 'sent', cursor }));
    }
  }

  /** What this device kept goes before what came meanwhile. */
  restore(peer: ProfileRef, kept: Timeline): void {
    this.all.set(profileKey(peer), { peer, entries: this.with(peer).reduce(add, kept) });
  }

  clear(): void {
    this.all.clear();
  }

  replace(peer: ProfileRef, entries: Timeline): void {
    if (entries === this.with(peer)) return;
    const key = profileKey(peer);
    // not every frame says a name
    const known = { ...this.all.get(key)?.peer, ...peer };
    this.all.set(key, { peer: known, entries });
    this.changed(known);
  }
}
