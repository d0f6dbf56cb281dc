import type { Log } from './log.js';

type Tone = 'ringtone' | 'ringback';
interface Sound {
  play(tone: Tone): void;
  stop(): void;
}

/** Loads the sound when it is first needed. The visual ring never waits for it. */
export class Ringer {
  private sound: Sound | null = null;
  private wanted: Tone | null = null;

  constructor(private readonly log: Log) {}

  play(tone: Tone): void {
    this.wanted = tone;
    if (this.sound) return this.sound.play(tone);
    import('../ringtone/index.js').then(
      ({ createRingtone }) => {
        this.sound ??= createRingtone();
        if (this.wanted) this.sound.play(this.wanted);
      },
      () => this.log('warn', 'the ringtone did not load'),
    );
  }

  stop(): void {
    this.wanted = null;
    this.sound?.stop();
  }
}
