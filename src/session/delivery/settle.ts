import type { Term } from '../../chat/types.js';
import type { ProfileRef } from '../../protocol/identity.js';
import { termsKey, termsOf, unkept } from '../terms.js';

/** Keeps what somebody settled about another person. Wiped at sign-out. */
export function settle(profile: ProfileRef, peer: ProfileRef, term: Term, on: boolean): void {
  const others = termsOf(profile, peer)
    .split(' ')
    .filter((one) => one && one !== term);
  const now = [...others, ...(on ? [term] : [])].join(' ');
  const key = termsKey(profile, peer);
  try {
    if (now) localStorage.setItem(key, now);
    else localStorage.removeItem(key);
  } catch {
    unkept.set(key, now);
  }
}
