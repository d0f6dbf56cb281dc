import { profileKey, type ProfileRef } from '../../protocol/identity.js';
import { KeptChats } from '../../storage/index.js';
import { savedCallKey } from '../saved-key.js';
import { termsKey, unkept } from '../terms.js';

/**
 * Outbox, history, drafts, places, what was settled and a left call of one profile, and which emoji were used last here. What it wants of
 * notices stays: that says nothing of what was written (../wishes.ts).
 */
export async function wipeChats(profile: ProfileRef): Promise<void> {
  const own = profileKey(profile);
  try {
    // places are kept by ui/conversation/place.ts, which does not know whose they are
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith('ccm-place ') || key.indexOf(own) === key.indexOf(' ') + 1)
        sessionStorage.removeItem(key);
    localStorage.removeItem('ccm-emoji'); // storage/recent.ts
    const terms = termsKey(profile);
    for (const key of Object.keys(localStorage)) if (key.startsWith(terms)) localStorage.removeItem(key);
    localStorage.removeItem(savedCallKey(profile));
  } catch {
    // storage refused
  }
  unkept.clear();
  await new KeptChats(profile).wipe();
}
