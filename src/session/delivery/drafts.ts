import { profileKey, type ProfileRef } from '../../protocol/identity.js';

const prefixOf = (profile: ProfileRef): string => `ccm-draft ${profileKey(profile)} `;

/** What is written and not sent yet, one per conversation, in the tab's own sessionStorage: it survives a navigation. */
export const drafts = {
  get(profile: ProfileRef, peer: ProfileRef): string {
    try {
      return sessionStorage.getItem(prefixOf(profile) + profileKey(peer)) ?? '';
    } catch {
      return ''; // storage refused
    }
  },

  set(profile: ProfileRef, peer: ProfileRef, text: string): void {
    const key = prefixOf(profile) + profileKey(peer);
    try {
      if (text) sessionStorage.setItem(key, text);
      else sessionStorage.removeItem(key);
    } catch {
      // as above
    }
  },
};
