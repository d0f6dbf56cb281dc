import type { Competitor } from './competitors.js';
import { cameras, metrics, type Camera, type Goal, type Metric, type Row } from './metrics.js';
import { spreadOf, type Spread } from './statistics.js';

const ms = (value: number): string => value.toFixed(0);
const times = (value: number): string => value.toFixed(2);
const shown = ({ median, lower, upper }: Spread, digits: (value: number) => string): string =>
  `${digits(median)} (${digits(lower)}–${digits(upper)})`;

/** A Markdown table, whose columns also stand straight in a terminal. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

export function cameraTitle(camera: Camera): string {
  return camera > 0 ? `With a camera that takes ${camera} ms` : "With the browser's own fake camera";
}

function metricTable(rows: readonly Row[], camera: Camera, metric: Metric): string {
  const wanted = rows.filter((row) => row.camera === camera && row.metric === metric);
  const cells = wanted.map(({ who, time, ratio }) => [who, shown(time, ms), shown(ratio, times)]);
  return table([metrics[metric], 'ms, median (quartiles)', 'times the floor of its round'], cells);
}

export function report(rows: readonly Row[]): string {
  return cameras
    .map((camera) => {
      const tables = (Object.keys(metrics) as Metric[]).map((metric) => metricTable(rows, camera, metric));
      return `${cameraTitle(camera)}:\n\n${tables.join('\n\n')}`;
    })
    .join('\n\n');
}

/** A goal that is missed is told and fails nothing: a busy machine is no defect. */
export function goalLines(goals: readonly Goal[]): string {
  const rows = goals.map(({ text, limit, reached }) => [
    reached <= limit ? 'PASS' : 'ABOVE GOAL',
    `${text}: ${times(reached)} × of at most ${times(limit)} ×`,
  ]);
  return rows.map(([verdict = '', text = '']) => `${verdict.padEnd(10)}  ${text}`).join('\n');
}

/** First calls of fresh pages: everything that is loaded late is loaded in them. */
export function coldTable(cold: ReadonlyMap<Competitor, readonly number[]>): string {
  const rows = [...cold].map(([who, values]) => [who, shown(spreadOf(values), ms)]);
  return table([`first call of a fresh page, ${metrics.connected}`, 'ms, median (quartiles)'], rows);
}
