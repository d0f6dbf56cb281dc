import type { Timeline } from '../../chat/timeline.js';
import { profileKey, type ProfileRef } from '../../protocol/identity.js';
import type { KeptChats } from '../../storage/index.js';

/** Writes what changed, as fast as the disk takes it: changes that come meanwhile are written together. */
export class Keeper {
  private readonly dirty = new Map<string, ProfileRef>();
  private cursor = '';
  private writing = false;
  private written: Promise<void> = Promise.resolve();
  /** Nothing is written any more. */
  stopped = false;

  constructor(
    private readonly store: KeptChats,
    private readonly chat: { entries(peer: ProfileRef): Timeline },
  ) {}

  keep(peer: ProfileRef): void {
    this.dirty.set(profileKey(peer), peer);
    this.start();
  }

  reached(cursor: string): void {
    this.cursor = cursor;
    this.start();
  }

  stop(): void {
    this.stopped = true;
  }

  /** When what has changed in this turn is written. */
  async settled(): Promise<void> {
    await Promise.resolve();
    await this.written;
  }

  private start(): void {
    if (this.writing) return;
    this.writing = true;
    this.written = this.write();
  }

  private async write(): Promise<void> {
    await Promise.resolve(); // what one frame changes is one write
    while (!this.stopped && (this.dirty.size || this.cursor)) {
      const peers = [...this.dirty.values()];
      const { cursor } = this;
      this.dirty.clear();
      this.cursor = '';
      for (const peer of peers)
        if (!this.stopped) await this.store.saveConversation(peer, through(this.chat.entries(peer)));
      if (cursor && !this.stopped) await this.store.saveCursor(cursor);
    }
    this.writing = false;
  }
}

/** What is not through yet is in the outbox. */
function through(timeline: Timeline): Timeline {
  return timeline.filter(
    (one) => one.entry === 'call' || (one.status !== 'sending' && one.status !== 'failed'),
  );
}
