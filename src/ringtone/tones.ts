export type RingKind = 'ringtone' | 'ringback';

/** One strike: when it begins and how long it sounds (s), its pitch (Hz), how loud (0 to 1), whether it dies like a bell. */
type Note = readonly [start: number, length: number, pitch: number, level: number, bell: boolean];

/** Two notes a fifth apart, twice; and the double tone that telephone exchanges send (ITU-T E.180), softer. */
const NOTES: Readonly<Record<RingKind, readonly Note[]>> = {
  ringtone: [0, 0.9].flatMap((start): Note[] => [
    [start, 1.4, 659.26, 0.5, true],
    [start + 0.2, 1.6, 987.77, 0.5, true],
  ]),
  ringback: [
    [0, 1, 440, 0.12, false],
    [0, 1, 480, 0.12, false],
  ],
};

/** Seconds from one ring to the next. */
export const CADENCE = 3;

/** Hz; the lowest that every browser takes, and well above twice the highest partial. */
const RATE = 22_050;

/** One cadence, to be looped: then the audio clock rings by itself and no timer wakes the page. About 5 ms of work. */
export function renderTone(context: BaseAudioContext, kind: RingKind): AudioBuffer {
  const buffer = context.createBuffer(1, CADENCE * RATE, RATE);
  const samples = buffer.getChannelData(0);
  for (const [start, length, pitch, level, bell] of NOTES[kind]) {
    const first = Math.round(start * RATE);
    const count = Math.round(length * RATE);
    for (let i = 0; i < count; i++) {
      const time = i / RATE;
      const turn = 2 * Math.PI * pitch * time;
      // 20 ms at either end, or the speaker clicks
      const edge = Math.min(1, time / 0.02, (length - time) / 0.02);
      const wave = bell
        ? (Math.sin(turn) + 0.3 * Math.sin(2 * turn) + 0.1 * Math.sin(3 * turn)) * Math.exp(-4 * time)
        : Math.sin(turn);
      samples[first + i] = (samples[first + i] ?? 0) + level * edge * wave;
    }
  }
  return buffer;
}
