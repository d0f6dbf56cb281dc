import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
  connect,
  controls,
  eventually,
  expectMedia,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openTwo,
  RUNNING_TIME,
  startSite,
  watchErrors,
  whenConnected,
  whenReady,
  type Site,
} from './support/index.js';

const PAGES = ['lessons.html', 'tutors.html', 'messages.html', 'tutor.html', ''];
/** Page changes in one call: see the acceptance line H12. */
const CHANGES = 20;

const call = (page: Page) =>
  page.evaluate(() => {
    const now = document.querySelector('chat-call-modal')?.call;
    return now ? { id: now.id, phase: now.phase, muted: now.muted, connectedAt: now.connectedAt } : null;
  });

const whenBack = (page: Page) =>
  page.waitForFunction(() => document.querySelector('chat-call-modal')?.call?.phase === 'connected');

/** The calls in the conversation, of which there is one at least. */
async function entries(page: Page): Promise<string[]> {
  await page.evaluate(() => document.querySelector('chat-call-modal')?.show());
  const shown = page.locator('chat-call-modal').locator('[part="call-entry"]');
  await shown.first().waitFor();
  return shown.allInnerTexts();
}

describe('a call and page changes', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  /** Tariq and Sara in a voice call on the multi-page site, both modals minimized. */
  async function inCall(run: (tariq: Page, sara: Page) => Promise<void>): Promise<void> {
    const people = await Promise.all([newPerson(browser), newPerson(browser)]);
    const [tariq, sara] = await Promise.all([people[0].newPage(), people[1].newPage()]);
    for (const page of [tariq, sara]) watchErrors(page);
    await tariq.goto(`${site.url}/site/?as=tariq`);
    await sara.goto(`${site.url}/site/?as=sara`);
    await Promise.all([tariq, sara].map(whenConnected));
    await tariq.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice'));
    await controls(sara).accept.click();
    for (const page of [tariq, sara]) {
      await controls(page).status.filter({ hasText: RUNNING_TIME }).waitFor();
      await controls(page).minimize.click();
    }
    await run(tariq, sara);
    await tariq.evaluate(() => document.querySelector('chat-call-modal')?.hangUp());
    await Promise.all([tariq, sara].map((page) => expectNothingLeft(page)));
    const [his, hers] = await eventually(
      'both end the same call',
      () => Promise.all([tariq, sara].map((page) => page.evaluate(() => observed.ended.at(-1)))),
      ([one, other]) => !!one && one.id === other?.id,
    );
    assert.ok(his && hers);
    assert.equal(his.reason, hers.reason, 'both agree why the call ended');
    await Promise.all(people.map((person) => person.close()));
  }

  test('H12 survives twenty page changes of alternating sides: same call, sound back on both', async () => {
    await inCall(async (tariq, sara) => {
      const before = await call(tariq);
      const times: number[] = [];
      for (let change = 0; change < CHANGES; change++) {
        const page = change % 2 ? sara : tariq;
        const start = performance.now();
        await page.goto(`${site.url}/site/${PAGES[change % PAGES.length]}`);
        await whenBack(page);
        await Promise.all([tariq, sara].map((side) => expectMedia(side, { audio: true })));
        times.push(performance.now() - start);
        assert.equal((await call(page))?.id, before?.id);
      }
      times.sort((a, b) => a - b);
      const [median, worst] = [times[CHANGES / 2] ?? 0, times.at(-1) ?? 0];
      console.log(`page change → sound back: median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms`);
      // 2 s and 5 s on a quiet machine; five times that on a busy one still tells a ladder that waits from one that does not
      assert.ok(median < 10_000 && worst < 25_000, `median ${median} ms, worst ${worst} ms`);
    });
  });

  test('H12 keeps the mute state and the running time over a page change', async () => {
    await inCall(async (tariq, sara) => {
      await tariq.evaluate(() => (document.querySelector('chat-call-modal')!.muted = true));
      await tariq.waitForFunction(() => document.querySelector('chat-call-modal')?.muted);
      const before = await call(tariq);
      await tariq.goto(`${site.url}/site/lessons.html`);
      await whenBack(tariq);
      await tariq.waitForFunction(() => document.querySelector('chat-call-modal')?.muted);
      assert.equal((await call(tariq))?.connectedAt, before?.connectedAt);
      await expectMedia(tariq, { audio: true });
      assert.equal((await call(sara))?.id, before?.id);
    });
  });

  test('H12 survives both sides changing pages at once', async () => {
    await inCall(async (tariq, sara) => {
      const before = await call(tariq);
      await Promise.all([
        tariq.goto(`${site.url}/site/lessons.html`),
        sara.goto(`${site.url}/site/messages.html`),
      ]);
      for (const page of [tariq, sara]) {
        await whenBack(page);
        await expectMedia(page, { audio: true });
        assert.equal((await call(page))?.id, before?.id);
      }
    });
  });

  test('H12 takes the call up once: what the page kept is gone when a second tab looks', async () => {
    await inCall(async (tariq) => {
      await tariq.goto(`${site.url}/site/lessons.html`);
      await whenBack(tariq);
      await eventually(
        'nothing is kept',
        () => tariq.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('ccm-call'))),
        (kept) => kept.length === 0,
      );
    });
  });

  test('H12 a page that hangs up before it has taken the call up ends it on both sides', async () => {
    await inCall(async (tariq, sara) => {
      await tariq.goto(`${site.url}/site/lessons.html`);
      await whenReady(tariq);
      await tariq.evaluate(() => document.querySelector('chat-call-modal')?.hangUp());
      await sara.waitForFunction(() => observed.ended.length === 1);
      assert.deepEqual(await sara.evaluate(() => observed.ended.map(({ reason }) => reason)), ['hangup']);
    });
  });

  test('H12 a call whose tab was closed stands in the conversation, once, where it goes on and where it does not', async () => {
    const two = await openTwo(browser, { site });
    await connect(two, 'voice');
    const { page } = two.tariq;
    await page.reload();
    await whenBack(page);
    await eventually(
      'it goes on, and nothing tells of its end',
      () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ccm-call'))),
      (left) => left.length === 0,
    );
    const [context, address] = [page.context(), page.url()];
    const again = await context.newPage();
    // a tab that closes has little time for its last words, on a busy machine none
    await page.goto('about:blank');
    await page.close();
    await again.goto(address);
    await whenConnected(again);
    const [entry, ...others] = await entries(again);
    assert.match(String(entry), /^Voice call, \d+ (s|min)/);
    assert.deepEqual(others, []);
    await again.reload();
    await whenConnected(again);
    assert.equal((await entries(again)).length, 1);
    await two.close();
  });
});
