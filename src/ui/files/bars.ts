/** Bars of a voice message that is sent from here: each some 3 px wide in a bubble. */
export const BARS = 48;

/** Of full scale, -40 dB: a room in which nobody speaks. Quieter is not drawn as if it was loud. */
const QUIET = 0.01;

/**
 * How loud a sound is from beginning to end, 0 to 100. The loudest part is 100; a bar stands for the root of the power, as
 * people hear it.
 * @param samples of one channel, -1 to 1
 */
export function barsOf(samples: ArrayLike<number>, count = BARS): number[] {
  const size = samples.length / count;
  const power = Array.from({ length: count }, (_, i) => {
    const from = Math.floor(i * size);
    const to = Math.max(from + 1, Math.floor((i + 1) * size));
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += (samples[at] ?? 0) ** 2;
    return Math.sqrt(sum / (to - from));
  });
  const most = Math.max(QUIET, ...power);
  return power.map((one) => Math.round(100 * Math.sqrt(one / most)));
}

/**
 * Bars as the data of a path, a piece for each, 200 wide and 44 tall.
 * @param levels 0 to 100
 * @param room for so many; where there are fewer they stand at the end
 */
export function drawnBars(levels: readonly number[], room = levels.length): string[] {
  return levels.map((level, i) => {
    const tall = 2 + (Math.min(100, level) / 100) * 34;
    const at = ((i + room - levels.length + 0.5) * 200) / room;
    return `M${at.toFixed(1)} ${(22 - tall / 2).toFixed(1)}v${tall.toFixed(1)}`;
  });
}
