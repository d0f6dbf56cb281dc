import { profileKey, type ProfileRef } from '../protocol/identity.js';

/** What somebody does not want: a sound, notifications of the system, or what was written in them. */
export type Unwanted = 'sound' | 'notifications' | 'text';

const keyOf = (profile: ProfileRef): string => `ccm-notices ${profileKey(profile)}`;

/** What a person wants of notices, per profile and on this device. It stays at sign-out: it says nothing of what was written. */
export class Wishes {
  private unwanted: readonly string[] = [];

  constructor(private readonly profile: ProfileRef) {
    try {
      this.unwanted = (localStorage.getItem(keyOf(profile)) ?? '').split(' ');
    } catch {
      // storage refused: as long as the page
    }
  }

  wants(what: Unwanted): boolean {
    return !this.unwanted.includes(what);
  }

  set(what: Unwanted, wanted: boolean): void {
    const rest = this.unwanted.filter((one) => one && one !== what);
    this.unwanted = wanted ? rest : [...rest, what];
    try {
      localStorage.setItem(keyOf(this.profile), this.unwanted.join(' '));
    } catch {
      // as above
    }
  }
}
