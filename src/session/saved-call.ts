import { GIVE_UP_MS } from '../call/limits.js';
import { liveCall, type MachineState } from '../call/state.js';
import type { ControlEvent } from '../call/events.js';
import type { ProfileRef } from '../protocol/identity.js';
import { savedCallKey } from './saved-key.js';

type Resume = Extract<ControlEvent, { type: 'resume' }>;

/** What the page that leaves keeps for the page that comes, in the tab's own sessionStorage. */
interface SavedCall extends Omit<Resume, 'type'> {
  /** Milliseconds since the epoch: a record that is older than the peer waits is not taken up. */
  readonly savedAt: number;
  /** The modal was shown. */
  readonly open: boolean;
}

/** Keeps the live call, when it can be taken up: connected once, with a client that knows how. */
export function saveCall(state: MachineState, open: boolean, now: number): void {
  const call = liveCall(state);
  const { self } = state.config;
  if (!self || !call || call.party === null || call.connectedAt === null) return;
  const { id: callId, peer, party, kind, direction, muted, cameraOff, startedAt, connectedAt } = call;
  const saved: SavedCall = {
    ...{ callId, peer, party, kind, direction, muted, cameraOff, startedAt, connectedAt },
    ...{ savedAt: now, open },
  };
  try {
    sessionStorage.setItem(savedCallKey(self), JSON.stringify(saved));
  } catch {
    // Storage refused: the call ends with this page, as it would without us.
  }
}

/** The call of the page before, once: whoever takes it removes it, so that a second one finds nothing. */
export function takeSavedCall(profile: ProfileRef, now: number): { event: Resume; open: boolean } | null {
  try {
    const text = sessionStorage.getItem(savedCallKey(profile));
    sessionStorage.removeItem(savedCallKey(profile));
    const saved = text ? (JSON.parse(text) as SavedCall) : null;
    if (!saved || !(now - saved.savedAt < GIVE_UP_MS) || typeof saved.callId !== 'string') return null;
    const { savedAt: _at, open, ...rest } = saved;
    return { event: { ...rest, type: 'resume' }, open };
  } catch {
    return null;
  }
}
