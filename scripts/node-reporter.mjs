// @ts-check
/**
 * Reporter of node:test for scripts/test.mjs: a line per file, failures in full, and the counts as JSON into TEST_COUNTS.
 */
import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { relative, resolve } from 'node:path';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/** @param {any} error */
const reason = (error) => inspect(error?.cause ?? error, { colors: false }).replaceAll(/^/gm, '      ');

/** @param {AsyncIterable<any>} source */
export default async function* report(source) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {Map<string, Counts>} */
  const files = new Map();
  /** Files that say that they cannot run here: see test/e2e/support/not-run.ts. */
  const notRun = new Set();
  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type === 'test:stdout' && data.message.startsWith('NOT RUN: ')) notRun.add(data.file);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const file = relative('.', data.file ?? '?');
    const failed = type === 'test:fail';
    const isFile = data.name === data.file || resolve(data.name) === data.file;
    const isSuite = data.details?.type === 'suite';
    // A suite counts only when it fails by itself, as in a hook; a file only when it breaks or holds no test.
    if (isSuite && (!failed || data.details.error?.failureType === 'subtestsFailed')) continue;
    if (isFile && !failed && (files.has(file) || notRun.has(data.file))) continue;
    if (isFile && failed && (files.get(file)?.failed ?? 0) > 0) continue;
    const counts = files.get(file) ?? { passed: 0, failed: 0, skipped: 0 };
    files.set(file, counts);
    const key =
      failed || isFile ? 'failed' : data.skip !== undefined || data.todo !== undefined ? 'skipped' : 'passed';
    counts[key]++;
    total[key]++;
    if (key === 'failed') {
      yield `    not ok  ${file}: ${data.name}\n${failed ? reason(data.details.error) : '      holds no test'}\n`;
    } else if (data.details?.duration_ms > 1000) {
      yield `    ok  ${data.name} (${(data.details.duration_ms / 1000).toFixed(1)} s)\n`;
    }
  }
  if (process.env['TEST_COUNTS']) writeFileSync(process.env['TEST_COUNTS'], JSON.stringify(total));
}
