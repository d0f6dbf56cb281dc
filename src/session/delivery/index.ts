import type { Profile } from '../../protocol/identity.js';
import { KeptChats } from '../../storage/index.js';
import type { Core } from '../core.js';
import { takeLeftCall } from './left-call.js';
import { Talks } from './talks.js';

export type { Talks };

/**
 * The conversations of a profile, with what this device has of them.
 * @param isWanted asked when that is read: whoever signed out meanwhile has had it wiped, and it must not be written anew
 * @returns `null` where it is not wanted any more
 */
export async function openTalks(
  core: Core,
  profile: Profile,
  isWanted: () => boolean,
): Promise<Talks | null> {
  const store = new KeptChats(profile);
  const kept = await store.load();
  if (!isWanted()) return null;
  const talks = new Talks(core, profile, store, kept);
  const left = takeLeftCall(profile);
  if (left) talks.logCall(left.effect, left.at);
  return talks;
}
