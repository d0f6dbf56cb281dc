import type { ConnectionProblem } from './types.js';

/** How a connection ended. */
export interface Closing {
  /** RFC 6455 section 7.4, or the 44xx of docs/protocol.md; NO_ADDRESS where there was nothing to open. */
  readonly code: number;
  /** Milliseconds from opening to closing, `null` when it never opened. */
  readonly openedFor: number | null;
  readonly gotFrame: boolean;
}

type Pace = 'backoff' | 'slow' | 'minute' | 'stopped';

/** What the next retry depends on. Immutable. */
export interface RetryHistory {
  /** Failures since the last good connection. */
  readonly failures: number;
  /** Closings within LASTING_MS of opening, since one that lasted. */
  readonly quick: number;
  /** A 4401 came, and no connection has lasted since. */
  readonly refused: boolean;
  readonly pace: Pace;
  readonly problem: ConnectionProblem | null;
}

export const NO_ADDRESS = 0;
export const FRESH: RetryHistory = { failures: 0, quick: 0, refused: false, pace: 'backoff', problem: null };

/** docs/protocol.md, "Socket": all of these. */
const FIRST_MS = 1000;
const CAP_MS = 15_000;
const LASTING_MS = 10_000;
const CONTENDED_MS = 60_000;
const QUICK_LIMIT = 3;

const STOPS: Record<number, ConnectionProblem> = {
  [NO_ADDRESS]: 'unreachable',
  1008: 'policy',
  4409: 'replaced',
};
/** What a back end sends, or leaves out (1005), when it drops the older connection of a profile. */
const DROPS = [1000, 1001, 1005, 1006, 1012];

/** The history after one more connection ended. */
export function afterClosing(history: RetryHistory, closing: Closing): RetryHistory {
  const { code, openedFor, gotFrame } = closing;
  const opened = openedFor !== null;
  const lasted = opened && openedFor >= LASTING_MS;
  const failures = lasted || gotFrame ? 1 : history.failures + 1;
  const quick = lasted ? 0 : history.quick;
  const refused = history.refused && !lasted;
  const next = (pace: Pace, problem: ConnectionProblem | null, more?: Partial<RetryHistory>) => ({
    ...{ failures, quick, refused, pace, problem },
    ...more,
  });

  const stop = STOPS[code];
  if (stop) return next('stopped', stop);
  if (code === 4401) {
    // the next connection asks for a new token; a second refusal means that it does not help
    return refused ? next('stopped', 'unauthorized') : next('backoff', null, { refused: true });
  }
  if (code === 1013 || code === 4429) return next('slow', 'overloaded');
  if (!opened) return next('backoff', 'unreachable');
  if (lasted) return next('backoff', null);
  if (quick + 1 < QUICK_LIMIT) return next('backoff', null, { quick: quick + 1 });
  return next('minute', DROPS.includes(code) ? 'contended' : 'unreachable', { quick: quick + 1 });
}

/**
 * Milliseconds until the next try, or `null`: stop. Full jitter, so that a restarted server does not meet all of its
 * clients at once. `random` is in [0, 1).
 */
export function nextRetryDelay({ pace, failures }: RetryHistory, random: () => number): number | null {
  switch (pace) {
    case 'stopped':
      return null;
    case 'minute':
      return CONTENDED_MS;
    case 'slow':
      return CAP_MS * (1 + random());
    case 'backoff':
      return random() * Math.min(CAP_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  }
}
