import { profileKey, type ProfileRef } from '../protocol/identity.js';

/**
 * A word in localStorage about what IndexedDB holds of a profile, so that a page which has nothing of it loads nothing:
 * `wanted` when something waits to be sent or to be seen, `kept` when there is only history.
 */
export type KeptMark = 'wanted' | 'kept' | null;

const keyOf = (profile: ProfileRef): string => `ccm-chat ${profileKey(profile)}`;

export function keptMark(profile: ProfileRef): KeptMark {
  try {
    return localStorage.getItem(keyOf(profile)) as KeptMark;
  } catch {
    return null; // storage refused
  }
}

export function setKeptMark(profile: ProfileRef, mark: KeptMark): void {
  try {
    if (mark) localStorage.setItem(keyOf(profile), mark);
    else localStorage.removeItem(keyOf(profile));
  } catch {
    // as above
  }
}
