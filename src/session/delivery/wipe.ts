import type { ProfileRef } from '../../protocol/identity.js';
import { KeptChats } from '../../storage/index.js';
import { drafts } from './drafts.js';

/** Outbox, history and drafts of one profile. Reached through `import()` only. */
export async function wipeChats(profile: ProfileRef): Promise<void> {
  drafts.wipe(profile);
  await new KeptChats(profile).wipe();
}
