import type { CallSnapshot } from '../../call/snapshot.js';
import type { Strings } from '../../i18n/en.js';
import { clock } from './clock.js';

/** The text of the status region: what the call is doing, how long it has run, or why it ended. `now` in ms. */
export function callStatus(call: CallSnapshot, now: number, strings: Strings): string {
  const { phase, remoteRinging, connectedAt, endReason } = call;
  if (phase === 'connected') return clock(Math.max(0, Math.floor((now - (connectedAt ?? now)) / 1000)));
  if (phase === 'ended') return strings.endReason[endReason ?? 'hangup'];
  return phase === 'inviting' && !remoteRinging
    ? strings.calling
    : strings[phase === 'inviting' ? 'ringing' : phase];
}
