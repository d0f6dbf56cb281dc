import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  connect,
  controls,
  eventually,
  expectMedia,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  openTwo,
  profileAddress,
  SARA,
  startCall,
  startSite,
  TARIQ,
  whenBothConnected,
  whenConnected,
  whenPhase,
  whenReady,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

const LOCAL = { 'ice-servers': '[]' };
/** Longer than a call rings. */
const AWAY_MS = 70_000;

const callId = ({ page }: Person) => page.evaluate(() => document.querySelector('chat-call-modal')?.call?.id);
const connections = ({ page }: Person) => page.evaluate(() => observed.openConnections().length);
const reasons = ({ page }: Person) => page.evaluate(() => observed.ended.map(({ reason }) => reason));

const whenReasons = (person: Person, ...wanted: string[]) =>
  eventually(
    'why the calls ended',
    () => reasons(person),
    (now) => now.join() === wanted.join(),
  );
const whenConnections = (person: Person, wanted: number) =>
  eventually(
    'connections',
    () => connections(person),
    (now) => now === wanted,
  );

/** The clock on the wall goes on by so much while no timer runs, and its sockets die: the machine slept, and is looked at again. */
const sleep = ({ page }: Person, ms: number) =>
  page.evaluate((ms) => {
    const { now } = Date;
    Date.now = () => now() + ms;
    document.dispatchEvent(new Event('visibilitychange'));
    observed.cutSockets();
  }, ms);

/** A tab that the browser freezes, as it does with those that nobody has looked at for long. */
async function freeze({ page }: Person, state: 'frozen' | 'active'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state });
  await session.detach();
}

describe('pages that stood still', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium({ pageCache: true })]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  /** Sara's page goes to one without the tag, and comes back from the browser's cache, more than a minute later by its clock. */
  async function awayAndBack(page: Page, meanwhile: () => Promise<unknown>): Promise<void> {
    await page.evaluate((ms) => {
      addEventListener('pageshow', ({ persisted }) => (document.body.dataset['back'] = String(persisted)));
      const { now } = Date;
      addEventListener('pagehide', () => (Date.now = () => now() + ms));
    }, AWAY_MS);
    await page.goto(`${site.url}/assets/icon.svg`);
    await meanwhile();
    // the document that comes back has loaded long ago
    await page.evaluate(() => history.back()).catch(() => {});
    // the picture has no body; and what it is asked in the moment when it goes, it never answers
    await eventually(
      'the page is back',
      () =>
        Promise.race([
          page.evaluate(() => document.body?.dataset['back'] === 'true').catch(() => false),
          wait(1_000, false),
        ]),
      Boolean,
    );
  }

  const open = async (context: BrowserContext, who: typeof SARA): Promise<Person> => {
    const peer = who === SARA ? TARIQ : SARA;
    const page = await openProfile(context, { site, profile: who, peer, attributes: LOCAL });
    await whenConnected(page);
    return { page, ...controls(page) };
  };

  test('H13 back from the page cache: connected again, what rang then does not ring, the next call does', async () => {
    const people = await Promise.all([newPerson(browser), newPerson(browser)]);
    const [tariq, sara] = await Promise.all([open(people[0], TARIQ), open(people[1], SARA)]);
    await startCall(tariq, 'voice');
    await sara.accept.waitFor();
    const stale = await callId(sara);
    await awayAndBack(sara.page, () => tariq.endCall.click());
    // its time was over before anything could arrive
    await whenReasons(sara, 'timeout');
    await whenConnected(sara.page);
    await startCall(tariq, 'voice');
    await sara.accept.click();
    await whenBothConnected({ tariq, sara, both: [tariq, sara], close: async () => {} });
    assert.notEqual(await callId(sara), stale);
    for (const { page } of [tariq, sara]) await expectMedia(page, { audio: true });
    await sara.endCall.click();
    for (const person of [tariq, sara]) {
      await whenPhase(person, 'ended', 'idle');
      await expectNothingLeft(person.page);
    }
    await Promise.all(people.map((context) => context.close()));
  });

  test('H12 H13 in a call: back to the page before, which takes the call up again, cached or not', () =>
    withTwo(browser, { site }, async (two) => {
      const { tariq, sara } = two;
      await connect(two, 'voice');
      const id = await callId(sara);
      const attributes = { ...LOCAL };
      await sara.page.goto(profileAddress({ site, profile: SARA, peer: TARIQ, attributes, name: 'two' }));
      await whenPhase(sara, 'connected');
      // no Chromium keeps a page that has a connection: the one before is loaded anew
      await sara.page.evaluate(() => history.back()).catch(() => {});
      await sara.page.waitForFunction(() => document.title === 'one');
      await whenReady(sara.page);
      await whenPhase(sara, 'connected');
      for (const { page } of two.both) await expectMedia(page, { audio: true });

      // a browser that does keep it (Safari) comes back to what was live then
      const made = await sara.page.evaluate(() => observed.made());
      await sara.page.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      });
      await eventually(
        'a new connection',
        () => sara.page.evaluate(() => observed.made()),
        (now) => now > made,
      );
      await whenPhase(sara, 'connected');
      await whenPhase(tariq, 'connected');
      for (const { page } of two.both) await expectMedia(page, { audio: true });
      await whenConnections(sara, 1);
      assert.deepEqual([await callId(sara), await callId(tariq)], [id, id]);

      // the page after it had the call, and has ended or moved it
      await sara.page.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
        sessionStorage.clear();
        dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
      });
      await eventually(
        'it is not here any more',
        () => reasons(sara),
        ([reason]) => reason === 'moved',
      );
      await whenConnections(sara, 0);
      await tariq.endCall.click();
      await whenPhase(tariq, 'ended', 'idle');
      await Promise.all(two.both.map(({ page }) => expectNothingLeft(page)));
      await Promise.all(two.both.map(({ page }) => page.reload()));
    }));

  test('H13 deadlines pass while a machine sleeps, and are looked at on waking: a ring, and 30 s of Reconnecting…', async () => {
    const two = await openTwo(browser, { site });
    const { tariq, sara } = two;
    await startCall(tariq, 'voice');
    await sara.accept.waitFor();
    await sleep(sara, AWAY_MS);
    await whenReasons(sara, 'timeout');
    await whenPhase(tariq, 'ended');
    await eventually(
      'its socket is another one',
      () => sara.page.evaluate(() => observed.socketUrls.length),
      (count) => count > 1,
    );
    await whenConnected(sara.page);

    await connect(two, 'voice');
    await freeze(sara, 'frozen');
    await freeze(sara, 'active');
    await whenPhase(sara, 'connected');
    await expectMedia(sara.page, { audio: true });
    await tariq.page.close();
    await whenPhase(sara, 'reconnecting');
    await sleep(sara, AWAY_MS);
    await whenReasons(sara, 'timeout', 'lost');
    await sara.button('Call again').waitFor();
    await expectNothingLeft(sara.page);
    await two.close();
  });
});
