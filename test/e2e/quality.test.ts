import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  startSite,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

/** Chromium shapes peer connections that are made after the first call. @returns what sets the loss, in per cent */
async function shaped({ page }: Person): Promise<(packetLoss: number) => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  const set = async (packetLoss: number): Promise<void> =>
    void (await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 1,
      downloadThroughput: -1,
      uploadThroughput: -1,
      packetLoss,
      packetQueueLength: 0,
    }));
  await set(0);
  return set;
}

/**
 * In the calls that this page makes from now on.
 * @returns has it look five times a second in place of once: healing takes half a minute of looks
 */
async function looksOften({ page }: Person): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const { setInterval: start, clearInterval: stop } = globalThis;
    globalThis.setInterval = ((look: () => void, ms?: number) => {
      const id: unknown = start(look, ms);
      const hurry = () => {
        const more = start(look, 200);
        globalThis.clearInterval = (other) => {
          if (other === id) stop(more);
          stop(other);
        };
      };
      if (ms === 1_000) Object.assign(globalThis, { hurry });
      return id;
    }) as typeof setInterval;
  });
  return () => page.evaluate(() => (globalThis as unknown as { hurry(): void }).hurry());
}

/** How far the pictures of this person are held down. */
const sent = ({ page }: Person) =>
  page.evaluate(() => {
    const [connection] = observed.openConnections();
    const sender = connection?.getSenders().find(({ track }) => track?.kind === 'video');
    const [encoding] = sender?.getParameters().encodings ?? [];
    return {
      maxBitrate: encoding?.maxBitrate ?? 0,
      scale: encoding?.scaleResolutionDownBy ?? 1,
      sdp: connection?.localDescription?.sdp ?? '',
    };
  });

const bars = ({ page }: Person) => page.getByRole('img', { name: /^Connection: / });
const WEAK = 'Your connection is weak: picture reduced to keep the sound';

describe('a call on a bad network', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite({ backend: 'bare' }), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('the bars fall, the picture gives way to the sound and that is told once; when the network heals all comes back', () =>
    withTwo(browser, { site }, async (two) => {
      const { tariq, sara } = two;
      const lose = await shaped(tariq);
      const hurry = await looksOften(tariq);
      await connect(two, 'video');
      for (const { page } of two.both) await expectMedia(page, { audio: true, video: true });
      await bars(tariq).and(tariq.page.getByLabel('Connection: good')).waitFor({ timeout: 60_000 });
      const before = await sent(tariq);
      assert.equal(before.maxBitrate, 0, 'nothing is held down');
      const parts = await tariq.page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => name),
      );
      assert.ok(!parts.some((name) => /quality|trouble|en-rare/.test(name)), 'a good call loads none of it');
      assert.match(before.sdp, /useinbandfec=1/, 'sound that bridges lost packets');

      await lose(25);
      await bars(tariq).and(tariq.page.getByLabel('Connection: weak')).waitFor({ timeout: 45_000 });
      await tariq.page.getByText(WEAK).waitFor();
      const first = await eventually(
        'his picture steps down',
        () => sent(tariq),
        ({ maxBitrate }) => maxBitrate > 0,
      );
      assert.ok(first.maxBitrate <= 500_000 && first.scale >= 2);
      await expectMedia(sara.page, { audio: true });
      await expectMedia(tariq.page, { audio: true });

      await lose(0);
      await hurry();
      await bars(tariq).and(tariq.page.getByLabel('Connection: good')).waitFor({ timeout: 60_000 });
      await eventually(
        'the whole picture again',
        () => sent(tariq),
        ({ maxBitrate, scale }) => !maxBitrate && scale === 1,
        90_000,
      );
      await tariq.page.getByText(WEAK).waitFor({ state: 'detached' });
      await tariq.endCall.click();
    }));
});
