import { profileKey, type ProfileRef } from '../protocol/identity.js';

/** Where storage is refused: as long as the page. */
export const unkept = new Map<string, string>();

export const termsKey = (profile: ProfileRef, peer?: ProfileRef): string =>
  `ccm-terms ${profileKey(profile)} ${peer ? profileKey(peer) : ''}`;

/**
 * What `profile` settled about `peer`, in words: `blocked`, `no_read`, `no_typing` (not told). In localStorage: a frame is looked at when
 * it comes, in each tab, and who is blocked must not ring.
 */
export function termsOf(profile: ProfileRef | null, peer: ProfileRef | null): string {
  if (!profile || !peer) return '';
  const key = termsKey(profile, peer);
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return unkept.get(key) ?? '';
  }
}

export const isBlocked = (profile: ProfileRef | null, peer: ProfileRef): boolean =>
  termsOf(profile, peer).includes('blocked');
