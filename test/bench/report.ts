import { competitors, type Competitor } from './competitors.js';
import { cameras, metrics, type Camera, type Goal, type Metric, type Row } from './metrics.js';
import type { Held, acceptTimes } from './lasting.js';
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

/** What is measured beside the rounds. */
export interface Lasting {
  readonly accept: Awaited<ReturnType<typeof acceptTimes>>;
  /** In ms. */
  readonly navigation: readonly number[];
  readonly calls: number;
  readonly held: { readonly before: readonly Held[]; readonly after: readonly Held[] };
}

export interface Results {
  readonly machine: Machine;
  readonly rounds: number;
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
  readonly sizes: readonly Size[];
  readonly lasting: Lasting;
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

/** Beside a floor that has its camera in the timing too, a call that rang for a second; page changes; what many calls leave. */
function lastingTables({ accept, navigation, calls, held }: Lasting): string {
  const { floor, ours, ratio } = accept;
  const changes = spreadOf(navigation);
  const worst = Math.max(...navigation);
  const verdict = (good: boolean) => (good ? 'PASS' : 'ABOVE GOAL');
  const first = table(
    ['chat-call-modal', 'goal', 'reached', ''],
    [
      [
        'rang 1 s, cameras take 300 ms: accept → callee sees caller, beside floor',
        '≤ 0.65 ×',
        `${times(ratio.median)} × (${ms(ours.median)} of ${ms(floor.median)} ms)`,
        verdict(ratio.median <= 0.65),
      ],
      [
        `page change in a call → sound back on both sides, median of ${navigation.length}`,
        '≤ 2000 ms',
        `${ms(changes.median)} ms`,
        verdict(changes.median <= 2_000),
      ],
      ['the same, worst', '≤ 5000 ms', `${ms(worst)} ms`, verdict(worst <= 5_000)],
    ],
  );
  const rows = ['caller', 'callee'].flatMap((side, i) => {
    const [before, after] = [held.before[i], held.after[i]];
    if (!before || !after) return [];
    const change = (key: keyof Held) => `${before[key]} → ${after[key]}`;
    const growth = after.heap - before.heap;
    const heap = `${(before.heap / 1e6).toFixed(2)} → ${(after.heap / 1e6).toFixed(2)} MB`;
    return [[side, heap, change('nodes'), change('listeners'), change('open'), verdict(growth < 1e6)]];
  });
  const head = [`${calls} calls, one after another`, 'heap, goal < 1 MB more', 'nodes', 'listeners', 'open'];
  return [first, table([...head, ''], rows)].join('\n\n');
}

/** Everything, as Markdown. */
export function report({ machine, rounds, rows, goals, sizes, cold, lasting }: Results): string {
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
    lastingTables(lasting),
    coldTable(cold),
    sizeTable(sizes),
  ].join('\n\n');
}
