import { GIVE_UP_MS } from '../call/limits.js';
import { liveCall, type MachineState } from '../call/state.js';
import type { ControlEvent } from '../call/events.js';
import type { ProfileRef } from '../protocol/identity.js';
import { keptMark, setKeptMark } from './kept-mark.js';
import { savedCallKey } from './saved-key.js';

type Resume = Extract<ControlEvent, { type: 'resume' }>;

/** What the page that leaves keeps for the page that comes, in the tab's own sessionStorage. */
export interface SavedCall {
  readonly event: Resume;
  /** Milliseconds since the epoch: a record that is older than the peer waits is not taken up. */
  readonly savedAt: number;
  /** The modal was shown. */
  readonly open: boolean;
}

/** What another page needs to take up the live call. It can, when the call was connected once with a client that knows how. */
export function callRecord(state: MachineState): Resume | null {
  const call = liveCall(state);
  if (!call) return null;
  const { id: callId, peer, party, kind, direction, muted, cameraOff, seq, startedAt, connectedAt } = call;
  const own = { callId, peer, party, kind, direction, muted, cameraOff, seq, startedAt, connectedAt };
  return { type: 'resume', ...own };
}

/** Keeps the live call. `false`: there is none, or none that another page could take up. */
export function saveCall(state: MachineState, open: boolean, savedAt: number): boolean {
  const event = callRecord(state);
  const { self } = state.config;
  if (!self || !event || event.party === null || event.connectedAt === null) return false;
  const saved: SavedCall = { event, savedAt, open };
  const text = JSON.stringify(saved);
  try {
    sessionStorage.setItem(savedCallKey(self), text);
    // a closed tab takes its own storage along: this is for the conversation (delivery/left-call.ts)
    localStorage.setItem(savedCallKey(self), text);
    if (!keptMark(self)) setKeptMark(self, 'kept');
  } catch {
    // Storage refused: the call ends with this page, as it would without us.
  }
  return true;
}

/** The call of the page before, once: whoever takes it removes it, so that a second one finds nothing. */
export function takeSavedCall(profile: ProfileRef, now: number): SavedCall | null {
  try {
    const key = savedCallKey(profile);
    const saved = JSON.parse(String(sessionStorage.getItem(key))) as SavedCall | null;
    sessionStorage.removeItem(key);
    if (!saved?.event.callId || now - saved.savedAt >= GIVE_UP_MS) return null;
    localStorage.removeItem(key);
    return saved;
  } catch {
    return null;
  }
}
