import { createStore, getMany, keys, update, type UseStore } from 'idb-keyval';
import { add, compareCursors, type Timeline } from '../chat/timeline.js';
import type { Unsent } from '../chat/types.js';
import { profileKey, type Profile, type ProfileRef } from '../protocol/identity.js';

/** Messages of one conversation that stay on this device; a server pages in older ones. */
export const MAX_KEPT = 500;

export interface KeptConversation {
  readonly peer: Profile;
  /** Oldest first. */
  readonly entries: Timeline;
}

/** What a profile has on this device. */
export interface Kept {
  readonly outbox: readonly Unsent[];
  /** How far the server's order is known here. */
  readonly cursor: string;
  readonly conversations: readonly KeptConversation[];
}

/**
 * One profile's conversations in IndexedDB. Two tabs may write at once: each write adds to what is there. Where storage
 * is refused (private mode, a full disk) nothing is kept, and nothing fails. Wiped by ./wipe.ts.
 */
export class KeptChats {
  private readonly prefix: string;

  constructor(profile: ProfileRef) {
    this.prefix = `${profileKey(profile)} `;
  }

  async load(): Promise<Kept> {
    const none: Kept = { outbox: [], cursor: '', conversations: [] };
    return attempt(none, async (store) => {
      const outbox = this.key('outbox');
      const cursor = this.key('cursor');
      const own = (await keys<string>(store)).filter((key) => key.startsWith(this.prefix));
      const rest = own.filter((key) => key !== outbox && key !== cursor);
      const [unsent, place, ...conversations] = await getMany<unknown>([outbox, cursor, ...rest], store);
      return {
        outbox: (unsent as Unsent[] | undefined) ?? [],
        cursor: (place as string | undefined) ?? '',
        conversations: conversations as KeptConversation[],
      };
    });
  }

  /** What waits now, of all tabs. */
  async unsent(): Promise<readonly Unsent[]> {
    return attempt(
      [],
      async (store) => (await getMany<readonly Unsent[]>([this.key('outbox')], store))[0] ?? [],
    );
  }

  /** Resolves when it is on the disk, or cannot be. */
  changeOutbox(change: (unsent: readonly Unsent[]) => readonly Unsent[]): Promise<void> {
    return this.change<readonly Unsent[]>('outbox', (old = []) => change(old));
  }

  async saveConversation(peer: ProfileRef, entries: Timeline): Promise<void> {
    await this.change<KeptConversation>(profileKey(peer), (old) => {
      // what another tab wrote meanwhile stays
      const known = new Set(entries.map(({ id }) => id));
      const others = (old?.entries ?? []).filter(({ id }) => !known.has(id));
      return { peer, entries: others.reduce(add, entries).slice(-MAX_KEPT) };
    });
  }

  /** After the conversations: a crash in between asks the server once more, and loses nothing. */
  saveCursor(cursor: string): Promise<void> {
    return this.change<string>('cursor', (old = '') => (compareCursors(old, cursor) > 0 ? old : cursor));
  }

  private key(name: string): string {
    return this.prefix + name;
  }

  private change<T>(name: string, change: (old: T | undefined) => T): Promise<void> {
    return attempt(undefined, (store) => update<T>(this.key(name), change, store));
  }
}

let opened: UseStore | undefined;

async function attempt<T>(instead: T, act: (store: UseStore) => Promise<T>): Promise<T> {
  try {
    return await act((opened ??= createStore('chat-call-modal', 'chats')));
  } catch {
    return instead;
  }
}
