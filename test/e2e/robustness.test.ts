import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
  callLog,
  connect,
  controls,
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
const HEAD = {
  from_profile_id: TARIQ.id,
  from_profile_type: TARIQ.type,
  to_profile_id: SARA.id,
  to_profile_type: SARA.type,
};

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
        assert.equal(await phaseOf(side), 'connected');
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
      await sara.page.waitForFunction(() => observed.liveTracks().length === 2);
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
    assert.equal(network.seen().length, 0);
    await expectNothingLeft(page);
    await context.close();
  });
});

const CORPUS = [
  '<script>xss()</script>',
  '<img src=x onerror=xss()>',
  '"><svg onload=xss()>',
  "'-xss()-'",
  '<iframe srcdoc="<script>parent.xss()</script>">',
  '<a href="javascript:xss()">x</a>',
  'javascript:xss()',
  'JaVaScRiPt:xss()//https://example.com',
  'data:text/html,<script>parent.xss()</script>',
  'https://example.com/"onmouseover="xss()',
  'https://example.com/<img src=x onerror=xss()>',
  '</style><script>xss()</script>',
  '<!--${xss()}-->{{xss()}}',
  '<template shadowrootmode=open><script>xss()</script></template>',
  '<math><mtext></table><mglyph><style><img src=x onerror=xss()>',
];

describe('markup that others send', () => {
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

  /** Elements, attributes and links that text alone never makes, in every shadow root of the widget. */
  function suspects(page: Page): Promise<string[]> {
    return page.evaluate(() => {
      const found: string[] = [];
      const visit = (root: Document | ShadowRoot | Element) => {
        for (const element of root.querySelectorAll('*')) {
          if (element.matches('script, iframe, object, embed, template, math, style, svg[onload]'))
            found.push(element.outerHTML);
          for (const { name, value } of element.attributes) {
            const isLink = /^(href|src|action|formaction)$/.test(name);
            const scheme = isLink ? new URL(value, document.baseURI).protocol : 'https:';
            if (name.startsWith('on') || !/^(https?|blob|data):$/.test(scheme) || /^data:text/i.test(value))
              found.push(`${element.localName} ${name}=${value}`);
          }
          if (element.shadowRoot) visit(element.shadowRoot);
        }
      };
      const widget = document.querySelector('chat-call-modal');
      if (widget?.shadowRoot) visit(widget.shadowRoot);
      return found;
    });
  }

  const executed = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { executed: string[] }).executed);

  test('X6 names, messages, quick replies and pictures are text, and no script of theirs runs', async () => {
    const context = await newPerson(browser);
    await context.addInitScript(() => {
      const executed: string[] = [];
      Object.assign(globalThis, {
        executed,
        xss: () => executed.push('xss'),
        alert: () => executed.push('alert'),
      });
    });
    const page = await openProfile(context, {
      site: network.site,
      profile: SARA,
      peer: { ...TARIQ, name: CORPUS[1] ?? '', avatar: 'javascript:xss()' },
      attributes: LOCAL,
    });
    await whenConnected(page);
    const widget = controls(page);
    const { decline, messages, endCall, status } = widget;
    await page.evaluate(() => document.querySelector('chat-call-modal')?.show());
    await widget.dialog(CORPUS[1] ?? '').waitFor();

    for (const [i, payload] of CORPUS.entries()) {
      const named = { ...HEAD, from_name: payload, from_avatar: payload };
      const message = { ...named, type: 'chat_message', message_id: `xss ${i}`, text: payload };
      await injected(network, page, TARIQ, SARA, message);
      await messages.getByText(payload, { exact: true }).first().waitFor();
      assert.deepEqual(await suspects(page), []);

      const call = { ...named, call_id: `xss ${i}`, party_id: 'p' };
      network.deliver(SARA, { ...call, type: 'call_invitation', call_type: 'video', offer: null });
      await decline.waitFor();
      await page.locator('chat-call-modal').getByRole('heading', { name: payload, exact: true }).waitFor();
      assert.deepEqual(await suspects(page), []);
      network.deliver(SARA, { ...call, type: 'call_ended', reason: 'cancelled' });
      await status.filter({ hasText: 'Call cancelled' }).waitFor();
      await page.locator('chat-call-modal').getByRole('button', { name: 'Back to chat' }).click();
    }

    for (const payload of CORPUS.slice(0, 4)) {
      await page.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice'));
      await endCall.waitFor();
      const id = await page.evaluate(() => document.querySelector('chat-call-modal')?.call?.id);
      network.deliver(SARA, {
        ...HEAD,
        type: 'call_declined',
        call_id: id,
        reason: 'declined',
        message: payload,
      });
      await status.filter({ hasText: 'Call declined' }).waitFor();
      await page.getByText(payload, { exact: true }).first().waitFor();
      assert.deepEqual(await suspects(page), []);
    }
    const log = await callLog({ page, ...controls(page) });
    assert.equal(log.length, CORPUS.length + 4);
    assert.deepEqual(await executed(page), []);
    await expectNothingLeft(page);
    await context.close();
  });
});
