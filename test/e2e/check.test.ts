import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startCoturn, withoutCoturn, type Coturn } from './support/coturn.js';
import { notRun } from './support/not-run.js';
import {
  controls,
  eventually,
  expectNoErrors,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  SARA,
  startCall,
  startSite,
  TARIQ,
  whenConnected,
  whenPhase,
  type Site,
} from './support/index.js';

const NAME = 'Check camera and microphone';
const START = 'Turn on camera and microphone';

/** Nobody listens there: refused over TCP, and no answer over UDP. */
const DEAD = (transport: string): RTCIceServer => ({
  urls: `turn:127.0.0.1:9?transport=${transport}`,
  username: 'person',
  credential: 'secret',
});

describe('the check before a call', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium({ whole: true })]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  const item = (page: Page) => page.getByRole('menuitem', { name: NAME });
  async function open(page: Page): Promise<void> {
    await controls(page).button('Menu').click();
    await item(page).click();
  }

  /** Opens it by keyboard alone, in a profile of its own. */
  async function checking(
    act: (page: Page) => Promise<void>,
    servers: readonly RTCIceServer[] = [],
    chromium = browser,
  ): Promise<void> {
    const context = await newPerson(chromium);
    try {
      const attributes = { 'ice-servers': JSON.stringify(servers) };
      const page = await openProfile(context, { site, profile: TARIQ, peer: SARA, attributes });
      await whenConnected(page);
      await page.evaluate(() => document.querySelector('chat-call-modal')?.show());
      await controls(page).button('Menu').focus();
      await page.keyboard.press('Enter');
      await item(page).press('Enter');
      await page.getByRole('group', { name: NAME }).waitFor();
      await act(page);
      expectNoErrors(page);
      await expectNothingLeft(page);
    } finally {
      await context.close();
    }
  }

  const captures = (page: Page) => page.evaluate(() => observed.captures());
  const says = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text }).waitFor();

  test('S35 X10 picture, level and sound, by keyboard; nothing is captured before the button, nothing is left after it', () =>
    checking(async (page) => {
      const start = controls(page).button(START);
      await eventually(
        'focus is on the button',
        () => start.evaluate((element) => element.matches(':focus')),
        Boolean,
      );
      assert.equal(await captures(page), 0);
      await page.keyboard.press('Enter');
      const picture = page.locator('ccm-check video');
      await eventually(
        'a picture',
        () => picture.evaluate((element) => (element as HTMLVideoElement).videoWidth),
        (width) => width > 0,
      );
      await page.getByText('Your microphone hears you').waitFor();
      const meter = page.getByLabel('Microphone level');
      await eventually(
        'a level',
        () => meter.evaluate((element) => (element as HTMLMeterElement).value),
        (level) => level > 0,
      );
      // it is short: looked for in the page, from before on
      const plays = page.waitForFunction(() => observed.playing().length > 0);
      await Promise.all([plays, controls(page).button('Play a sound').press('Enter')]);
      await says(page, 'Chat server OK');
      await page.keyboard.press('Escape');
      await page.getByRole('group', { name: NAME }).waitFor({ state: 'detached' });
      assert.equal(
        await page.evaluate(() => document.querySelector('chat-call-modal')?.open),
        true,
        'Escape closes the check, not the modal',
      );
    }));

  test('S35 a check that is left half-way leaves no device on: by its button, with the modal, by a call', async () => {
    await checking(async (page) => {
      await controls(page).button(START).click();
      await page.locator('ccm-check video').waitFor();
      await controls(page).button('Close check').click();
      await expectNothingLeft(page);
      await open(page);
      await controls(page).button(START).waitFor();
      // gone while the browser still opens the devices
      await page.evaluate(() => {
        const widget = document.querySelector('chat-call-modal');
        const sheet = widget?.shadowRoot?.querySelector('ccm-check');
        sheet?.shadowRoot?.querySelector<HTMLElement>('.start')?.click();
        if (widget) widget.open = false;
      });
      await page.locator('ccm-check').waitFor({ state: 'detached' });
      // the browser opens devices in the order in which they were asked for: by then it has
      await page.evaluate(async () => {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
        for (const track of stream.getTracks()) track.stop();
      });
      await expectNothingLeft(page);
      await page.evaluate(() => document.querySelector('chat-call-modal')?.show());
      await open(page);
      await controls(page).button(START).click();
      await page.locator('ccm-check video').waitFor();
      await startCall({ page, ...controls(page) }, 'voice');
      await page.locator('ccm-check').waitFor({ state: 'detached' });
      // nobody is there
      await whenPhase({ page, ...controls(page) }, 'ended', 'idle');
    });
  });

  test('S35 a relay that does not answer is named, over UDP and over TCP, in less than 10 s', () =>
    checking(
      async (page) => {
        // in the page, from the first server that is asked on
        await page.waitForFunction(() => observed.made() > 0);
        const start = await page.evaluate(() => performance.now());
        await says(page, 'Calls where direct ones are blocked Not possible TURN over UDP does not answer');
        await says(page, 'Calls from strict networks Not possible TURN over TCP does not answer');
        await page.getByText('You can call from here, but not').waitFor();
        const took = (await page.evaluate(() => performance.now())) - start;
        // ours alone take 6 s: a busy machine makes the rest
        assert.ok(took < 20_000, `${took} ms`);
        assert.equal(await captures(page), 0);
        await controls(page).button('Done').click();
      },
      [DEAD('udp'), DEAD('tcp')],
    ));

  test('S35 H14 a blocked camera is told with its remedy, and the network is checked all the same', async () => {
    const strict = await launchChromium({ flags: ['--deny-permission-prompts'], devices: false });
    try {
      await checking(
        async (page) => {
          await page.evaluate(() => {
            const denied = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
            navigator.mediaDevices.getUserMedia = denied;
          });
          await controls(page).button(START).click();
          await page.getByText('Your camera is blocked').waitFor();
          await page.getByText('Your microphone is blocked').waitFor();
          await says(page, 'Chat server OK');
          await controls(page).button('Done').click();
        },
        [],
        strict,
      );
    } finally {
      await strict.close();
    }
  });

  if (!notRun('the check before a call with a TURN server', withoutCoturn))
    describe('with a TURN server', () => {
      let turn: Coturn;
      before(async () => {
        turn = await startCoturn();
      });
      after(() => turn.close());

      test('S35 STUN, TURN over UDP and TURN over TCP answer', () => {
        const servers = [...turn.credentials('udp', 600), ...turn.credentials('tcp', 600)];
        const stun = String(servers[0]?.urls).replace(/^turn(.*)\?.*/, 'stun$1');
        return checking(
          async (page) => {
            await says(page, 'Calls to other networks OK');
            await says(page, 'Calls where direct ones are blocked OK');
            await says(page, 'Calls from strict networks OK');
            await page.getByText('You can call from here.').waitFor();
            await controls(page).button('Done').click();
          },
          [{ urls: stun }, ...servers],
        );
      });

      test('S35 credentials that the relay does not take are named', () => {
        const servers = turn.credentials('udp', 600).map((server) => ({ ...server, credential: 'wrong' }));
        return checking(async (page) => {
          await says(page, 'TURN over UDP refuses the credentials');
          await controls(page).button('Done').click();
        }, servers);
      });
    });
});
