import { profileKey, type ProfileRef } from '../protocol/identity.js';
import type { ClientSocket } from './client-socket.js';

/** Who is there: any number of sockets a profile. */
export class Registry {
  private readonly byProfile = new Map<string, Set<ClientSocket>>();

  add(client: ClientSocket): void {
    const key = profileKey(client.profile);
    const sockets = this.byProfile.get(key) ?? new Set();
    this.byProfile.set(key, sockets.add(client));
  }

  remove(client: ClientSocket): void {
    const key = profileKey(client.profile);
    const sockets = this.byProfile.get(key);
    sockets?.delete(client);
    if (sockets?.size === 0) this.byProfile.delete(key);
  }

  of(profile: ProfileRef): readonly ClientSocket[] {
    return [...(this.byProfile.get(profileKey(profile)) ?? [])];
  }

  all(): readonly ClientSocket[] {
    return [...this.byProfile.values()].flatMap((sockets) => [...sockets]);
  }

  /** Profiles that have at least one socket. */
  get profiles(): number {
    return this.byProfile.size;
  }
}
