/**
 * `node --import tsx scripts/bench-chat.ts`: how long a conversation of 10 000 messages takes to open, to take one more, and
 * to scroll, and what memory it holds, in a headless Chromium, beside all of its bubbles drawn with Lit's `repeat`, and
 * beside a floor that draws the last hundred by hand. Never fails by a time.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import type { Page } from 'playwright-core';
import { quantile } from '../test/bench/statistics.js';
import type { Drawn, LogFigures } from '../test/bench/chat/log.js';
import { launchChromium } from '../test/e2e/support/browser.js';

const COUNT = 10_000;
/** Pages of each; more with `node --import tsx scripts/bench-chat.ts 5`. */
const ROUNDS = Number(process.argv[2] ?? 2);
/** Without the slow one: `node --import tsx scripts/bench-chat.ts 5 ours,floor`. */
const WHICH = (process.argv[3] ?? 'ours,floor,repeat').split(',') as Drawn[];
const NAMES: Record<Drawn, string> = { ours: 'chat-call-modal', floor: 'floor', repeat: 'plain `repeat`' };
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const middle = (values: readonly number[]): string => quantile(values, 0.5).toFixed(1);

interface Figures extends LogFigures {
  /** What the page holds with it, in bytes: script and elements, after two collections. */
  readonly memory: number;
}

async function held(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage');
  // newer than playwright's types
  const { usedSize, embedderHeapUsedSize } = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number;
    embedderHeapUsedSize?: number;
  };
  await session.detach();
  return usedSize + (embedderHeapUsedSize ?? 0);
}

async function measure(page: Page, what: Drawn): Promise<Figures> {
  await page.waitForFunction(() => 'measureLog' in globalThis);
  // a small one first: what is measured is drawing, not loading
  await page.evaluate((which) => measureLog(which, 50).then(() => dropLog()), what);
  const before = await held(page);
  const figures = await page.evaluate(([which, count]) => measureLog(which, count), [what, COUNT] as const);
  return { ...figures, memory: (await held(page)) - before };
}

function line(what: string, rounds: readonly Figures[]): string {
  const append = rounds.flatMap((round) => round.append);
  const frames = rounds.flatMap((round) => round.frames);
  const dropped = frames.filter((ms) => ms > 25).length;
  const cells = [
    what,
    `${middle(rounds.map(({ open }) => open))} ms`,
    `${middle(append)} ms`,
    `${quantile(append, 0.95).toFixed(1)} ms`,
    `${dropped} of ${frames.length}`,
    String(rounds.at(-1)?.elements),
    `${middle(rounds.map(({ memory }) => memory / 1e6))} MB`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const server = await createServer({
  root,
  configFile: false,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: { conditions: ['production', 'browser', 'module', 'import'] },
  cacheDir: join(root, '.cache/vite-bench'),
  server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
});
const browser = await launchChromium({ whole: true });
try {
  await server.listen();
  const address = `${server.resolvedUrls?.local[0]}test/bench/chat/log.html`;
  const rounds: Record<Drawn, Figures[]> = { ours: [], floor: [], repeat: [] };
  for (let i = 0; i <= ROUNDS; i++) {
    for (const what of WHICH) {
      const page = await browser.newPage({ viewport: { width: 800, height: 700 } });
      await page.goto(address);
      const figures = await measure(page, what);
      if (i > 0) rounds[what].push(figures);
      await page.close();
    }
  }
  console.log(`${COUNT} messages, medians of ${ROUNDS} pages\n`);
  console.log(
    '| | open to paint | one more, until laid out | the slowest twentieth | frames over 25 ms in a slow scroll | elements | memory |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const what of WHICH) console.log(line(NAMES[what], rounds[what]));
} finally {
  await browser.close();
  await server.close();
}
