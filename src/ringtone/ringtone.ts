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
  /** Silent at once and for ever. */
  dispose(): void;
}

/** Gestures that count as user activation (HTML, "activation triggering input event"). */
const GESTURES = ['pointerdown', 'pointerup', 'keydown'] as const;
const FADE_IN_S = 0.3;
const FADE_OUT_S = 0.08;
/** An allowed context takes up to about 100 ms to run; only one that stays suspended is blocked. */
const GRACE_MS = 300;

export function createRingtone(): Ringtone {
  return new WebAudioRingtone();
}

class WebAudioRingtone implements Ringtone {
  onblocked: ((blocked: boolean) => void) | null = null;
  private sound: Sound | null = null;
  private disposed = false;

  get blocked(): boolean {
    return this.sound?.blocked ?? false;
  }

  play(kind: RingKind): void {
    if (this.disposed || this.sound?.kind === kind) return;
    this.stop();
    this.sound = new Sound(kind, (blocked) => this.onblocked?.(blocked));
  }

  stop(fade = FADE_OUT_S): void {
    this.sound?.stop(fade);
    this.sound = null;
  }

  dispose(): void {
    this.disposed = true;
    this.stop(0);
  }
}

/** One ringing, from play to stop, with a context of its own: an idle page keeps no sound device open. */
class Sound {
  blocked = false;
  private context: AudioContext | null = null;
  private gain: GainNode | null = null;
  private timer: ReturnType<typeof setTimeout>;

  constructor(
    readonly kind: RingKind,
    private readonly report: (blocked: boolean) => void,
  ) {
    // the first context of a page takes 60 ms and more to make: the ring is seen first, then heard
    this.timer = setTimeout(() => this.start());
  }

  stop(fade: number): void {
    clearTimeout(this.timer);
    this.listen(false);
    const { context, gain } = this;
    this.context = null;
    if (!context || !gain) return;
    context.onstatechange = null;
    const close = (): void => void context.close().catch(() => undefined);
    if (context.state !== 'running' || fade === 0) return close();
    const now = context.currentTime;
    gain.gain
      .cancelScheduledValues(0)
      .setValueAtTime(gain.gain.value, now)
      .linearRampToValueAtTime(0, now + fade);
    setTimeout(close, fade * 1000);
  }

  private start(): void {
    this.timer = setTimeout(() => this.check(true), GRACE_MS);
    try {
      this.build((this.context = new AudioContext()));
    } catch {
      // no AudioContext, or no sound device: the ring is only seen
    }
  }

  private build(context: AudioContext): void {
    const gain = (this.gain = context.createGain());
    const now = context.currentTime;
    gain.gain.setValueAtTime(0, now).linearRampToValueAtTime(1, now + FADE_IN_S);
    const source = context.createBufferSource();
    source.buffer = renderTone(context, this.kind);
    source.loop = true;
    source.connect(gain).connect(context.destination);
    source.start();
    context.onstatechange = () => this.check(this.blocked);
    this.listen(true);
    this.resume();
  }

  /** Refused or pending, it is tried again with every gesture until it runs. */
  private readonly resume = (): void => {
    this.context?.resume().catch(() => undefined);
  };

  /** @param due whether silence now means blocked */
  private check(due: boolean): void {
    const running = this.context?.state === 'running';
    if (running) this.listen(false);
    if (this.blocked === (due && !running)) return;
    this.blocked = !running;
    this.report(this.blocked);
  }

  private listen(on: boolean): void {
    for (const gesture of GESTURES) {
      if (on) document.addEventListener(gesture, this.resume, true);
      else document.removeEventListener(gesture, this.resume, true);
    }
  }
}
