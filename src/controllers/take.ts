import type { Attachment } from '../protocol/frames.js';
import type { Profile } from '../protocol/identity.js';
import { barsOf } from '../ui/files/bars.js';
import type { VoiceView } from '../ui/voice/bar.js';
import { listenTo, type Meter } from './mic-level.js';
import { measure, RecordedSound } from './voice-sound.js';

/** How long and how large a voice message may get: ms and bytes. */
export interface TakeLimits {
  readonly length: number;
  readonly bytes: number;
}

/** Five minutes, as Slack's clips: longer is a call, and decoded for the preview it is 58 MB. */
export const MAX_LENGTH_MS = 300_000;
/** Before the end the time is shown otherwise. */
const SOON_MS = 10_000;
/** Ten a second: a bar each. */
const LEVEL_MS = 100;
/** Between two pieces of the recorder; so often the limits are looked at, in a hidden tab too. */
const PIECE_MS = 1000;

/** Opus where there is some. Safari before 18.4 has AAC only. Each with how its files end. */
const FORMATS = [
  ['audio/webm;codecs=opus', 'webm'],
  ['audio/ogg;codecs=opus', 'ogg'],
  ['audio/mp4', 'm4a'],
] as const;

/** Bits a second that RFC 7587, section 3.1.1, calls good for speech and for stereo music at full band. */
const SPEECH = 40_000;
const MUSIC = 128_000;
/** AAC needs more for the same speech. */
const SPEECH_AAC = 64_000;

/** Why a take ended, where the person did not end it. */
export type Ending = 'long' | 'large' | 'call' | 'device' | '';

interface TakeHost {
  /** It is in another state. */
  changed(): void;
  /** The time runs, and the level. */
  ticked(): void;
  /** It was stopped, and can be heard and sent; or nothing was recorded, and `take.result` is `null`. */
  finished(take: Take): void;
}

/** What goes out. */
export interface Recording {
  readonly file: File;
  readonly about: Pick<Attachment, 'name' | 'duration' | 'waveform'>;
}

/** One voice message, from the press on the microphone until it is sent or thrown away. */
export class Take implements VoiceView {
  state: VoiceView['state'] = 'asking';
  levels: number[] = [];
  ending: Ending = '';
  result: Recording | null = null;
  sound: RecordedSound | null = null;
  limits: TakeLimits = { length: MAX_LENGTH_MS, bytes: Infinity };
  private recorder: MediaRecorder | null = null;
  private stream: MediaStream | null = null;
  private meter: Meter | null = null;
  private pieces: Blob[] = [];
  private timer: ReturnType<typeof setInterval> | undefined;
  private startedAt = 0;
  private isDropped = false;
  private isStopping = false;
  /** It goes out when it is done. */
  isWanted = false;

  /** @param name what it is called where it cannot be heard */
  constructor(
    readonly from: Profile,
    readonly to: Profile,
    private readonly name: string,
    private readonly host: TakeHost,
  ) {}

  get length(): number {
    return this.startedAt && this.state === 'recording' ? performance.now() - this.startedAt : 0;
  }

  get isLong(): boolean {
    return this.length > this.limits.length - SOON_MS;
  }

  get file(): VoiceView['file'] {
    return this.result && { ...this.result.about, url: '' };
  }

  /** Records what `open` gives. Rejects with what stood against it. */
  async begin(open: () => Promise<MediaStream>, isMusic: () => boolean): Promise<void> {
    const stream = await open();
    const [track, ...others] = stream.getAudioTracks();
    for (const other of [...others, ...stream.getVideoTracks()]) other.stop();
    if (this.isDropped) return track?.stop();
    if (!track) throw new DOMException('no sound', 'NotFoundError');
    this.stream = new MediaStream([track]);
    try {
      this.record(this.stream, isMusic());
    } catch (error) {
      this.letGo();
      throw error;
    }
    // a phone takes the microphone from a page that is not on the screen
    track.addEventListener('mute', () => document.hidden && this.stop('device'));
    this.meter = listenTo(track);
    this.timer = setInterval(() => this.tick(), LEVEL_MS);
    this.state = 'recording';
    this.host.changed();
  }

  /** What is there is kept. Before there is anything, it is thrown away. */
  stop(ending: Ending = ''): void {
    if (this.state === 'asking') return this.drop();
    if (this.state !== 'recording' || this.isStopping) return;
    this.isStopping = true;
    this.ending = ending;
    if (this.recorder?.state !== 'inactive') this.recorder?.stop();
    this.letGo();
  }

  /** Thrown away: nothing is captured or heard any more. */
  drop(): void {
    this.isDropped = true;
    if (this.recorder && this.recorder.state !== 'inactive') this.recorder.stop();
    this.letGo();
    this.sound?.close();
    this.pieces = [];
  }

  private record(stream: MediaStream, isMusic: boolean): void {
    const format = FORMATS.find(([type]) => MediaRecorder.isTypeSupported(type));
    const [mimeType] = format ?? [];
    const speech = mimeType?.endsWith('opus') ? SPEECH : SPEECH_AAC;
    const recorder = (this.recorder = new MediaRecorder(stream, {
      ...(mimeType && { mimeType }),
      audioBitsPerSecond: isMusic ? MUSIC : speech,
    }));
    recorder.ondataavailable = ({ data }) => this.took(data);
    recorder.onerror = () => this.stop('device');
    recorder.onstop = () => {
      const ended = performance.now() - this.startedAt;
      // by itself, when its track has ended
      if (!this.isStopping) this.ending = 'device';
      this.letGo();
      if (!this.isDropped) void this.finish(ended, format?.[1] ?? 'bin');
    };
    recorder.start(PIECE_MS);
    this.startedAt = performance.now();
  }

  private took(data: Blob): void {
    if (this.isDropped || !data.size) return;
    this.pieces.push(data);
    const bytes = this.pieces.reduce((sum, { size }) => sum + size, 0);
    const { limits } = this;
    // the next piece would be too much
    if (bytes + 2 * data.size > limits.bytes) this.stop('large');
    else if (this.length > limits.length) this.stop('long');
  }

  private tick(): void {
    this.levels.push(this.meter?.level() ?? 0);
    if (this.length >= this.limits.length) this.stop('long');
    else this.host.ticked();
  }

  private async finish(ms: number, ending: string): Promise<void> {
    const [type] = (this.recorder?.mimeType ?? '').split(';');
    const blob = new Blob(this.pieces, { type: type ?? '' });
    this.pieces = [];
    if (blob.size) {
      const file = new File([blob], `${this.name}.${ending}`, { type: blob.type });
      const duration = Math.round(ms);
      const known = await measure(file).catch(() => ({ duration, waveform: barsOf(this.levels) }));
      if (this.isDropped) return;
      this.result = { file, about: { ...known, name: this.name } };
      this.sound = new RecordedSound(file, known.duration / 1000);
    }
    this.state = 'done';
    this.host.finished(this);
  }

  private letGo(): void {
    clearInterval(this.timer);
    this.meter?.close();
    this.meter = null;
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
  }
}
