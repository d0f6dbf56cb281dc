import type { Sound } from '../ui/files/player.js';
import { barsOf } from '../ui/files/bars.js';

/** The least that a browser decodes at (Web Audio, section 1.1): loudness needs no more, and five minutes are 10 MB then. */
const COARSE_HZ = 8000;
/** Between two looks at the time, in ms, as audio elements have it. */
const LOOK_MS = 250;

/** How long a recording is, in ms, and how loud from beginning to end. Rejects where the browser cannot decode it. */
export async function measure(file: Blob): Promise<{ duration: number; waveform: number[] }> {
  const context = new OfflineAudioContext(1, 1, COARSE_HZ);
  const buffer = await context.decodeAudioData(await file.arrayBuffer());
  return { duration: Math.round(buffer.duration * 1000), waveform: barsOf(buffer.getChannelData(0)) };
}

/**
 * Plays a recording that has no address: a page need not allow `blob:` for it. Otherwise as an audio element, as far as the
 * player looks at one.
 */
export class RecordedSound extends EventTarget implements Sound {
  private context: AudioContext | null = null;
  private buffer: AudioBuffer | null = null;
  private source: AudioBufferSourceNode | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  /** Leads to a speaker that was chosen: few browsers let a context choose one. */
  private player: HTMLAudioElement | null = null;
  private out: AudioNode | null = null;
  /** Seconds into the sound, when `source` was started or stopped. */
  private from = 0;
  private startedAt = 0;

  /** @param duration in seconds */
  constructor(
    private readonly file: Blob,
    readonly duration: number,
  ) {
    super();
  }

  get paused(): boolean {
    return !this.source;
  }

  get currentTime(): number {
    const { context, source, from, startedAt, duration } = this;
    return source && context ? Math.min(duration, from + context.currentTime - startedAt) : from;
  }

  set currentTime(seconds: number) {
    const isOn = !!this.source;
    this.halt();
    this.from = seconds;
    if (isOn) this.start();
    this.dispatchEvent(new Event('seeked'));
  }

  get sinkId(): string {
    return this.player?.sinkId ?? '';
  }

  async setSinkId(speaker: string): Promise<void> {
    if (!this.player) {
      this.player = new Audio();
      this.out = null;
      // what plays goes on by the other way
      const at = this.currentTime;
      this.currentTime = at;
    }
    // not in every browser
    await (this.player as Partial<HTMLAudioElement>).setSinkId?.(speaker);
  }

  async play(): Promise<void> {
    this.context ??= new AudioContext();
    const { context } = this;
    await context.resume();
    this.buffer ??= await context.decodeAudioData(await this.file.arrayBuffer());
    // closed meanwhile, or pressed twice
    if (context !== this.context || this.source) return;
    this.start();
    this.dispatchEvent(new Event('play'));
  }

  pause(): void {
    if (!this.source) return;
    this.halt();
    this.dispatchEvent(new Event('pause'));
  }

  /** Nobody can hear it any more. */
  close(): void {
    this.pause();
    void this.context?.close().catch(() => {});
    if (this.player) this.player.srcObject = null;
    this.context = this.buffer = this.out = null;
  }

  private start(): void {
    const { context, buffer } = this;
    if (!context || !buffer) return;
    const source = (this.source = new AudioBufferSourceNode(context, { buffer }));
    source.connect((this.out ??= this.way(context)));
    void this.player?.play().catch(() => {});
    source.onended = () => {
      if (source !== this.source) return;
      this.halt();
      this.from = this.duration;
      for (const name of ['pause', 'ended']) this.dispatchEvent(new Event(name));
    };
    this.startedAt = context.currentTime;
    source.start(0, this.from);
    this.timer = setInterval(() => this.dispatchEvent(new Event('timeupdate')), LOOK_MS);
  }

  /** Where the sound goes, for as long as the context lives. */
  private way(context: AudioContext): AudioNode {
    if (!this.player) return context.destination;
    const out = context.createMediaStreamDestination();
    this.player.srcObject = out.stream;
    return out;
  }

  private halt(): void {
    this.from = this.currentTime;
    clearInterval(this.timer);
    this.source?.stop();
    this.source?.disconnect();
    this.player?.pause();
    this.source = null;
  }
}
