import type { ChatReceipt } from '../../protocol/frames.js';
import { profileKey, type ProfileRef } from '../../protocol/identity.js';
import type { Way } from './ways.js';

/** Receipts of this many milliseconds go out together: three frames a second, of the five that a server may allow. */
const TOGETHER_MS = 300;
/** Ids in one frame: 100 of the longest are under 64 KiB. */
const MAX_IDS = 100;

type Status = ChatReceipt['status'];

interface Owed {
  readonly peer: ProfileRef;
  readonly ids: Map<string, Status>;
}

/** What the other side does not know yet of its messages: kept until there is a way to tell. */
export class Receipts {
  private readonly owed = new Map<string, Owed>();
  /** There was no way to tell. */
  stuck = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly wayTo: (peer: ProfileRef) => Way | null,
    private readonly self: ProfileRef,
  ) {}

  owe(peer: ProfileRef, ids: readonly string[], status: Status): void {
    const key = profileKey(peer);
    const owed = this.owed.get(key) ?? { peer, ids: new Map<string, Status>() };
    this.owed.set(key, owed);
    for (const id of ids) if (owed.ids.get(id) !== 'read') owed.ids.set(id, status);
    this.timer ??= setTimeout(() => this.flush(), TOGETHER_MS);
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stuck = false;
    for (const [key, { peer, ids }] of this.owed) {
      const way = this.wayTo(peer);
      if (!way) {
        this.stuck = true;
        continue;
      }
      this.owed.delete(key);
      for (const status of way.receipts ? (['delivered', 'read'] as const) : []) {
        const all = [...ids].filter(([, each]) => each === status).map(([id]) => id);
        for (let i = 0; i < all.length; i += MAX_IDS) {
          const told = { type: 'chat_receipt', message_ids: all.slice(i, i + MAX_IDS) } as const;
          if (status === 'delivered' || way.reads) way.send({ ...told, status });
          else {
            way.send({ ...told, status: 'delivered' });
            // for this person's other tabs and devices it is read
            this.wayTo(this.self)?.send({ ...told, status });
          }
        }
      }
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
