import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import {
  callLog,
  controls,
  eventually,
  expectMedia,
  expectNoErrors,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  profileAddress,
  RUNNING_TIME,
  SARA,
  startSite,
  TARIQ,
  watchErrors,
  whenConnected,
  type Person,
  type Site,
} from './support/index.js';

const LOCAL = { 'ice-servers': '[]' };

/** How many ringtones sound in the page: contexts that run, with something that plays. */
const listen = () => {
  const sounding = new Set<BaseAudioContext>();
  const real: unknown = Reflect.get(AudioBufferSourceNode.prototype, 'start');
  AudioBufferSourceNode.prototype.start = function () {
    sounding.add(this.context);
    (real as () => void).call(this);
  };
  Object.assign(globalThis, {
    sounding: () => [...sounding].filter(({ state }) => state === 'running').length,
  });
};
const soundsIn = ({ page }: Person): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { sounding(): number }).sounding());

const callOf = (person: Person) =>
  person.page.evaluate(() => {
    const call = document.querySelector('chat-call-modal')?.call;
    return call ? { id: call.id, phase: call.phase, reason: call.endReason, muted: call.muted } : null;
  });

const whenCall = (person: Person, phase: string | null, deadline = 45_000) =>
  eventually(
    `call ${phase}`,
    () => callOf(person),
    (call) => (call?.phase ?? null) === phase,
    deadline,
  );

/** A call that was there has ended, and has left the screen maybe. */
const whenOver = (person: Person) =>
  eventually(
    'the call is over',
    () => callOf(person),
    (call) => !call || call.phase === 'ended',
  );
const whenEnded = (person: Person, reason: string) =>
  eventually(
    `the call ends: ${reason}`,
    () => person.page.evaluate(() => observed.ended.map((call) => call.reason)),
    (reasons) => reasons[0] === reason,
  );

