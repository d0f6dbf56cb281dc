import { renderTone } from './tones.js';
import type { RingKind } from './tones.js';

export interface Ringtone {
  /** `ringtone`: somebody calls. `ringback`: we call and it rings there. Again with the same kind changes nothing. */
  play(kind: RingKind): void;
  /** Fades out in 80 ms and lets go of the sound device. */
  stop(): void;
  /** The browser refuses to play before a gesture. It begins by itself after one. */
  readonly blocked: boolean;
  /** Told when `blocked` changes while it should sound. */
  onblocked: ((blocked: boolean) => void) | null;
}

/** Gestures that count as user activation (HTML, "activation triggering input event"). */
const GESTURES = ['pointerdown', 'pointerup', 'keydown'] as const;
/** Time constants: three of them are 95 % of the way. */
const FADE_IN_S = 0.1;
const FADE_OUT_S = 0.02;
const CLOSE_MS = 80;
/** Too short to be missed: a bell is heard as one with its picture within about 100 ms. */
const DELAY_MS = 100;
/** An allowed context takes up to about 100 ms to run; only one that stays suspended is blocked. */
const GRACE_MS = 300;

export function createRingtone(): Ringtone {
  let sound: Sound | null = null;
  const ringtone: Ringtone = {
    onblocked: null,
    get blocked() {
      return sound?.blocked ?? false;
    },
    play(kind) {
      if (sound?.kind === kind) return;
      ringtone.stop();
      sound = ring(kind, (blocked) => ringtone.onblocked?.(blocked));
    },
    stop() {
      sound?.stop();
      sound = null;
    },
  };
  return ringtone;
}

interface Sound {
  readonly kind: RingKind;
  readonly blocked: boolean;
  stop(): void;
}

/** One ringing, from play to stop, with a context of its own: an idle page keeps no sound device open. */
function ring(kind: RingKind, report: (blocked: boolean) => void): Sound {
  let context: AudioContext | undefined;
  let gain: GainNode | undefined;
  /** Refused or pending, it is tried again with every gesture until it runs. */
  const resume = () => void context?.resume().catch(() => {});
  const listen = (how: 'addEventListener' | 'removeEventListener') => {
    for (const gesture of GESTURES) document[how](gesture, resume, true);
  };
  /** `due`: silence now means blocked. */
  const check = (due: boolean) => {
    const running = context?.state === 'running';
    if (running) listen('removeEventListener');
    if (sound.blocked !== (due && !running)) report((sound.blocked = !running));
  };
  const start = () => {
    timer = setTimeout(() => check(true), GRACE_MS);
    try {
      context = new AudioContext();
      gain = loop(context, kind);
      context.onstatechange = () => check(sound.blocked);
      listen('addEventListener');
      resume();
    } catch {
      // no AudioContext, or no sound device: the ring is only seen
    }
  };
  // A context takes 60 ms and more to make: the ring is seen first, then heard, and the connection is under way before.
  let timer = setTimeout(start, DELAY_MS);
  const sound = {
    kind,
    blocked: false,
    stop() {
      clearTimeout(timer);
      listen('removeEventListener');
      if (gain) fade(gain, 0, FADE_OUT_S);
      setTimeout(() => void context?.close().catch(() => {}), CLOSE_MS);
    },
  };
  return sound;
}

/** From what it is now, whatever fade is under way. */
function fade({ gain, context }: GainNode, level: number, seconds: number): void {
  gain.setTargetAtTime(level, context.currentTime, seconds);
}

function loop(context: AudioContext, kind: RingKind): GainNode {
  const gain = context.createGain();
  gain.gain.value = 0;
  fade(gain, 1, FADE_IN_S);
  const source = context.createBufferSource();
  source.buffer = renderTone(context, kind);
  source.loop = true;
  source.connect(gain).connect(context.destination);
  source.start();
  return gain;
}
