/** Reached through `import()` only. */
import type { Profile } from '../../protocol/identity.js';
import { KeptChats } from '../../storage/index.js';
import type { Core } from '../core.js';
import { Talks } from './talks.js';

export type { Talks };

/** The conversations of a profile, with what this device has of them. */
export async function openTalks(core: Core, profile: Profile): Promise<Talks> {
  const store = new KeptChats(profile);
  return new Talks(core, profile, store, await store.load());
}
