import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { openChat, shown, socket, whenShown, whenTick, write } from './support/chat.js';
import {
  controls,
  eventually,
  expectMedia,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  RUNNING_TIME,
  SARA,
  startSite,
  TARIQ,
  whenConnected,
  type Site,
  type Person,
} from './support/index.js';

/** As a browser that is told to keep nothing of a site. */
function refuseStorage(): void {
  const refuse = (): never => {
    throw new DOMException('storage is refused', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, { get: refuse });
}

describe('a browser that refuses storage', () => {
  let site: Site;
  let browser: Browser;
  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  async function open(context: BrowserContext, who: typeof SARA): Promise<Person> {
    const peer = who === SARA ? TARIQ : SARA;
    const attributes = { 'ice-servers': '[]', connect: 'manual' };
    const page = await openProfile(context, { site, profile: who, peer, attributes });
    await assert.rejects(
      page.evaluate(() => localStorage.length),
      /storage is refused/,
    );
    const person = { page, ...controls(page) };
    await socket(person, true);
    await whenConnected(page);
    return person;
  }

  test('H20 in memory instead: chat, what is written offline, and a call go on, with two tabs of one person; nothing errors', async () => {
    const [his, hers] = await Promise.all([newPerson(browser), newPerson(browser)]);
    await Promise.all([his, hers].map((context) => context.addInitScript(refuseStorage)));
    const tariq = await open(his, TARIQ);
    const one = await open(hers, SARA);
    const two = await open(hers, SARA);
    const all = [tariq, one, two];
    for (const person of all) await openChat(person);
    await write(tariq, 'Salaam');
    await Promise.all(all.map((person) => whenShown(person, ['Salaam'])));
    await write(two, 'Hello');
    await Promise.all(all.map((person) => whenShown(person, ['Salaam', 'Hello'])));

    // offline: it waits in the page, and goes out once
    await tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.close());
    await socket(tariq, false);
    await openChat(tariq);
    await write(tariq, 'Are you there?', 'Page 12');
    await whenShown(tariq, ['Salaam', 'Hello', 'Are you there?', 'Page 12']);
    await whenTick(tariq, 'Sending');
    await socket(tariq, true);
    await whenShown(two, ['Salaam', 'Hello', 'Are you there?', 'Page 12']);
    await whenTick(tariq, 'Read');
    assert.equal((await shown(tariq)).length, 4);

    await tariq.voiceCall.click();
    await one.accept.waitFor();
    await two.accept.click();
    for (const { status } of [tariq, two]) await status.filter({ hasText: RUNNING_TIME }).waitFor();
    await expectMedia(two.page, { audio: true });
    await eventually(
      'answered in the other tab',
      () => one.page.evaluate(() => observed.ended.map(({ reason }) => reason)),
      (reasons) => reasons.join() === 'answered_elsewhere',
    );
    await two.endCall.click();
    for (const { page } of all) {
      await expectNothingLeft(page);
      assert.deepEqual(await page.evaluate(() => [...observed.errors]), []);
    }
    await Promise.all([his, hers].map((context) => context.close()));
  });
});
