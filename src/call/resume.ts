import type { ControlEvent, Timed } from './events.js';
import { dismiss } from './end.js';
import { GIVE_UP_MS } from './limits.js';
import { openPeer } from './offers.js';
import { newCall } from './state.js';
import type { Turn } from './turn.js';

/** Recovery after navigation: the call of the page before, on a new peer connection. Only clients of ours can do that. */
export function resume(turn: Turn, event: Timed<Extract<ControlEvent, { type: 'resume' }>>): void {
  if (turn.live || !turn.config.self) return;
  dismiss(turn);
  const { type: _type, at: _at, callId: id, ...saved } = event;
  turn.heardFrom(event.peer, event.party);
  // It may have rung here, or moved away from here.
  const tombstones = turn.state.tombstones.filter(({ callId }) => callId !== id);
  turn.state = { ...turn.state, tombstones };
  turn.set(newCall({ ...saved, id, phase: 'reconnecting', resuming: true }));
  turn.startTimer(id, 'give_up', GIVE_UP_MS);
  openPeer(turn, 'resume');
}
