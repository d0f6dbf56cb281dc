import type { Dialect } from '../types.js';
import { profileDialect } from './profile.js';

/** Loaded when first used; given the name and what stands after it. */
const lazy = new Map<string, (choice: string) => Promise<Dialect>>([
  ['channels', (choice) => import('./channels.js').then((room) => room.createChannelsDialect(choice))],
  ['relay', (choice) => import('./relay.js').then((room) => room.createRelayDialect(choice))],
  ['socketio', () => import('./socketio.js').then((room) => room.createSocketIoDialect())],
]);

export class UnknownDialectError extends Error {
  override readonly name = 'UnknownDialectError';

  constructor(readonly dialect: string) {
    super(dialect);
  }
}

/**
 * The dialect of that name, with options after it, or the page's own object as it is. `profile` comes at once, it is in the first bundle.
 * Rejects with an UnknownDialectError, or with the browser's error when a chunk does not load.
 */
export function loadDialect(choice: string | Dialect): Dialect | Promise<Dialect> {
  if (typeof choice === 'object') return choice;
  if (!choice || choice === profileDialect.name) return profileDialect;
  return lazy.get(choice.replace(/ .*/, ''))?.(choice) ?? Promise.reject(new UnknownDialectError(choice));
}

/** Whether the offer follows the acceptance there: known before the dialect has loaded, so that no call starts otherwise. */
export function offersLate(choice: string | Dialect): boolean {
  return typeof choice === 'object' ? !!choice.offerAfterAcceptance : choice === 'socketio';
}