describe('several tabs of one person', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite({ backend: 'bare' }), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  const open = async (
    context: BrowserContext,
    who: typeof SARA,
    more: Record<string, string> = {},
  ): Promise<Person> => {
    const peer = who === SARA ? TARIQ : SARA;
    const page = await openProfile(context, { site, profile: who, peer, attributes: { ...LOCAL, ...more } });
    return { page, ...controls(page) };
  };
  const elsewhere = ({ page }: Person) =>
    page.getByRole('status').filter({ hasText: 'In a call in another tab' });
  const hers = () => site.forwarder?.sockets('7', 'student').length;
  const whenSockets = (count: number) =>
    eventually(
      `${count} sockets`,
      () => Promise.resolve(hers()),
      (open) => open === count,
    );

  /** Tariq, and Sara with two tabs, all connected. */
  async function withTabs(
    act: (tariq: Person, one: Person, two: Person, context: BrowserContext) => Promise<void>,
  ): Promise<void> {
    const [his, context] = await Promise.all([newPerson(browser), newPerson(browser)]);
    await context.addInitScript(listen);
    const tariq = await open(his, TARIQ);
    const one = await open(context, SARA);
    await whenConnected(one.page);
    const two = await open(context, SARA);
    await Promise.all([tariq, two].map(({ page }) => whenConnected(page)));
    try {
      await act(tariq, one, two, context);
      const rest = [tariq, one, two].filter(({ page }) => !page.isClosed());
      for (const { page } of rest) await expectNothingLeft(page);
      await expectSameEnds(rest);
    } finally {
      await Promise.all([his, context].map((person) => person.close()));
    }
  }

  /** Whoever had a call to its end gives the same reason; the others say that it went on elsewhere. */
  async function expectSameEnds(people: readonly Person[]): Promise<void> {
    const reasons = new Map<string, string>();
    for (const { page } of people)
      for (const { id, reason } of await page.evaluate(() => [...observed.ended])) {
        if (/elsewhere|moved/.test(reason)) continue;
        assert.equal(reason, reasons.get(id) ?? reason, 'all agree why the call ended');
        reasons.set(id, reason);
      }
  }

  const call = ({ page }: Person) =>
    page.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice'));
  const whenTalking = (...people: Person[]) =>
    Promise.all(people.map(({ status }) => status.filter({ hasText: RUNNING_TIME }).waitFor()));

  test('H20 two tabs use one socket; it rings in both, sounds in one, and the answer in one stops the other', () =>
    withTabs(async (tariq, one, two) => {
      assert.equal(hers(), 1);
      await call(tariq);
      await Promise.all([one.accept.waitFor(), two.accept.waitFor()]);
      await eventually(
        'one sounds',
        async () => (await soundsIn(one)) + (await soundsIn(two)),
        (sounding) => sounding === 1,
      );
      // the second has no socket of its own: its answer goes through the first
      await two.accept.click();
      await whenTalking(tariq, two);
      await elsewhere(one).waitFor();
      await expectMedia(two.page, { audio: true });
      await eventually(
        'none sounds',
        async () => (await soundsIn(one)) + (await soundsIn(two)),
        (sounding) => sounding === 0,
      );
      await whenEnded(one, 'answered_elsewhere');
      assert.equal(hers(), 1);

      await one.mute.click();
      await two.page.waitForFunction(() => document.querySelector('chat-call-modal')?.muted);
      await one.unmute.click();
      await two.page.waitForFunction(() => !document.querySelector('chat-call-modal')?.muted);
      await one.endCall.click();
      await whenOver(tariq);
      await elsewhere(one).waitFor({ state: 'detached' });
      await eventually(
        'one entry on each side, the same in both tabs',
        () => Promise.all([one, two, tariq].map(callLog)),
        (logs) =>
          logs.every(({ length, 0: log = '' }) => length === 1 && /^Voice call, \d+ /.test(log)) &&
          logs[0]?.[0] === logs[1]?.[0],
      );
    }));

  test('H6 declined in one tab, it stops ringing in the other', () =>
    withTabs(async (tariq, one, two) => {
      await call(tariq);
      await Promise.all([one.accept.waitFor(), two.accept.waitFor()]);
      await two.decline.click();
      await whenEnded(one, 'declined_elsewhere');
      await tariq.status.filter({ hasText: 'Call declined' }).waitFor();
    }));

  test('H20 Move here brings the call into the other tab, and back', () =>
    withTabs(async (tariq, one, two) => {
      await call(tariq);
      await one.accept.click();
      await whenTalking(tariq, one);
      const { id } = (await callOf(tariq)) ?? assert.fail();
      for (const [to, from] of [
        [two, one],
        [one, two],
      ] as const) {
        await to.button('Move here').press('Enter');
        await whenCall(to, 'connected');
        await whenCall(tariq, 'connected');
        for (const side of [to, tariq]) await expectMedia(side.page, { audio: true });
        assert.equal((await callOf(to))?.id, id);
        await elsewhere(from).waitFor();
        await expectNothingLeft(from.page);
      }
      await tariq.endCall.click();
      await whenOver(one);
    }));

  test('H20 the tab with socket and call is closed: the other takes both over', () =>
    withTabs(async (tariq, one, two) => {
      await call(tariq);
      await one.accept.click();
      await whenTalking(tariq, one);
      const before = await callOf(tariq);
      await elsewhere(two).waitFor();
      await one.page.close({ runBeforeUnload: false });
      await whenConnected(two.page);
      await whenCall(two, 'connected');
      await whenCall(tariq, 'connected');
      for (const side of [two, tariq]) await expectMedia(side.page, { audio: true });
      assert.equal((await callOf(two))?.id, before?.id);
      await whenSockets(1);
      await tariq.endCall.click();
      await whenOver(two);
    }));

  test('H20 the tab with the ring crashes: the other has the socket, sounds, and answers', () =>
    withTabs(async (tariq, one, two, context) => {
      await call(tariq);
      await Promise.all([one.accept.waitFor(), two.accept.waitFor()]);
      const raw = await context.newCDPSession(one.page);
      const crashed = new Promise((resolve) => one.page.once('crash', resolve));
      raw.send('Page.crash').catch(() => {});
      await crashed;
      await eventually(
        'the other sounds',
        () => soundsIn(two),
        (sounding) => sounding === 1,
      );
      await whenConnected(two.page);
      await two.accept.click();
      await whenTalking(tariq, two);
      await expectMedia(two.page, { audio: true });
      await two.endCall.click();
      await whenOver(tariq);
      await expectNothingLeft(two.page);
      await one.page.close();
    }));

  test('H20 the tab with the call crashes: the other takes it over', () =>
    withTabs(async (tariq, one, two, context) => {
      await call(tariq);
      await one.accept.click();
      await whenTalking(tariq, one);
      const before = await callOf(tariq);
      await elsewhere(two).waitFor();
      const raw = await context.newCDPSession(one.page);
      raw.send('Page.crash').catch(() => {});
      await whenCall(two, 'connected');
      await whenCall(tariq, 'connected');
      await expectMedia(two.page, { audio: true });
      assert.equal((await callOf(two))?.id, before?.id);
      await tariq.endCall.click();
      await whenOver(two);
      await one.page.close();
    }));

  test('H12 a page change in the tab that has the call brings it back there, not in the other', () =>
    withTabs(async (tariq, one, two) => {
      await call(tariq);
      await one.accept.click();
      await whenTalking(tariq, one);
      const before = await callOf(tariq);
      await elsewhere(two).waitFor();
      // a page that changes is waited for, 5 s: on a busy machine that is too short
      await two.page.evaluate(() => {
        const real = globalThis.setTimeout;
        globalThis.setTimeout = ((act: () => void, ms?: number) =>
          real(act, ms === 5_000 ? 60_000 : ms)) as typeof setTimeout;
      });
      for (const name of ['two', 'three']) {
        await one.page.goto(profileAddress({ site, profile: SARA, peer: TARIQ, attributes: LOCAL, name }));
        await whenCall(one, 'connected');
        await whenCall(tariq, 'connected');
        await expectMedia(one.page, { audio: true });
        assert.equal((await callOf(one))?.id, before?.id);
        assert.equal(await callOf(two), null);
        await elsewhere(two).waitFor();
      }
      await tariq.endCall.click();
      await whenOver(one);
      expectNoErrors(two.page);
    }));

  test('H12 a duplicated tab does not take up the call a second time', () =>
    withTabs(async (tariq, one, two, context) => {
      await call(tariq);
      await one.accept.click();
      await whenTalking(tariq, one);
      await two.page.close();
      // what the page keeps when it goes, as a tab that was duplicated in that moment has it too
      const kept = await one.page.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide'));
        return Object.entries(sessionStorage) as [string, string][];
      });
      const copy = await context.newPage();
      await copy.addInitScript((entries) => {
        if (!sessionStorage.getItem('copied'))
          for (const [key, value] of [...entries, ['copied', 'yes'] as const])
            sessionStorage.setItem(key, value);
      }, kept);
      const address = profileAddress({ site, profile: SARA, peer: TARIQ, attributes: LOCAL });
      await Promise.all([one.page.goto(address), copy.goto(address)]);
      const both = [one, { page: copy, ...controls(copy) }];
      await eventually(
        'one of them has the call',
        () => Promise.all(both.map(callOf)),
        (calls) => calls.filter((one) => one?.phase === 'connected').length === 1,
      );
      const [without] = (await callOf(both[0]!)) ? [both[1]!] : [both[0]!];
      await elsewhere(without).waitFor();
      assert.equal(await callOf(without), null);
      assert.equal(await without.page.evaluate(() => observed.made()), 0);
      await tariq.endCall.click();
      await elsewhere(without).waitFor({ state: 'detached' });
    }));

  test('H20 a tab that is opened while it rings, rings too; with connect="open" the socket lives while one modal is open', async () => {
    const context = await newPerson(browser);
    const his = await newPerson(browser);
    await context.addInitScript(listen);
    const one = await open(context, SARA, { connect: 'open' });
    const two = await open(context, SARA, { connect: 'open' });
    const show = ({ page }: Person, shown: boolean) =>
      page.evaluate((now) => {
        const widget = document.querySelector('chat-call-modal');
        if (now) widget?.show();
        else widget?.close();
      }, shown);
    assert.equal(hers(), 0);
    await show(one, true);
    await whenConnected(one.page);
    await show(two, true);
    await whenConnected(two.page);
    assert.equal(hers(), 1);
    await show(one, false);
    await whenConnected(two.page);
    await whenSockets(1);
    await show(two, false);
    await whenSockets(0);

    await show(one, true);
    await whenConnected(one.page);
    const tariq = await open(his, TARIQ);
    await whenConnected(tariq.page);
    await call(tariq);
    await one.accept.waitFor();
    await show(two, true);
    await two.accept.click();
    await whenTalking(tariq, two);
    await elsewhere(one).waitFor();
    await tariq.endCall.click();
    for (const person of [tariq, one, two]) await expectNothingLeft(person.page);
    await Promise.all([context, his].map((person) => person.close()));
  });
});

