/**
 * `npm run bench [-- --rounds 25] [--cold 3] [--calls 100] [--answer-after 0] [--write]`: how long a call takes to come about, in a real
 * Chromium over loopback, beside hand-wired WebRTC (the floor), simple-peer and peerjs in the same run. Never fails by a
 * time. `--write` puts the figures into docs/benchmarks.md, which tells how to read them; every round goes to
 * test-results/bench.json. `--trace floor,chat-call-modal` shows single calls, step by step, instead.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { competitors, OURS, type Competitor } from '../test/bench/competitors.js';
import { cameras, goals, sampleOf, summarize } from '../test/bench/metrics.js';
import type { Camera, Round, Sample } from '../test/bench/metrics.js';
import { acceptTimes, navigationTimes, sequentialCalls } from '../test/bench/lasting.js';
import { openPair, type Pair } from '../test/bench/pair.js';
import { report, type Lasting, type Results } from '../test/bench/report.js';
import { readFiles, startServers, type Servers } from '../test/bench/servers.js';
import { measureSizes, type Size } from '../test/bench/sizes.js';
import { shuffled } from '../test/bench/statistics.js';
import { timeline } from '../test/bench/trace.js';
import { launchChromium } from '../test/e2e/support/browser.js';

const root = join(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '25' },
    cold: { type: 'string', default: '3' },
    calls: { type: 'string', default: '100' },
    'answer-after': { type: 'string', default: '0' },
    write: { type: 'boolean', default: false },
    trace: { type: 'string' },
  },
});

const answerMs = Number(options['answer-after']);

interface Stand {
  readonly browser: Browser;
  readonly servers: Servers;
  readonly files: ReadonlyMap<string, Buffer>;
}

/** A call that did not come about is measured once more; a second failure is not a matter of time and ends the run. */
async function measure(pair: Pair, camera: Camera): Promise<Sample> {
  try {
    return sampleOf(await pair.call({ cameraMs: camera, answerMs }));
  } catch (error) {
    console.warn(`bench: once more, because ${String(error)}`);
    return sampleOf(await pair.call({ cameraMs: camera, answerMs }));
  }
}

/** First calls of fresh pages. The browser itself has had one call before. */
async function coldCalls({ browser, servers, files }: Stand, count: number) {
  const cold = new Map<Competitor, number[]>(competitors.map((who) => [who, []]));
  let sizes: Size[] = [];
  for (let i = 0; i < count; i++) {
    for (const who of shuffled(competitors)) {
      const pair = await openPair(browser, servers, who);
      const before = await pair.loaded();
      cold.get(who)?.push(sampleOf(await pair.call({ cameraMs: 0, answerMs })).connected);
      if (who === OURS) sizes = measureSizes(files, before, await pair.loaded());
      await pair.close();
    }
  }
  return { cold, sizes };
}

async function runRound(pairs: ReadonlyMap<Competitor, Pair>): Promise<Round> {
  const round = Object.fromEntries(competitors.map((who) => [who, {}])) as Record<
    Competitor,
    Record<Camera, Sample>
  >;
  const calls = competitors.flatMap((who) => cameras.map((camera) => ({ who, camera })));
  for (const { who, camera } of shuffled(calls)) {
    round[who][camera] = await measure(pairs.get(who) as Pair, camera);
  }
  return round;
}

async function runRounds({ browser, servers }: Stand, count: number): Promise<Round[]> {
  const open = competitors.map(async (who) => [who, await openPair(browser, servers, who)] as const);
  const pairs = new Map(await Promise.all(open));
  await runRound(pairs); // warm-up, not counted
  const rounds: Round[] = [];
  for (let i = 1; i <= count; i++) {
    rounds.push(await runRound(pairs));
    if (process.stderr.isTTY) process.stderr.write(`\rround ${i} of ${count} `);
  }
  if (process.stderr.isTTY) process.stderr.write('\r');
  // they would hear the calls of the pages that come after them
  await Promise.all([...pairs.values()].map((pair) => pair.close()));
  return rounds;
}

async function showTraces({ browser, servers }: Stand, names: readonly string[]): Promise<void> {
  for (const who of competitors.filter((each) => names.includes(each))) {
    const pair = await openPair(browser, servers, who, true);
    for (let i = 0; i < 4; i++) await pair.call({ cameraMs: 0, answerMs });
    for (const camera of cameras) {
      const marks = await pair.call({ cameraMs: camera, answerMs });
      console.log(`\n${who}, camera ${camera} ms\n${timeline(marks)}`);
    }
    await pair.close();
  }
}

async function lastingOf({ browser, servers }: Stand, rounds: number): Promise<Lasting> {
  const calls = Number(options.calls);
  return {
    calls,
    accept: await acceptTimes(browser, servers, rounds),
    navigation: await navigationTimes(browser, Math.min(20, rounds)),
    held: await sequentialCalls(browser, calls),
  };
}

/** Into the document, between its two marks. */
function writeDocument(text: string): void {
  const file = join(root, 'docs/benchmarks.md');
  const marked = /(<!-- figures -->)[^]*(<!-- end of figures -->)/;
  const whole = readFileSync(file, 'utf8').replace(marked, (_, before: string, after: string) => {
    return `${before}\n\n${text}\n\n${after}`;
  });
  writeFileSync(file, whole);
}

async function benchmark(stand: Stand, load: number): Promise<void> {
  const first = await openPair(stand.browser, stand.servers, 'floor');
  await first.call({ cameraMs: 0, answerMs });
  await first.close();
  if (options.trace !== undefined) return showTraces(stand, options.trace.split(','));

  const { cold, sizes } = await coldCalls(stand, Number(options.cold));
  const rounds = await runRounds(stand, Number(options.rounds));
  const lasting = await lastingOf(stand, rounds.length);
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    chromium: stand.browser.version(),
    cores: availableParallelism(),
    load,
  };
  const reached = { rows: summarize(rounds), goals: goals(rounds) };
  const results: Results = { machine, ...reached, rounds: rounds.length, sizes, cold, lasting };
  console.log(report(results));
  if (options.write) writeDocument(report(results));
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const all = { machine, answerMs, ...reached, lasting, sizes, cold: Object.fromEntries(cold), rounds };
  writeFileSync(join(root, 'test-results/bench.json'), `${JSON.stringify(all, null, 2)}\n`);
}

const load = loadavg()[0] ?? 0;
spawnSync(process.execPath, ['scripts/build.mjs', '--if-stale'], { cwd: root, stdio: 'inherit' });
const files = readFiles();
const servers = await startServers(files);
const browser = await launchChromium({ whole: true });
try {
  await benchmark({ browser, servers, files }, load);
} finally {
  await browser.close();
  await servers.close();
}
// peerjs' server keeps a timer of its own.
process.exit();
