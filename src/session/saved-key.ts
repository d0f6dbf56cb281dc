import { profileKey, type ProfileRef } from '../protocol/identity.js';

/** Where the page that leaves keeps its call: sessionStorage, which is the tab's own. One per profile. */
export function savedCallKey(profile: ProfileRef): string {
  return `ccm-call ${profileKey(profile)}`;
}

export function hasSavedCall(profile: ProfileRef): boolean {
  try {
    return savedCallKey(profile) in sessionStorage;
  } catch {
    return false; // storage refused
  }
}
