import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  controls,
  eventually,
  expectMedia,
  expectNoErrors,
  expectNothingLeft,
  launchChromium,
  newPerson,
  RUNNING_TIME,
  startSite,
  watchErrors,
  whenConnected,
  type Site,
} from './support/index.js';

describe('the demo', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    // as scripts/start.mjs, without the outside network
    const options = { iceServers: [] };
    [site, browser] = await Promise.all([startSite(options), launchChromium({ devices: false })]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('S29 carries a video call between the two people on one page, seen and heard by both', async () => {
    const context = await newPerson(browser, { viewport: { width: 1400, height: 900 } });
    const page = await context.newPage();
    watchErrors(page);
    const console: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') console.push(`${message.text()} ${message.location().url}`);
    });
    await page.goto(`${site.url}/`);
    const [tutor, student] = [page.frame('tutor'), page.frame('student')];
    assert.ok(tutor && student);
    const [tariq, sara] = [page.frameLocator('[name=tutor]'), page.frameLocator('[name=student]')];

    await tariq.getByRole('button', { name: 'Video call', exact: true }).first().click();
    await controls(sara).accept.click();
    await controls(sara).status.filter({ hasText: RUNNING_TIME }).waitFor();
    await controls(tariq).status.filter({ hasText: RUNNING_TIME }).waitFor();
    await Promise.all([tutor, student].map((frame) => expectMedia(frame, { audio: true, video: true })));

    await controls(tariq).endCall.click();
    await expectNothingLeft(page);
    assert.deepEqual(console, [], 'a clean console');
    await context.close();
  });

  test('S33 rings on every page of the multi-page site', async () => {
    const pages = readdirSync(join(import.meta.dirname, '../../demo/site')).filter((name) =>
      name.endsWith('.html'),
    );
    assert.ok(pages.length >= 6);
    const [ours, theirs] = await Promise.all([newPerson(browser), newPerson(browser)]);
    const [tariq, sara] = await Promise.all([ours.newPage(), theirs.newPage()]);
    for (const page of [tariq, sara]) watchErrors(page);
    await tariq.goto(`${site.url}/site/messages.html?as=tariq`);
    await sara.goto(`${site.url}/site/?as=sara`);
    for (const name of pages) {
      await sara.goto(`${site.url}/site/${name}`);
      await Promise.all([tariq, sara].map(whenConnected));
      await tariq.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice'));
      await controls(sara).accept.waitFor();
      await controls(sara).decline.click();
      const phase = () =>
        tariq.evaluate(() => document.querySelector('chat-call-modal')?.call?.phase ?? 'idle');
      await eventually(`the call from ${name} is over`, phase, (now) => now === 'ended' || now === 'idle');
    }
    expectNoErrors(tariq);
    expectNoErrors(sara);
    await Promise.all([ours.close(), theirs.close()]);
  });

  test('opens the chat with the tutor from the button on his page', async () => {
    const context = await newPerson(browser);
    const page = await context.newPage();
    watchErrors(page);
    await page.goto(`${site.url}/site/sign-in.html`);
    await page.getByRole('link', { name: 'Sara' }).click();
    await page.getByRole('link', { name: 'Tutors', exact: true }).click();
    await page.getByRole('link', { name: 'Tariq' }).last().click();
    await page.getByRole('button', { name: 'Message Tariq' }).click();
    await controls(page).dialog('Tariq').waitFor();
    expectNoErrors(page);
    await context.close();
  });
});
