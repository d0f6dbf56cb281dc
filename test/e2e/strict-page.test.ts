import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  callLog,
  controls,
  expectMedia,
  launchChromium,
  RUNNING_TIME,
  startSite,
  whenBothConnected,
  whenPhase,
  withTwo,
  type ScriptKind,
  type Site,
} from './support/index.js';

const NONCE = 'dGVzdA';

/** No inline script or style, no eval, no other origin, and no text that becomes a script. */
const POLICY = [
  "default-src 'none'",
  `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

describe('a page with a strict policy', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    const headers = { 'content-security-policy': POLICY };
    [site, browser] = await Promise.all([startSite({ headers }), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  for (const script of ['module', 'classic', 'both'] satisfies ScriptKind[]) {
    const what = script === 'both' ? 'both scripts, each loaded twice' : `the ${script} script`;

    test(`X7 a whole call and a chat with ${what}: nothing is reported`, () =>
      withTwo(
        browser,
        { site, script, nonce: NONCE, attributes: { 'api-base-url': site.url, launcher: '' } },
        async (two) => {
          const { tariq, sara } = two;
          await tariq.button('Open chat').click();
          await tariq.message.fill('See https://example.com <b>now</b>');
          await tariq.send.click();
          await tariq.videoCall.click();
          await sara.accept.click();
          await whenBothConnected(two);
          await expectMedia(tariq.page, { audio: true, video: true });
          await tariq.mute.click();
          await tariq.unmute.click();
          await sara.minimize.click();
          await sara.button('Return to call').click();
          await controls(sara.page).status.filter({ hasText: RUNNING_TIME }).waitFor();
          await sara.endCall.click();
          await whenPhase(tariq, 'ended', 'idle');
          for (const side of two.both) assert.equal((await callLog(side)).length, 1);
          for (const { page } of two.both) {
            assert.deepEqual(await page.evaluate(() => [...observed.violations]), []);
            assert.equal(await page.locator('chat-call-modal').count(), 1);
          }
        },
      ));
  }

  test('X7 the policy is a real one: what it forbids is reported', () =>
    withTwo(browser, { site, nonce: NONCE, attributes: { 'api-base-url': site.url } }, async ({ tariq }) => {
      await tariq.page.evaluate(() => document.body.setAttribute('style', 'color: red'));
      await tariq.page.waitForFunction(() => observed.violations.length > 0);
    }));
});
