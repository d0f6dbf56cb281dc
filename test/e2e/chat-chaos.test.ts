import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { ChatHistory, createRelay, type Relay } from '../../src/relay/index.js';
import type { TimelineEntry } from '../../src/chat/types.js';
import { openChat } from './support/chat.js';
import { startFlakyLine, type FlakyLine } from './support/flaky-line.js';
import {
  eventually,
  launchChromium,
  openTwo,
  startSite,
  whenReady,
  type Site,
  type Two,
} from './support/index.js';

/** Messages of each side; the full run of 2000 is `CHAOS_MESSAGES=1000 npx tsx --test test/e2e/chat-chaos.test.ts`. */
const COUNT = Number(process.env['CHAOS_MESSAGES'] ?? 50);
const SEED = Number(process.env['CHAOS_SEED'] ?? 1);

/** Between two messages of one side, on average, in ms. */
const PACE = 100;

/** mulberry32: the same seed, the same run as far as this side decides it. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Fast enough that the rate is not what is measured. */
const OPTIONS = { rate: { burst: 10_000, perSecond: 10_000 } };

class World {
  readonly done: Record<string, number> = {};
  /** Tariq's page and Sara's, each in the tab in which they are now. */
  readonly pages: [Page, Page];
  private readonly turns: [Promise<unknown>, Promise<unknown>] = [Promise.resolve(), Promise.resolve()];

  private constructor(
    readonly site: Site,
    readonly line: FlakyLine,
    readonly two: Two,
    private relay: Relay,
    private readonly history: ChatHistory,
  ) {
    this.pages = [two.tariq.page, two.sara.page];
  }

  static async start(browser: Browser): Promise<World> {
    const history = new ChatHistory(20_000);
    const relay = await createRelay({ ...OPTIONS, history });
    const line = await startFlakyLine(relay.port);
    const site = await startSite({ backend: 'none' });
    const two = await openTwo(browser, { site, attributes: { 'api-base-url': line.url } });
    return new World(site, line, two, relay, history);
  }

  /** What one person does, one thing after the other. */
  inTurn<T>(who: 0 | 1, act: () => Promise<T>): Promise<T> {
    const done = this.turns[who].then(act);
    this.turns[who] = done.catch(() => {});
    return done;
  }

  /** One thing goes wrong. */
  async trouble(roll: number): Promise<void> {
    const who = (roll * 1000) % 2 < 1 ? 0 : 1;
    if (roll < 0.4) return this.did('cuts', () => this.line.cut());
    if (roll < 0.55) return this.did('silences', () => this.silence());
    if (roll < 0.75) return this.did('restarts', () => this.restart());
    if (roll < 0.94) return this.did('reloads', () => this.reload(this.pages[who]));
    return this.did('closed tabs', () => this.changeTab(who));
  }

  async stop(): Promise<void> {
    await this.two.close();
    await this.line.close();
    await this.relay.close();
    await this.site.close();
  }

  private async did(what: string, act: () => void | Promise<void>): Promise<void> {
    this.done[what] = (this.done[what] ?? 0) + 1;
    await act();
    // As where a network comes back. Without it three cuts in ten seconds look like another device that holds the profile,
    // and the widget waits a minute.
    const wake = () => void dispatchEvent(new Event('online'));
    await Promise.all(this.pages.map((page) => page.evaluate(wake).catch(() => {})));
  }

  /** Half-open for a while; then the network says so, as it does on another one. */
  private async silence(): Promise<void> {
    this.line.silence();
    await Promise.all(
      this.pages.map((page) => page.evaluate(() => new Promise((go) => setTimeout(go, 300)))),
    );
    this.line.cut();
  }

  /** The server is killed and comes back with what it kept. */
  private async restart(): Promise<void> {
    this.line.cut();
    await this.relay.close();
    this.relay = await createRelay({ ...OPTIONS, history: this.history });
    this.line.leadTo(this.relay.port);
  }

  private async reload(page: Page): Promise<void> {
    await page.reload();
    await whenReady(page);
    await show(page);
  }

  /** Another tab is opened, and the one before is closed with whatever it had not sent. */
  private async changeTab(who: 0 | 1): Promise<void> {
    const before = this.pages[who];
    const page = await before.context().newPage();
    await page.goto(before.url());
    await whenReady(page);
    await show(page);
    await this.inTurn(who, async () => {
      this.pages[who] = page;
      await before.close();
    });
  }
}

