import { competitors, OURS, type Competitor } from './competitors.js';
import type { CallMarks } from './pair.js';
import { ratios, spreadOf, type Spread } from './statistics.js';

/** What is measured of each call, in ms. The time that the person takes to answer does not count. */
export const metrics = {
  connected: 'start → both connected',
  seen: 'start → both see each other',
  calleeSees: 'accept → callee sees caller',
  callerSees: 'accept → caller sees callee',
  cpu: 'CPU time of all processes until then',
} as const;
export type Metric = keyof typeof metrics;
export type Sample = Readonly<Record<Metric, number>>;

/** How long every competitor's camera takes beyond the browser's own time, in ms. */
export const cameras = [0, 300] as const;
export type Camera = (typeof cameras)[number];

/** Each competitor once with each camera. */
export type Round = Readonly<Record<Competitor, Readonly<Record<Camera, Sample>>>>;

export function sampleOf({ caller, callee, cpu }: CallMarks): Sample {
  const [start = NaN, rings = NaN, accept = NaN] = [caller['start'], callee['rings'], callee['accept']];
  const sinceStart = (name: string) =>
    Math.max(caller[name] ?? NaN, callee[name] ?? NaN) - start - (accept - rings);
  return {
    cpu,
    connected: sinceStart('connected'),
    seen: sinceStart('frame'),
    calleeSees: (callee['frame'] ?? NaN) - accept,
    callerSees: (caller['frame'] ?? NaN) - accept,
  };
}

export function column(rounds: readonly Round[], who: Competitor, camera: Camera, metric: Metric): number[] {
  return rounds.map((round) => round[who][camera][metric]);
}

export interface Row {
  readonly who: Competitor;
  readonly camera: Camera;
  readonly metric: Metric;
  /** In ms. */
  readonly time: Spread;
  /** To the floor of the same round. */
  readonly ratio: Spread;
}

export function summarize(rounds: readonly Round[]): Row[] {
  const names = Object.keys(metrics) as Metric[];
  const cells = cameras.flatMap((camera) => names.map((metric) => ({ camera, metric })));
  return cells.flatMap(({ camera, metric }) => {
    const floor = column(rounds, 'floor', camera, metric);
    return competitors.map((who) => {
      const times = column(rounds, who, camera, metric);
      return { who, camera, metric, time: spreadOf(times), ratio: spreadOf(ratios(times, floor)) };
    });
  });
}

export interface Goal {
  readonly text: string;
  readonly limit: number;
  /** Median of the rounds' ratios. */
  readonly reached: number;
}

/** What the product promises about the time that a call takes to come about. */
export function goals(rounds: readonly Round[]): Goal[] {
  const goal = (limit: number, metric: Metric, camera: Camera, beside: Competitor): Goal => {
    const ours = column(rounds, OURS, camera, metric);
    const reached = spreadOf(ratios(ours, column(rounds, beside, camera, metric))).median;
    const slow = camera > 0 ? `, camera takes ${camera} ms` : '';
    return { text: `${metrics[metric]}${slow}, beside ${beside}`, limit, reached };
  };
  return [
    goal(1.1, 'connected', 0, 'floor'),
    goal(1, 'connected', 0, 'simple-peer'),
    goal(1, 'connected', 0, 'peerjs'),
    // From the click on, because there the floor waits for two cameras, one after the other.
    goal(0.8, 'seen', 300, 'floor'),
  ];
}
