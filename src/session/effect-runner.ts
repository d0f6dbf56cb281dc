import type { Effect, EffectType } from '../call/effects.js';
import type { CallEvent } from '../call/events.js';
import type { PeerHost } from './peer-host.js';
import type { CallTimers } from './timers.js';

type Of<T extends EffectType> = Extract<Effect, { type: T }>;
type Runner = { readonly [T in EffectType]: (effect: Of<T>) => void };

export interface RunnerRooms {
  readonly peers: PeerHost;
  readonly timers: CallTimers;
  readonly ringer: { play(tone: 'ringtone' | 'ringback'): void; stop(): void };
  readonly send: (effect: Of<'send'>) => void;
  readonly preload: () => void;
  readonly logCall: (effect: Of<'log_call'>) => void;
  readonly dispatch: (event: CallEvent) => void;
}

/** A mapped type over the effects: a missing handler does not compile. */
export function createEffectRunner(rooms: RunnerRooms): (effect: Effect) => void {
  const { peers, timers, ringer } = rooms;
  const runner: Runner = {
    send: rooms.send,
    start_timer: ({ callId, timer, ms }) => timers.start(callId, timer, ms),
    cancel_timer: ({ callId, timer }) => timers.cancel(callId, timer),
    start_ringtone: ({ tone }) => ringer.play(tone),
    stop_ringtone: () => ringer.stop(),
    preload_rtc: rooms.preload,
    open_peer: (effect) => void peers.openCaller(effect),
    reoffer: (effect) => void peers.reoffer(effect, effect.iceRestart),
    accept_offer: ({ adoptFrom, ...call }) => void peers.openCallee(call, adoptFrom),
    answer_reinvitation: (effect) => void peers.reanswer(effect, effect.offer, effect.rebuild),
    apply_answer: ({ callId, answer }) => void peers.applyAnswer(callId, answer),
    add_candidates: ({ callId, candidates }) => void peers.addCandidates(callId, candidates),
    set_muted: ({ callId, muted }) => peers.apply(callId, (peer) => peer.setMuted(muted)),
    set_camera: ({ callId, off }) => peers.apply(callId, (peer) => void peer.setCameraOff(off)),
    close_peer: ({ callId }) => peers.close(callId),
    log_call: rooms.logCall,
  };
  return (effect) => (runner[effect.type] as (effect: Effect) => void)(effect);
}