describe('one person in two browsers', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite({ backend: 'bare' }), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  for (const [what, reason] of [
    ['accept', 'answered_elsewhere'],
    ['decline', 'declined_elsewhere'],
  ] as const) {
    test(`H6 both devices ring; when one ${what}s, the other stops and says so`, async () => {
      const people = await Promise.all([1, 2, 3].map(() => newPerson(browser)));
      const [tariq, one, two] = await Promise.all(
        people.map(async (context, i): Promise<Person> => {
          const sides = i ? { profile: SARA, peer: TARIQ } : { profile: TARIQ, peer: SARA };
          const page = await openProfile(context, { site, ...sides, attributes: LOCAL });
          await whenConnected(page);
          return { page, ...controls(page) };
        }),
      );
      assert.ok(tariq && one && two);
      assert.equal(site.forwarder?.sockets('7', 'student').length, 2);
      await tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice'));
      await two.accept.waitFor();
      await one[what].click();
      await whenEnded(two, reason);
      if (what === 'accept') {
        await one.status.filter({ hasText: RUNNING_TIME }).waitFor();
        await expectMedia(one.page, { audio: true });
        await one.endCall.click();
      }
      for (const { page } of [tariq, one, two]) await expectNothingLeft(page);
      await Promise.all(people.map((person) => person.close()));
    });
  }
});

