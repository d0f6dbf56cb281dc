import type { ProfileRef } from '../../protocol/identity.js';
import { KeptChats } from '../../storage/index.js';
import { savedCallKey } from '../saved-key.js';
import { drafts } from './drafts.js';

/** Outbox, history, drafts, places and a left call of one profile, and which emoji were used last here. */
export async function wipeChats(profile: ProfileRef): Promise<void> {
  drafts.wipe(profile);
  try {
    // kept by ui/conversation/place.ts, which does not know whose they are
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith('ccm-place ')) sessionStorage.removeItem(key);
    localStorage.removeItem(savedCallKey(profile));
  } catch {
    // storage refused
  }
  await new KeptChats(profile).wipe();
}
