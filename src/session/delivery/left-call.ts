import type { Effect } from '../../call/effects.js';
import type { ProfileRef } from '../../protocol/identity.js';
import type { SavedCall } from '../saved-call.js';
import { savedCallKey } from '../saved-key.js';

/** A call whose page was closed and that no other page took up, as its end would have been told. */
export interface LeftCall {
  readonly effect: Extract<Effect, { type: 'log_call' }>;
  /** Milliseconds since the epoch: when the page was closed. */
  readonly at: number;
}

/** That call, once. */
export function takeLeftCall(profile: ProfileRef): LeftCall | null {
  try {
    const key = savedCallKey(profile);
    const { event, savedAt: at } = JSON.parse(localStorage.getItem(key)!) as SavedCall;
    localStorage.removeItem(key);
    const { callId, peer, kind, direction, connectedAt } = event;
    // 0: it was another device's
    const duration = Math.round((at - connectedAt!) / 1000) || 1;
    const mine = direction === 'outgoing';
    return { effect: { type: 'log_call', callId, peer, mine, kind, outcome: 'answered', duration }, at };
  } catch {
    return null; // there is none, or storage is refused
  }
}
