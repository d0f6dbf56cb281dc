import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  connect,
  eventually,
  expectMedia,
  expectNothingLeft,
  launchChromium,
  openTwo,
  startCall,
  phaseOf,
  startSite,
  whenBothConnected,
  whenConnected,
  whenPhase,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

/** Asked of the page's own element: `connection`. */
const connection = ({ page }: Person) =>
  page.evaluate(() => document.querySelector('chat-call-modal')?.connection);

describe('a call that loses something', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  for (const side of ['caller', 'callee'] as const) {
    test(`H11 goes on without the socket, and the goodbye of the ${side} arrives all the same`, async () => {
      const own = await startSite();
      await withTwo(browser, { site: own }, async (two) => {
        await connect(two, 'voice');
        await own.relay?.close();
        for (const person of two.both) {
          await eventually(
            'the socket is gone',
            () => connection(person),
            (state) => state !== 'open',
          );
          await expectMedia(person.page, { audio: true });
          await whenPhase(person, 'connected');
        }
        await (side === 'caller' ? two.tariq : two.sara).endCall.click();
        for (const person of two.both) await whenPhase(person, 'ended', 'idle');
      });
      await own.close();
    });
  }

  test('H2 takes the new call of a peer that has forgotten the old one', async () => {
    await withTwo(browser, { site }, async (two) => {
      await connect(two, 'voice');
      const old = await two.sara.page.evaluate(() => document.querySelector('chat-call-modal')?.call?.id);
      // A crash, in effect: the new page knows nothing of the call.
      await two.tariq.page.evaluate(() => addEventListener('pagehide', () => sessionStorage.clear()));
      await two.tariq.page.reload();
      await two.tariq.page.waitForFunction(
        () => document.querySelector('chat-call-modal')?.connection === 'open',
      );
      await startCall(two.tariq, 'voice');
      await two.sara.accept.click();
      await whenBothConnected(two);
      const now = await two.sara.page.evaluate(() => document.querySelector('chat-call-modal')?.call?.id);
      assert.notEqual(now, old);
      for (const { page } of two.both) await expectMedia(page, { audio: true });
      await two.sara.endCall.click();
    });
  });

  test('H13 shows Reconnecting… when the tab of the peer is gone, and ends within 30 s', async () => {
    const two = await openTwo(browser, { site });
    const { page } = two.sara;
    try {
      // its clock goes as the one on the wall, until it is led on
      await page.clock.install();
      await page.reload();
      await whenConnected(page);
      await connect(two, 'voice');
      await two.tariq.page.close();
      await two.sara.status.filter({ hasText: 'Reconnecting…' }).waitFor();
      await page.clock.runFor(10_000);
      assert.equal(await phaseOf(two.sara), 'reconnecting', 'not at once');
      await page.clock.runFor(20_000);
      await whenPhase(two.sara, 'ended');
      await two.sara.status.filter({ hasText: 'Connection lost' }).waitFor();
      await two.sara.button('Call again').waitFor();
      await expectNothingLeft(two.sara.page);
    } finally {
      await two.close();
    }
  });

  test('S30 tells the peer that the microphone or the camera is off, over the channel inside the call', async () => {
    await withTwo(browser, { site }, async (two) => {
      await connect(two, 'video');
      await two.tariq.mute.click();
      await two.sara.page.waitForFunction(
        () => document.querySelector('chat-call-modal')?.call?.peerMedia?.audio === false,
      );
      await two.tariq.cameraOff.click();
      await two.sara.page.waitForFunction(
        () => document.querySelector('chat-call-modal')?.call?.peerMedia?.video === false,
      );
      await two.tariq.unmute.click();
      await two.sara.page.waitForFunction(
        () => document.querySelector('chat-call-modal')?.call?.peerMedia?.audio,
      );
      await two.tariq.endCall.click();
    });
  });
});
