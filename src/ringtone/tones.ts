export type RingKind = 'ringtone' | 'ringback';

/** One strike: when it begins and how long it sounds (s), its pitch (Hz), and how loud each partial is, from the first. */
type Note = readonly [start: number, length: number, pitch: number, partials: readonly number[]];

interface Tone {
  readonly notes: readonly Note[];
  /** 1/s; a bell dies, a telephone exchange does not. */
  readonly decay: number;
}

const BELL = [0.5, 0.15, 0.05];

/** Two notes a fifth apart, twice; and the double tone of telephone exchanges (ITU-T E.180), softer. */
const TONES: Readonly<Record<RingKind, Tone>> = {
  ringtone: {
    decay: 4,
    notes: [0, 0.9].flatMap((start): Note[] => [
      [start, 1.4, 659.26, BELL],
      [start + 0.2, 1.6, 987.77, BELL],
    ]),
  },
  ringback: {
    decay: 0,
    notes: [
      [0, 1, 440, [0.12]],
      [0, 1, 480, [0.12]],
    ],
  },
};

/** Seconds from one ring to the next. */
export const CADENCE = 3;

/** Hz; every browser takes it, and it is well above twice the highest partial. */
const RATE = 22_050;

/** Samples (20 ms) over which a strike comes and goes, or the speaker clicks. */
const EDGE = 441;

/** One cadence, to be looped: then the audio clock rings by itself and no timer wakes the page. */
export function renderTone(context: BaseAudioContext, kind: RingKind): AudioBuffer {
  const { notes, decay } = TONES[kind];
  const buffer = context.createBuffer(1, CADENCE * RATE, RATE);
  const samples = buffer.getChannelData(0);
  for (const [start, length, pitch, partials] of notes) {
    const first = Math.round(start * RATE);
    const strike = samples.subarray(first, first + Math.round(length * RATE));
    partials.forEach((level, index) => addPartial(strike, pitch * (index + 1), level, decay));
  }
  return buffer;
}

/** A damped sine by recurrence, each sample from the two before: several times faster than Math.sin and Math.exp. */
function addPartial(samples: Float32Array, pitch: number, level: number, decay: number): void {
  const turn = (2 * Math.PI * pitch) / RATE;
  const damp = Math.exp(-decay / RATE);
  const a = 2 * damp * Math.cos(turn);
  const b = damp * damp;
  let now = 0;
  let next = level * damp * Math.sin(turn);
  for (let i = 0; i < samples.length; i++) {
    const edge = Math.min(1, i / EDGE, (samples.length - i) / EDGE);
    samples[i] = (samples[i] ?? 0) + edge * now;
    const after = a * next - b * now;
    now = next;
    next = after;
  }
}
