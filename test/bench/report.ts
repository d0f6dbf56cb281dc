import { competitors, type Competitor } from './competitors.js';
import { cameras, metrics, type Camera, type Goal, type Metric, type Row } from './metrics.js';
import type { Size } from './sizes.js';
import { spreadOf } from './statistics.js';

export interface Machine {
  /** As 2026-11-20. */
  readonly date: string;
  readonly chromium: string;
  readonly cores: number;
  /** Processes that wanted a core before the run, on average over a minute. */
  readonly load: number;
}

export interface Results {
  readonly machine: Machine;
  readonly rounds: number;
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
  readonly sizes: readonly Size[];
  /** Times of first calls of fresh pages, in ms. */
  readonly cold: ReadonlyMap<Competitor, readonly number[]>;
}

const ms = (value: number): string => value.toFixed(0);
const times = (value: number): string => value.toFixed(2);

/** A Markdown table, whose columns also stand straight in a terminal. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function cell({ time, ratio }: Row): string {
  return `${ms(time.median)}, ${times(ratio.median)} × (${times(ratio.lower)}–${times(ratio.upper)})`;
}

function cameraTable(rows: readonly Row[], camera: Camera): string {
  const names = Object.keys(metrics) as Metric[];
  const title = camera > 0 ? `camera takes ${camera} ms` : "browser's fake camera";
  const lines = competitors.map((who) => {
    const mine = rows.filter((row) => row.camera === camera && row.who === who);
    return [who, ...names.flatMap((name) => mine.filter(({ metric }) => metric === name).map(cell))];
  });
  return table([title, ...names.map((name) => metrics[name])], lines);
}

/** A goal that is missed is told and fails nothing: a busy machine is no defect. */
function goalTable(goals: readonly Goal[]): string {
  const rows = goals.map(({ text, limit, reached }) => [
    text,
    `≤ ${times(limit)} ×`,
    `${times(reached)} ×`,
    reached <= limit ? 'PASS' : 'ABOVE GOAL',
  ]);
  return table(['chat-call-modal', 'goal', 'reached', ''], rows);
}

function sizeTable(sizes: readonly Size[]): string {
  return table(
    ['scripts', 'brotli'],
    sizes.map(({ what, bytes }) => [what, `${(bytes / 1000).toFixed(1)} kB`]),
  );
}

function coldTable(cold: Results['cold']): string {
  const rows = [...cold].map(([who, values]) => [who, ms(spreadOf(values).median)]);
  return table(['first call of a fresh page', `${metrics.connected}, ms`], rows);
}

/** Everything, as Markdown. */
export function report({ machine, rounds, rows, goals, sizes, cold }: Results): string {
  const { date, chromium, cores, load } = machine;
  const busy =
    load > cores
      ? `\n\n**The machine was busy with other work: ${load.toFixed(1)} processes for ${cores} cores.** ` +
        'Who computes more then waits more; the figures say little about a machine of its own.'
      : '';
  return [
    `${date}, ${rounds} rounds, ${cores} cores, Chromium ${chromium}.${busy}`,
    ...cameras.map((camera) => cameraTable(rows, camera)),
    goalTable(goals),
    coldTable(cold),
    sizeTable(sizes),
  ].join('\n\n');
}
