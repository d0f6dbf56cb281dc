import type { ControlEvent, ReportEvent, Timed } from './events.js';
import { SILENCE_RECOVERIES } from './limits.js';
import { rebuild, reoffer } from './offers.js';
import { interrupted, restart } from './reports.js';
import type { Turn } from './turn.js';

/** New candidates at once. What still runs goes on meanwhile; the ladder begins anew, within the same 30 s. */
export function networkChanged(
  turn: Turn,
  _event: Timed<Extract<ControlEvent, { type: 'network_changed' }>>,
): void {
  const call = turn.live;
  if (call?.phase === 'connected') return reoffer(turn, 'restart');
  if (call?.phase !== 'reconnecting') return;
  turn.patch({ restarts: 0 });
  restart(turn);
}

/** Does it still ring? A caller whose call is over says so; one that is calling hears that it rings here. */
export function socketOpened(turn: Turn): void {
  if (turn.live?.phase === 'ringing') turn.send({ type: 'call_ringing' });
}

/** Connected, and nothing arrives: an ICE restart, the next time a new connection, then only the words for it. */
export function silenceChanged(
  turn: Turn,
  { silence }: Timed<Extract<ReportEvent, { type: 'silence_changed' }>>,
): void {
  const call = turn.live;
  if (call?.phase !== 'connected') return;
  if (silence === 'none') return turn.patch({ silence: null });
  // Once it was in vain, it stays so until something arrives.
  const done = call.recoveries >= SILENCE_RECOVERIES || call.party === null;
  const lasting = call.silence === 'lasting' || (silence === 'long' && done);
  turn.patch({ silence: lasting ? 'lasting' : 'noticed' });
  if (silence !== 'long' || done) return;
  turn.patch({ recoveries: call.recoveries + 1 });
  if (call.recoveries === 0) return reoffer(turn, 'restart');
  interrupted(turn);
  rebuild(turn);
}
