/** Reached through `import()` only, at sign-out: also of a page that loaded nothing else. */
import { profileKey, type ProfileRef } from '../../protocol/identity.js';
import { wipeKept } from '../../storage/wipe.js';

/**
 * Outbox, history, drafts, places, what was settled and a left call of one profile, and which emoji were used last here. What it wants of
 * notices stays: that says nothing of what was written (../wishes.ts).
 */
export async function wipeChats(profile: ProfileRef): Promise<void> {
  const own = profileKey(profile);
  // `ccm-draft ["tutor","1"] …`; places are kept by ui/conversation/place.ts, which does not know whose they are, emoji by storage/recent.ts
  const isOwn = (key: string): boolean =>
    /^ccm-(place |emoji$)/.test(key) ||
    (/^ccm-(?!notices)/.test(key) && key.indexOf(own) === key.indexOf(' ') + 1);
  try {
    for (const storage of [sessionStorage, localStorage])
      for (const key of Object.keys(storage)) if (isOwn(key)) storage.removeItem(key);
  } catch {
    // storage refused
  }
  await wipeKept(`${own} `);
}
