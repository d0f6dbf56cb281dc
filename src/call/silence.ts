/** What a look at the packets says, each time it is worth saying. */
export type Silence = 'none' | 'short' | 'long';

/** One look; looks are a second apart. Seconds are counted in looks: a computer that slept has not been silent. */
export interface Look {
  readonly packets: number;
  readonly still: number;
}

/** Looks without a packet until it is noticed, and until something is done (docs/protocol.md, "Rules of a call"). */
const NOTICED = 5;
const ACT = 15;

/**
 * @param packets that arrived so far, of every kind
 * @param expected the peer says that its microphone or camera is on
 * @returns the look to compare the next one with, and what changed
 */
export function listen(before: Look | null, packets: number, expected: boolean): [Look, Silence | null] {
  const still = expected && packets === (before?.packets ?? 0) ? (before?.still ?? 0) + 1 : 0;
  const now = { packets, still };
  if (still === 0) return [now, before?.still === 0 ? null : 'none'];
  if (still % ACT === 0) return [now, 'long'];
  return [now, still === NOTICED ? 'short' : null];
}
