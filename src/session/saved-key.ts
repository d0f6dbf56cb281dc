import { profileKey, type ProfileRef } from '../protocol/identity.js';

/**
 * Where the page that leaves keeps its call: in sessionStorage, which is the tab's own, for the page that takes it up; in
 * localStorage for the conversation, when none does. One per profile.
 */
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
