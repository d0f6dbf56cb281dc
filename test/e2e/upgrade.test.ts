import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  startSite,
  whenBothConnected,
  whenPhase,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

const part = ({ page }: Person, name: string) => page.locator('chat-call-modal').locator(`[part~="${name}"]`);

/** How bright the brightest spot of a picture is, 0 to 255; `null`: none is shown. */
function brightness(person: Person, name: string): Promise<number | null> {
  return part(person, name).evaluateAll((found) => {
    const [shown] = found;
    const video = shown instanceof HTMLVideoElement ? shown : shown?.querySelector('video');
    const context = document.createElement('canvas').getContext('2d');
    if (!video?.videoWidth || !context || getComputedStyle(video).opacity === '0') return null;
    context.drawImage(video, 0, 0, 8, 8);
    return Math.max(...context.getImageData(0, 0, 8, 8).data.filter((_, i) => i % 4 !== 3));
  });
}

const bright = (value: number | null): boolean => (value ?? 0) > 40;

const seesSelf = (person: Person) =>
  eventually('the own picture', () => brightness(person, 'self-view'), bright);

/** The peer's picture is there, moves, and is not black. */
async function seesPeer(person: Person): Promise<void> {
  await eventually('a bright picture', () => brightness(person, 'remote-video'), bright);
  await expectMedia(person.page, { audio: false, video: true });
}

describe('a voice call becomes a video call', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  for (const order of [
    ['tariq', 'sara'],
    ['sara', 'tariq'],
  ] as const) {
    test(`S31 ${order.join(', then ')} turns the camera on: both see each other, and back`, async () => {
      await withTwo(browser, { site }, async (two) => {
        await connect(two, 'voice');
        const [first, second] = [two[order[0]], two[order[1]]];
        await first.cameraOn.click();
        await seesPeer(second);
        await second.cameraOn.click();
        await seesPeer(first);
        await seesPeer(second);
        for (const person of two.both) await expectMedia(person.page, { audio: true, video: true });
        for (const person of two.both) await seesSelf(person);
        await first.cameraOff.click();
        await part(second, 'remote-video').waitFor({ state: 'detached' });
        await seesPeer(first);
        await first.cameraOn.click();
        await seesPeer(second);
        await second.endCall.click();
      });
    });
  }

  test('S31 both at the same moment', async () => {
    await withTwo(browser, { site }, async (two) => {
      for (let round = 0; round < 4; round += 1) {
        await connect(two, 'voice');
        await Promise.all(two.both.map(({ cameraOn }) => cameraOn.click()));
        for (const person of two.both) await seesPeer(person);
        for (const person of two.both) await expectMedia(person.page, { audio: true, video: true });
        // nothing is left over of the offer that gave way: else the browser would ask to negotiate it for ever
        const sections = (person: Person) =>
          person.page.evaluate(() =>
            observed
              .openConnections()
              .flatMap((pc) => pc.getTransceivers().map(({ direction }) => direction)),
          );
        for (const person of two.both)
          await eventually(
            'two sections',
            () => sections(person),
            (now) => now.join() === 'sendrecv,sendrecv',
          );
        await two.sara.endCall.click();
        for (const person of two.both) await whenPhase(person, 'ended', 'idle');
      }
    });
  });

  test('S31 H12 the cameras survive a page change, and a connection that is rebuilt', async () => {
    await withTwo(browser, { site }, async (two) => {
      await connect(two, 'voice');
      await two.tariq.cameraOn.click();
      await seesPeer(two.sara);
      await two.sara.cameraOn.click();
      await seesPeer(two.tariq);
      await two.tariq.page.reload();
      await whenBothConnected(two);
      for (const person of two.both) await seesPeer(person);
      await seesSelf(two.tariq);
      await two.tariq.page.waitForFunction(
        () => document.querySelector('chat-call-modal')?.cameraOff === false,
      );
      assert.equal(await two.tariq.page.locator('chat-call-modal').getAttribute('camera-off'), null);
      // a side without a camera offers anew to one that has its own on
      await two.tariq.cameraOff.click();
      await part(two.sara, 'remote-video').waitFor({ state: 'detached' });
      await two.tariq.page.reload();
      await whenBothConnected(two);
      await seesPeer(two.tariq);
      await two.tariq.cameraOn.click();
      await seesPeer(two.sara);
      await two.sara.endCall.click();
    });
  });
});