describe('a page that may not sound yet', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([
      startSite({ backend: 'bare' }),
      launchChromium({ autoplay: false }),
    ]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('H15 says that it cannot ring yet; one click arms it, and then it rings', async () => {
    const context = await newPerson(browser);
    await context.addInitScript(listen);
    const page = await context.newPage();
    watchErrors(page);
    await page.goto(profileAddress({ site, profile: SARA, peer: TARIQ, attributes: LOCAL }));
    // the driver's own evaluate counts as a gesture; this one does not
    const raw = await context.newCDPSession(page);
    const chip = async (): Promise<unknown> => {
      const expression = `document.querySelector('chat-call-modal')?.shadowRoot?.querySelector('ccm-cannot-ring')?.shadowRoot.textContent.trim()`;
      return (await raw.send('Runtime.evaluate', { expression, returnByValue: true })).result.value;
    };
    const says = (text: unknown) => String(text).startsWith('This page cannot ring yet');
    await eventually('it says so', chip, says);
    await page.locator('ccm-cannot-ring').getByRole('button').press('Enter');
    await eventually('it is gone', chip, (text) => text === undefined);
    const his = await newPerson(browser);
    const tariq = await openProfile(his, { site, profile: TARIQ, peer: SARA, attributes: LOCAL });
    await whenConnected(tariq);
    await tariq.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice'));
    const sara = { page, ...controls(page) };
    await sara.accept.waitFor();
    await eventually(
      'it sounds',
      () => soundsIn(sara),
      (sounding) => sounding === 1,
    );
    await sara.decline.click();
    await expectNothingLeft(page);
    await Promise.all([context.close(), his.close()]);
  });
});
