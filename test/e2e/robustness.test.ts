import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  connect,
  expectMedia,
  expectNothingLeft,
  injected,
  launchChromium,
  newPerson,
  openProfile,
  phaseOf,
  rubbishFrames,
  SARA,
  startCall,
  startNetwork,
  TARIQ,
  whenBothConnected,
  whenConnected,
  whenPhase,
  withTwo,
  type Network,
  type Person,
} from './support/index.js';

const LOCAL = { 'ice-servers': '[]' };
describe('a page among rubbish', () => {
  let network: Network;
  let browser: Browser;

  before(async () => {
    [network, browser] = await Promise.all([startNetwork(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await network.site.close();
  });
  beforeEach(() => network.reset());

  async function expectUnharmed({ page }: Person): Promise<void> {
    const isPolluted = await page.evaluate(() => 'polluted' in {});
    assert.equal(isPolluted, false);
    assert.equal(await page.evaluate(() => document.querySelector('chat-call-modal')?.connection), 'open');
  }

  test('X3 S16 1,000 generated frames while it rings, and 1,000 in the call, harm neither', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      const { tariq, sara } = two;
      await startCall(tariq, 'video');
      await sara.accept.waitFor();
      const callId = String(network.seen().find(({ type }) => type === 'call_invitation')?.['call_id']);
      const seed = Number(process.env['FUZZ_SEED'] ?? 1);

      const between = { from: TARIQ, to: SARA, callId };
      await injected(network, sara.page, TARIQ, SARA, ...rubbishFrames(seed, 1000, between));
      assert.equal(await phaseOf(sara), 'ringing');
      await expectUnharmed(sara);
      await sara.accept.click();
      await whenBothConnected(two);

      await injected(network, sara.page, TARIQ, SARA, ...rubbishFrames(seed + 1, 1000, between));
      const back = { from: SARA, to: TARIQ, callId };
      await injected(network, tariq.page, SARA, TARIQ, ...rubbishFrames(seed + 2, 1000, back));
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
      for (const side of two.both) {
        await whenPhase(side, 'connected');
        await expectUnharmed(side);
      }
      await sara.endCall.click();
    }));

  test('X10 nothing is captured before a person acts, nor after the end', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      const { tariq, sara } = two;
      const captures = ({ page }: Person) => page.evaluate(() => observed.captures());
      await startCall(tariq, 'video');
      await sara.accept.waitFor();
      await sara.page.evaluate(() => document.querySelector('chat-call-modal')?.setAttribute('muted', ''));
      await sara.page.evaluate(() => document.querySelector('chat-call-modal')?.removeAttribute('muted'));
      await injected(network, sara.page, TARIQ, SARA);
      assert.equal(await captures(sara), 0);
      await sara.decline.click();
      await whenPhase(tariq, 'ended');
      assert.equal(await captures(sara), 0);

      await connect(two, 'video');
      for (const { page } of two.both) await page.waitForFunction(() => observed.liveTracks().length === 2);
      const before = await Promise.all(two.both.map(captures));
      assert.ok(before.every((count) => count > 0));
      await tariq.endCall.click();
      await Promise.all(two.both.map(({ page }) => expectNothingLeft(page)));
      // its frames once more, and controls of a call that is over
      for (const frame of network.seen())
        network.deliver(frame.to_profile_id === SARA.id ? SARA : TARIQ, frame);
      await injected(network, sara.page, TARIQ, SARA);
      for (const { page } of two.both) {
        await page.evaluate(() => {
          const widget = document.querySelector('chat-call-modal');
          widget?.accept();
          if (widget) widget.cameraOff = false;
        });
      }
      await injected(network, sara.page, TARIQ, SARA);
      await injected(network, tariq.page, SARA, TARIQ);
      assert.deepEqual(await Promise.all(two.both.map(captures)), before);
    }));

  test('H3 nobody calls himself', async () => {
    const context = await newPerson(browser);
    const page = await openProfile(context, {
      site: network.site,
      profile: TARIQ,
      peer: TARIQ,
      attributes: LOCAL,
    });
    await whenConnected(page);
    assert.equal(
      await page.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice')),
      false,
    );
    assert.deepEqual(await page.evaluate(() => observed.errors), ['self_call']);
    await expectNothingLeft(page);
    assert.equal(network.seen().length, 0);
    await context.close();
  });
});
