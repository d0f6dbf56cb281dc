import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Competitor } from './competitors.js';
import type { Servers } from './servers.js';

/** Times of one side, in ms since the epoch, by what happened. */
export type Marks = Readonly<Record<string, number>>;

/** What test/bench/pages/measure.js puts into every page. */
interface Bench {
  readonly page: { readonly ready: Promise<unknown> } | null;
  prepare(pace: Pace): Promise<void>;
  start(): void;
  marks(): Promise<Marks>;
  end(): Promise<void>;
}

declare global {
  var bench: Bench;
}

/** In ms: how long a camera takes beyond the browser's own time, and a person to answer. */
export interface Pace {
  readonly cameraMs: number;
  readonly answerMs: number;
}

export interface CallMarks {
  readonly caller: Marks;
  readonly callee: Marks;
  /** What all the browser's processes computed meanwhile, in ms. */
  readonly cpu: number;
}

/** Two people in two browser profiles, on pages of one competitor, ready to call. */
export interface Pair {
  /** One call from the click until both see each other, and its end. */
  call(pace: Pace): Promise<CallMarks>;
  /** Paths of the scripts that the caller's page has loaded until now. */
  loaded(): Promise<string[]>;
  close(): Promise<void>;
}

/** Lets the browser close its devices before the next call asks for them. */
const SETTLE_MS = 150;
const CALLER = '1/tutor';
const CALLEE = '7/student';

async function openPage(browser: Browser, address: string, trace: boolean): Promise<Page> {
  const context = await browser.newContext();
  for (const script of ['measure.js', ...(trace ? ['trace.js'] : [])]) {
    await context.addInitScript({ path: join(import.meta.dirname, 'pages', script) });
  }
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`bench: ${error.stack ?? error.message}`));
  await page.goto(address);
  await page.waitForFunction(() => bench.page);
  await page.evaluate(() => bench.page?.ready.then(() => true));
  return page;
}

/** CPU time of the whole browser since its start, in ms. */
async function cpuOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}

export async function openPair(
  browser: Browser,
  servers: Servers,
  competitor: Competitor,
  trace = false,
): Promise<Pair> {
  const [caller, callee] = await Promise.all([
    openPage(browser, servers.address(competitor, CALLER, CALLEE), trace),
    openPage(browser, servers.address(competitor, CALLEE, CALLER), trace),
  ]);
  const both = [caller, callee];
  return {
    call: async (pace) => {
      await Promise.all(both.map((page) => page.evaluate((each) => bench.prepare(each), pace)));
      const cpuBefore = await cpuOf(browser);
      const calleeMarks = callee.evaluate(() => bench.marks());
      const callerMarks = caller.evaluate(() => {
        bench.start();
        return bench.marks();
      });
      try {
        const marks = await Promise.all([callerMarks, calleeMarks]);
        return { caller: marks[0], callee: marks[1], cpu: (await cpuOf(browser)) - cpuBefore };
      } catch (error) {
        throw new Error(`${competitor}: a call did not come about`, { cause: error });
      } finally {
        await Promise.all(both.map((page) => page.evaluate(() => bench.end())));
        await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      }
    },
    loaded: () =>
      caller.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .map(({ name }) => new URL(name).pathname)
          .filter((path) => path.endsWith('.js')),
      ),
    close: async () => {
      await Promise.all(both.map((page) => page.context().close()));
    },
  };
}
