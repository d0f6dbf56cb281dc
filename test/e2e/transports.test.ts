import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  startHttpFaultProxy,
  type HttpFaultProxy,
  type HttpFaultProxyOptions,
} from '../fakes/http-fault-proxy.js';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  SARA,
  startSite,
  TARIQ,
  whenBothConnected,
  whenConnected,
  timedCalls,
  whenPhase,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

const transports = ({ page }: Person) => page.evaluate(() => [...observed.transports]);
const whenOn = async (side: Person, transport: string, deadline = 45_000) =>
  eventually(
    'transport',
    () => transports(side),
    (seen) => seen.at(-1) === transport,
    deadline,
  );

describe('the profile dialect without WebSockets', () => {
  let site: Site;
  let proxy: HttpFaultProxy;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(async () => void (proxy = await startHttpFaultProxy(site.server, { upgrades: 'refuse' })));
  afterEach(() => proxy.close());

  const options = (attributes: Record<string, string> = {}) => ({
    site,
    attributes: { 'api-base-url': proxy.url, ...attributes },
  });
  /** A stream that takes longer than a second and a half on a busy machine has no competitor. */
  const noPolling: HttpFaultProxyOptions = {
    each: ({ url }) => (url?.includes('transport=polling') ? 0 : 1),
  };
  const posts = () => proxy.requests.filter((line) => line.startsWith('POST /ws'));
  const upgrades = () => proxy.requests.filter((line) => line.startsWith('UPGRADE')).length;

  for (const transport of ['websocket', 'sse', 'polling'] as const) {
    test(`S24 S36 carries a video call over ${transport}, where the page chose it`, async () => {
      proxy.options.upgrades = 'pass';
      await withTwo(browser, options({ transport }), async (two) => {
        for (const side of two.both) assert.deepEqual(await transports(side), [transport]);
        await connect(two, 'video'); // everything is loaded now
        await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
        await two.sara.endCall.click();
        await whenPhase(two.tariq, 'ended', 'idle');
        await timedCalls(two, transport);
        assert.equal(upgrades() > 0, transport === 'websocket');
      });
    });
  }

  for (const [what, upgrade, stream, wanted] of [
    ['upgrades are refused', 'refuse', 'pass', 'sse'],
    ['upgrades are swallowed', 'swallow', 'pass', 'sse'],
    ['upgrades are refused and streams held back', 'refuse', 'hold', 'polling'],
    ['upgrades are swallowed and streams held back', 'swallow', 'hold', 'polling'],
  ] as const) {
    test(`S24 where ${what} it falls back to ${wanted} in seconds, and a call completes`, async () => {
      Object.assign(proxy.options, {
        upgrades: upgrade,
        streams: stream,
        ...(wanted === 'sse' && noPolling),
      });
      await withTwo(browser, { ...options(), offline: true }, async (two) => {
        await Promise.all(two.both.map(({ page }) => whenConnected(page)));
        const took = await two.tariq.page.evaluate(() => observed.openAfter());
        console.log(`  ${what}: connected over ${wanted} after ${Math.round(took)} ms`);
        // without the competitors, each a second and a half later, it is 15 s until a socket counts as lost
        assert.ok(took < 15_000, `${took} ms`);
        for (const side of two.both) assert.deepEqual(await transports(side), [wanted]);
        const asked = proxy.requests.flatMap((line) => /transport=(\w+)/.exec(line)?.[1] ?? []);
        assert.equal(asked[0], 'sse', 'polling is the last resort');
        await connect(two, 'voice');
        await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
        await two.tariq.endCall.click();
        await whenPhase(two.sara, 'ended', 'idle');
        await timedCalls(two, `auto, ${what}`);
      });
    });
  }

  test('S24 H11 goes back to a WebSocket when one opens, in the middle of a call', () =>
    withTwo(browser, (Object.assign(proxy.options, noPolling), options()), async (two) => {
      await connect(two, 'voice');
      assert.deepEqual(await transports(two.tariq), ['sse']);
      proxy.options.upgrades = 'pass';
      await Promise.all(two.both.map((side) => whenOn(side, 'websocket', 60_000)));
      // no break, and what was used before is let go
      for (const side of two.both) assert.deepEqual(await transports(side), ['sse', 'websocket']);
      for (const profile of [TARIQ, SARA])
        await eventually(
          'one connection each',
          () => Promise.resolve(site.relay?.count(profile)),
          (count) => count === 1,
        );
      await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
      await two.sara.endCall.click();
      await whenPhase(two.tariq, 'ended', 'idle');
      await connect(two, 'voice', 'sara');
      await two.tariq.endCall.click();
    }));

  for (const transport of ['sse', 'polling'] as const) {
    test(`H11 H12 a call over ${transport} survives cut connections and a reload`, () =>
      withTwo(browser, options({ transport }), async (two) => {
        await connect(two, 'voice');
        proxy.cut();
        await Promise.all(two.both.map((side) => whenOn(side, transport)));
        await two.sara.page.reload();
        await whenBothConnected(two);
        await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
        await two.sara.endCall.click();
        await whenPhase(two.tariq, 'ended', 'idle');
      }));
  }

  test('S16 a page that chose a WebSocket gets no other', () =>
    withTwo(browser, { ...options({ transport: 'websocket' }), offline: true }, async (two) => {
      await eventually(
        'tries',
        () => Promise.resolve(upgrades()),
        (count) => count >= 4,
        60_000,
      );
      assert.deepEqual(posts(), []);
      assert.deepEqual(await transports(two.tariq), []);
    }));

  test('S16 a back end without HTTP is asked once for each socket that failed, and goes on being tried', async () => {
    const bare = await startSite({ backend: 'bare' });
    const before = await startHttpFaultProxy(bare.server, { upgrades: 'refuse' });
    try {
      const attributes = { 'api-base-url': before.url };
      await withTwo(browser, { site: bare, attributes, offline: true }, async (two) => {
        const count = (method: string) => before.requests.filter((line) => line.startsWith(method)).length;
        await eventually(
          'tries',
          () => Promise.resolve(count('POST /ws')),
          (asked) => asked >= 4,
          60_000,
        );
        assert.ok(count('POST /ws') <= count('UPGRADE'));
        assert.ok(!before.requests.some((line) => line.includes('transport=polling')));
        before.options.upgrades = 'pass';
        await Promise.all(two.both.map((side) => whenOn(side, 'websocket', 60_000)));
        await connect(two, 'voice');
        await two.tariq.endCall.click();
      });
    } finally {
      await before.close();
      await bare.close();
    }
  });
});
