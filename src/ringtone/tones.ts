export type RingKind = 'ringtone' | 'ringback';

interface Tone {
  /** When each strike begins (s) and its pitch (Hz). */
  readonly notes: readonly (readonly [start: number, pitch: number])[];
  /** How long a strike sounds, in seconds. */
  readonly length: number;
  /** 1/s; a bell dies, a telephone exchange does not. */
  readonly decay: number;
  /** How loud each partial is, from the first. */
  readonly partials: readonly number[];
}

const E = 659.26;
const B = 987.77;

/** Two notes a fifth apart, twice; and the double tone of telephone exchanges (ITU-T E.180), softer. */
const TONES: Readonly<Record<RingKind, Tone>> = {
  ringtone: {
    notes: [
      [0, E],
      [0.2, B],
      [0.9, E],
      [1.1, B],
    ],
    length: 1.5,
    decay: 4,
    partials: [0.5, 0.15],
  },
  ringback: {
    notes: [
      [0, 440],
      [0, 480],
    ],
    length: 1,
    decay: 0,
    partials: [0.12],
  },
};

/** Seconds from one ring to the next. */
export const CADENCE = 3;

/** Hz; every browser takes it, and it is well above twice the highest partial. */
const RATE = 22_050;

/** Seconds over which a strike comes and goes, or the speaker clicks. */
const EDGE = 0.02;

/** One cadence, to be looped: then the audio clock rings by itself and no timer wakes the page. */
export function renderTone(context: BaseAudioContext, kind: RingKind): AudioBuffer {
  const { notes, length, decay, partials } = TONES[kind];
  const buffer = context.createBuffer(1, CADENCE * RATE, RATE);
  const samples = buffer.getChannelData(0);
  for (const [start, pitch] of notes) {
    for (let i = 0; i < length * RATE; i++) {
      const time = i / RATE;
      const edge = Math.min(1, time / EDGE, (length - time) / EDGE);
      const wave = partials.reduce(
        (sum, level, index) => sum + level * Math.sin(2 * Math.PI * pitch * (index + 1) * time),
        0,
      );
      const at = i + Math.round(start * RATE);
      samples[at] = (samples[at] ?? 0) + edge * wave * Math.exp(-decay * time);
    }
  }
  return buffer;
}
