import type { Effect, EffectType } from '../call/effects.js';
import type { PeerHost } from './peer-host.js';
import type { Ringer } from './tabs.js';
import type { CallTimers } from './timers.js';

type Runner = { readonly [T in EffectType]: (effect: Extract<Effect, { type: T }>) => void };

/** A mapped type over the effects: a missing handler does not compile. */
export function createEffectRunner(
  peers: PeerHost,
  timers: CallTimers,
  ringer: () => Ringer,
  own: Pick<Runner, 'send' | 'preload_rtc' | 'log_call'>,
): (effect: Effect) => void {
  const runner: Runner = {
    ...own,
    start_timer: timers.start,
    cancel_timer: timers.cancel,
    start_ringtone: ({ tone }) => ringer().play(tone),
    stop_ringtone: () => ringer().stop(),
    open_peer: (effect) => peers.open(effect),
    reoffer: (effect) => peers.reoffer(effect),
    accept_offer: (effect) => peers.accept(effect),
    answer_reinvitation: (effect) => peers.reanswer(effect),
    apply_answer: (effect) => peers.applyAnswer(effect),
    add_candidates: (effect) => peers.addCandidates(effect),
    set_muted: ({ callId, muted }) => peers.apply(callId, (peer) => peer.setMuted(muted)),
    set_camera: ({ callId, off }) => peers.apply(callId, (peer) => void peer.setCameraOff(off)),
    close_peer: ({ callId }) => peers.close(callId),
  };
  return (effect) => (runner[effect.type] as (effect: Effect) => void)(effect);
}
