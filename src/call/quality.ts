/** What one direction was like in one second; all 0 when nothing is wrong. */
export interface Measures {
  /** Share of the packets that were lost, 0 to 1. */
  readonly loss: number;
  /** Seconds. */
  readonly jitter: number;
  /** Seconds, there and back. */
  readonly roundTrip: number;
  /** How long the picture stood still, in seconds. */
  readonly frozen: number;
}

/** 3: good. 2: fair, one notices it. 1: weak, it disturbs. */
export type Level = 1 | 2 | 3;

/** What the interface shows: the worse one of both directions, and whether the own picture gives way to the sound. */
export interface Quality {
  readonly level: Level;
  readonly reduced: boolean;
}

/** A direction so far. `bad`: 0 is perfect, from 1 on fair, from 2 on weak, smoothed. */
export interface Reading {
  readonly bad: number;
  readonly level: Level;
}

export const PERFECT: Reading = { bad: 0, level: 3 };

/**
 * Where each begins to be fair and to be weak. Delay: half of a round trip should stay below 150 ms and must stay below
 * 400 ms (ITU-T G.114). Loss and jitter: 2 % and 30 ms are what vendors of conferences ask of a network; Opus with its
 * error correction bridges some 8 %, and buffers that hold 100 ms of jitter add as much delay.
 */
const BOUNDS: Readonly<Record<keyof Measures, readonly [fair: number, weak: number]>> = {
  loss: [0.02, 0.08],
  jitter: [0.03, 0.1],
  roundTrip: [0.3, 0.8],
  frozen: [0.2, 1],
};

/** One terrible second is not to be felt for minutes. */
const WORST = 4;
/** Down within some three seconds, up again after some ten. */
const FALL = 0.35;
const RISE = 0.12;
/** A level is left a little beyond the bound that leads into it, so that nothing flickers. */
const MARGIN = 0.1;
const BACK_TO_GOOD = 0.7;
const BACK_TO_FAIR = 1.6;

/** The next second of a direction. */
export function judge({ bad, level }: Reading, now: Measures): Reading {
  const worst = Math.min(WORST, Math.max(...keys.map((key) => badness(now[key], ...BOUNDS[key]))));
  const next = bad + (worst - bad) * (worst > bad ? FALL : RISE);
  return { bad: next, level: levelOf(next, level) };
}

const keys = Object.keys(BOUNDS) as (keyof Measures)[];

function badness(value: number, fair: number, weak: number): number {
  return value <= fair ? value / fair : 1 + (value - fair) / (weak - fair);
}

function levelOf(bad: number, level: Level): Level {
  if (bad > 2 + MARGIN || (level === 1 && bad > BACK_TO_FAIR)) return 1;
  return bad > 1 + MARGIN || (level < 3 && bad > BACK_TO_GOOD) ? 2 : 3;
}

/** How far the own picture has stepped down. */
export interface Ladder {
  /** 0: not at all. */
  readonly rung: number;
  /** Looks since the last step. */
  readonly since: number;
  /** Looks of a good connection that the next step up wants. */
  readonly wait: number;
  /** The last step was one up. */
  readonly rose: boolean;
}

/** Rungs below the full picture. */
export const LOWEST = 3;
/** A step shows its effect in the reports of the other side, which come every second or so, and in a smoothed value. */
const SETTLE = 6;
const WAIT = 8;
/** A step up that was taken back within so many looks was one too many: the next one waits twice as long. */
const TOO_EARLY = 20;
const LONGEST_WAIT = 64;

export const FULL: Ladder = { rung: 0, since: SETTLE, wait: WAIT, rose: false };

/** One step down while the way out is weak, one up when it has been good for a while. */
export function climb(ladder: Ladder, level: Level): Ladder {
  const { rung, wait, rose } = ladder;
  const since = level === 2 ? ladder.since : ladder.since + 1;
  if (level === 1 && since >= SETTLE && rung < LOWEST) {
    const longer = rose && since < TOO_EARLY ? Math.min(LONGEST_WAIT, wait * 2) : wait;
    return { rung: rung + 1, since: 0, wait: longer, rose: false };
  }
  if (level === 3 && since >= wait && rung > 0) return { rung: rung - 1, since: 0, wait, rose: true };
  return { ...ladder, since };
}