const show = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const widget = document.querySelector('chat-call-modal');
    widget?.show();
  });

/** Written by the page's script, one after another, by somebody who sees the one before. A page that goes in between is asked again. */
async function say(world: World, who: 0 | 1, text: string, previous: string): Promise<void> {
  const page = (): Page => world.pages[who];
  for (;;) {
    const there = await eventually(
      'what was written before',
      () => timeline(page()).catch((): string[] => []),
      (texts) => !previous || texts.includes(previous),
      60_000,
    );
    if (there.includes(text)) return;
    try {
      const sent = await world.inTurn(who, () =>
        page().evaluate(
          (words) => document.querySelector('chat-call-modal')?.sendMessage(words) ?? false,
          text,
        ),
      );
      if (sent) return;
    } catch {
      // the page went while it was asked: whether it is kept shows above
      await whenReady(page()).catch(() => {});
    }
  }
}

/** The texts that the conversation has, top to bottom, after all that the server keeps was paged in. */
async function timeline(page: Page): Promise<string[]> {
  await show(page);
  const read = () =>
    page.evaluate(() => {
      const view = document.querySelector('chat-call-modal')?.shadowRoot?.querySelector('ccm-conversation');
      const { entries = [] } = (view ?? {}) as unknown as { entries?: readonly TimelineEntry[] };
      return entries.flatMap((entry) => (entry.entry === 'message' ? [entry.text] : []));
    });
  return read();
}

/** The network is back, and the person looks further up. */
const askOlder = (page: Page): Promise<void> =>
  page.evaluate(() => {
    dispatchEvent(new Event('online'));
    const view = document.querySelector('chat-call-modal')?.shadowRoot?.querySelector('ccm-conversation');
    view?.dispatchEvent(new CustomEvent('ccm-older-request', { bubbles: true, composed: true }));
  });

describe('H22 chat under fire', { timeout: 1_800_000 }, () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  test(`H22 ${2 * COUNT} messages over cuts, silences, restarts, reloads and closed tabs: each shown once, in one order`, async (t) => {
    const world = await World.start(browser);
    const random = dice(SEED);
    const start = performance.now();
    try {
      const { tariq, sara } = world.two;
      await Promise.all([openChat(tariq), openChat(sara)]);
      let busy = true;
      const talk = async (who: 0 | 1, name: string) => {
        for (let i = 0; i < COUNT; i++) {
          await say(world, who, `${name} ${i}`, i ? `${name} ${i - 1}` : '');
          // a person needs longer; without it the run is over before anything went wrong
          await new Promise((go) => setTimeout(go, 2 * PACE * random()));
        }
      };
      const fire = async () => {
        while (busy) {
          await new Promise((go) => setTimeout(go, 200 + random() * 600));
          await world.trouble(random());
        }
      };
      const talking = Promise.all([talk(0, 'Tariq'), talk(1, 'Sara')]);
      const fired = fire();
      await talking.finally(() => (busy = false));
      await fired;

      const complete = (texts: readonly string[]) => new Set(texts).size === 2 * COUNT;
      // the last own one may still get its place from the server
      const [his = [], hers = []] = await eventually(
        'all messages are there, in one order',
        () =>
          Promise.all(
            world.pages.map(async (page) => {
              await askOlder(page);
              return timeline(page);
            }),
          ),
        (both) => both.every(complete) && both[0]?.join() === both[1]?.join(),
        120_000,
      );
      assert.equal(his.length, 2 * COUNT, 'each once');
      assert.deepEqual(his, hers, 'one order');
      for (const name of ['Tariq', 'Sara']) {
        const own: string[] = his.filter((text) => text.startsWith(name));
        assert.deepEqual(
          own,
          Array.from({ length: COUNT }, (_, i) => `${name} ${i}`),
          'in the order of writing',
        );
      }
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const troubles = Object.entries(world.done).map(([what, count]) => `${count} ${what}`);
      t.diagnostic(`seed ${SEED}: ${2 * COUNT} messages in ${seconds} s over ${troubles.join(', ')}`);
      assert.ok(Object.keys(world.done).length > 0, 'nothing went wrong at all');
    } finally {
      await world.stop();
    }
  });
});
