import type { Term } from '../../chat/types.js';

/** What is settled about a person, where, and what takes the place of storage that is refused: as in ../terms.ts, which this part must not load. */
export interface Terms {
  readonly key: string;
  readonly held: string;
  readonly unkept: Map<string, string>;
}

/** Keeps what somebody settled about another person. Wiped at sign-out. */
export function settle({ key, held, unkept }: Terms, term: Term, on: boolean): void {
  const others = held.split(' ').filter((one) => one && one !== term);
  const now = [...others, ...(on ? [term] : [])].join(' ');
  try {
    if (now) localStorage.setItem(key, now);
    else localStorage.removeItem(key);
  } catch {
    unkept.set(key, now);
  }
}
