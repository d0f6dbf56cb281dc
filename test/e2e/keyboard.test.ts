import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  lingering,
  phaseOf,
  startCall,
  startSite,
  whenBothConnected,
  whenPhase,
  withTwo,
  type Person,
  type Site,
  type TwoOptions,
} from './support/index.js';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The name of what has focus, through shadow roots. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const names = [element?.getAttribute('aria-label'), element?.id, element?.textContent?.trim()];
    return names.find(Boolean) ?? '';
  });
}

/** Tab until the control of that name has focus, round and round while it may still load; fails when the ring does not hold it. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (const start = performance.now(); passed.length < 25 || performance.now() - start < 20_000;) {
    const now = await focused(page);
    if (now === name) return;
    passed.push(now);
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not reach ${name}: ${passed.slice(-25).join(', ')}`);
}

const whenFocused = (page: Page, name: string) =>
  eventually(
    `focus is on ${name}`,
    () => focused(page),
    (now) => now === name,
  );

/** Keys mean something where focus is: it is inside of the widget. */
const whenInside = (page: Page, selector: string) =>
  eventually(
    `focus is in ${selector}`,
    () =>
      page.evaluate((wanted) => {
        for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement ?? null)
          if (at.matches(wanted)) return true;
        return false;
      }, selector),
    Boolean,
  );

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function expectAccessible(side: Person, what: string): Promise<void> {
  if (!(await side.page.evaluate(() => 'axe' in globalThis))) await side.page.addScriptTag({ path: axePath });
  // what fades in is not read while it does
  await side.page.evaluate(() => {
    const animations = (root: Document | ShadowRoot): Animation[] => [
      ...root.getAnimations(),
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
        shadowRoot ? animations(shadowRoot) : [],
      ),
    ];
    const ending = animations(document).filter(
      (each) => Number(each.effect?.getComputedTiming().endTime) < 1e6,
    );
    return Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const violations = await side.page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: string, options: RunOptions): Promise<AxeResults> };
    };
    const { violations: found } = await axe.run('chat-call-modal', { resultTypes: ['violations'] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  assert.deepEqual(violations, [], what);
}

const phaseIs = (side: Person, attribute: 'muted' | 'camera-off', on: boolean) =>
  side.page.waitForFunction(
    ([name, wanted]) => document.querySelector('chat-call-modal')?.hasAttribute(String(name)) === wanted,
    [attribute, on] as const,
  );

describe('without a mouse, and for who cannot see', () => {
  let site: Site;
  let browser: Browser;
  /** What is looked at after a call stays as long as that takes. */
  let lingers: TwoOptions;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
    lingers = { site, prepare: lingering };
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('S31 a whole call by keyboard alone: call, answer, mute, camera, minimize, come back, end', () =>
    withTwo(browser, { ...lingers, before: '<button id="talk">Talk to us</button>' }, async (two) => {
      const { tariq, sara } = two;
      const { page } = tariq;
      await page.evaluate(() => {
        const widget = document.querySelector('chat-call-modal');
        document.querySelector('#talk')?.addEventListener('click', () => widget?.show());
      });
      await press(page, 'talk');
      await tariq.dialog('Sara').waitFor();
      await tariq.messages.waitFor();
      await press(page, 'Video call');
      await sara.accept.waitFor();
      // a key that was meant for her page answers nothing, wherever the focus went
      await whenInside(sara.page, '.pane');
      await sara.page.keyboard.press('Enter');
      await sara.page.keyboard.press(' ');
      for (let i = 0; i < 3; i++) await sara.page.keyboard.press('Escape');
      assert.equal(await phaseOf(sara), 'ringing');
      await sara.accept.waitFor();
      await tabTo(sara.page, 'Accept');
      await sara.page.keyboard.press('Tab');
      await press(sara.page, 'Accept');
      await whenBothConnected(two);

      for (const side of two.both) {
        await side.page.waitForFunction(() => observed.liveTracks().length === 2);
        await whenInside(side.page, 'chat-call-modal');
        await side.page.keyboard.press('m');
        await phaseIs(side, 'muted', true);
        await side.page.keyboard.press('m');
        await phaseIs(side, 'muted', false);
        await side.page.keyboard.press('v');
        await phaseIs(side, 'camera-off', true);
        await side.page.keyboard.press('v');
        await phaseIs(side, 'camera-off', false);
        await side.page.keyboard.press('Escape');
        await side.button('Return to call').waitFor();
        await press(side.page, 'Return to call');
        await side.minimize.waitFor();
      }
      await expectMedia(page, { audio: true, video: true });
      await press(page, 'End call');
      await whenPhase(sara, 'ended', 'idle');
      await press(page, 'Back to chat');
      await tariq.messages.waitFor();
      await tabTo(page, 'Message');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await tariq.dialog('Sara').waitFor({ state: 'hidden' });
      // back where it came from
      await whenFocused(page, 'talk');
    }));

  test('S31 H16 devices, music lesson and the own camera in a voice call by keyboard alone', () =>
    withTwo(browser, { site }, async (two) => {
      const { page } = two.tariq;
      await connect(two, 'voice');
      const sheet = page.getByRole('group', { name: 'Devices' });
      await press(page, 'Devices');
      await sheet.waitFor();
      await whenInside(page, 'ccm-devices');
      const music = sheet.getByRole('checkbox');
      const hasFocus = () => music.evaluate((box) => box.matches(':focus'));
      // the lists before it may come meanwhile
      for (let i = 0; i < 12 && !(await hasFocus()); i++) await page.keyboard.press('Tab');
      assert.ok(await hasFocus(), 'Tab reaches it');
      await page.keyboard.press(' ');
      await eventually('it is checked', () => music.isChecked(), Boolean);
      // letters are no shortcuts in it, and Escape is its own
      await page.keyboard.press('m');
      await page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await whenFocused(page, 'Devices');
      assert.ok(!(await page.evaluate(() => document.querySelector('chat-call-modal')?.muted)));
      await press(page, 'Turn camera on');
      await phaseIs(two.tariq, 'camera-off', false);
      await expectMedia(two.sara.page, { audio: true, video: true });
      await press(page, 'End call');
      await whenPhase(two.sara, 'ended', 'idle');
    }));

  test('axe finds nothing in the conversation, while it rings, in a call, and after it', () =>
    withTwo(browser, { ...lingers, attributes: { launcher: '' } }, async (two) => {
      const { tariq, sara } = two;
      await expectAccessible(sara, 'the launcher');
      await tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.show());
      await tariq.messages.waitFor();
      await tariq.message.fill('A message with a link: https://example.com');
      await tariq.send.click();
      await tariq.messages.getByRole('link').waitFor();
      await expectAccessible(tariq, 'the conversation');
      await tariq.videoCall.click();
      await sara.accept.waitFor();
      await expectAccessible(tariq, 'calling');
      await expectAccessible(sara, 'ringing');
      await sara.accept.click();
      await whenBothConnected(two);
      await expectMedia(sara.page, { video: true });
      await tariq.mute.click();
      await expectAccessible(tariq, 'a video call');
      await sara.minimize.click();
      await sara.button('Return to call').waitFor();
      await expectAccessible(sara, 'a minimized call');
      await tariq.endCall.click();
      await tariq.status.filter({ hasText: 'Call ended' }).waitFor();
      await expectAccessible(tariq, 'after a call');
      await whenPhase(sara, 'ended', 'idle');

      await startCall(sara, 'voice');
      await tariq.decline.click();
      await sara.status.filter({ hasText: 'Call declined' }).waitFor();
      await expectAccessible(sara, 'a declined call');
      await connect(two, 'voice');
      await expectAccessible(sara, 'a voice call');
      await sara.endCall.click();
    }));
});
