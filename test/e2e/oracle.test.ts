import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
  expectNoErrors,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  startSite,
  TARIQ,
  type Site,
} from './support/index.js';

const SOON = 300;

/** Other tests lean on it: what it cannot see, they cannot fail for. */
describe('the oracle of what a call leaves behind', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [site, browser] = await Promise.all([startSite({ backend: 'none' }), launchChromium()]);
    page = await openProfile(await newPerson(browser), { site, profile: TARIQ, script: 'none' });
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('sees an open connection until it is closed', async () => {
    await page.evaluate(() => void new RTCPeerConnection());
    await assert.rejects(expectNothingLeft(page, SOON), /"connections":\["new"\]/);
    await page.evaluate(() => observed.openConnections().forEach((connection) => connection.close()));
    await expectNothingLeft(page, SOON);
  });

  test('sees a live track, and its clone, until both are stopped', async () => {
    await page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      stream.getTracks().forEach((track) => track.clone());
      stream.getTracks().forEach((track) => track.stop());
    });
    await assert.rejects(expectNothingLeft(page, SOON), /"tracks":\["audio/);
    await page.evaluate(() => observed.liveTracks().forEach((track) => track.stop()));
    await expectNothingLeft(page, SOON);
  });

  test('hears of a rejection that nobody handled, after a reload too', async () => {
    const heard = page.waitForEvent('pageerror');
    await page.evaluate(() => void Promise.reject(new Error('nobody listens')));
    await heard;
    await page.reload();
    assert.throws(() => expectNoErrors(page), /nobody listens/);
  });
});
