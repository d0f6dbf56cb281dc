import type { CallSnapshot } from '../../call/snapshot.js';
import type { Strings } from '../../i18n/en.js';
import { clock } from './clock.js';

/** The text of the status region: what the call is doing, how long it has run, or why it ended. `now` in ms. */
export function callStatus(call: CallSnapshot, now: number, strings: Strings): string {
  switch (call.phase) {
    case 'inviting':
      return call.remoteRinging ? strings.ringing : strings.calling;
    case 'ringing':
      return strings.ringing;
    case 'connecting':
      return strings.connecting;
    case 'connected':
      return clock(Math.max(0, Math.floor((now - (call.connectedAt ?? now)) / 1000)));
    case 'reconnecting':
      return strings.reconnecting;
    case 'ended':
      return strings.endReason[call.endReason ?? 'hangup'];
  }
}
