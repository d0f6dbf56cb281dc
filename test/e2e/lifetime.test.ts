import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  connect,
  controls,
  eventually,
  expectAgreement,
  expectMedia,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  profileAddress,
  RUNNING_TIME,
  SARA,
  startCall,
  startSite,
  TARIQ,
  watchErrors,
  whenBothConnected,
  whenConnected,
  whenPhase,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

/** Bytes in use once the garbage is gone. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

describe('what lasts and what goes', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite({ backend: 'bare' }), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  /** From page script alone: she answers every `nth` call and declines the rest, he ends what is connected. */
  async function callByItself(
    his: Person,
    hers: Person,
    nth: number,
  ): Promise<(count: number) => Promise<void>> {
    await hers.page.evaluate((every) => {
      let calls = 0;
      const widget = document.querySelector('chat-call-modal');
      addEventListener('ccm-call-incoming', () => {
        const isAnswered = ++calls % every === 0;
        setTimeout(() => (isAnswered ? widget?.accept() : widget?.decline()));
      });
    }, nth);
    await his.page.evaluate(() => {
      const widget = document.querySelector('chat-call-modal');
      addEventListener('ccm-call-connected', () => setTimeout(() => widget?.hangUp()));
    });
    return async (count) => {
      await his.page.evaluate(async (wanted) => {
        const widget = document.querySelector('chat-call-modal');
        for (let i = 0; i < wanted; i++) {
          const ended = new Promise((resolve) => addEventListener('ccm-call-ended', resolve, { once: true }));
          await widget?.startCall('voice');
          await ended;
        }
      }, count);
    };
  }

  test('H19 a hundred calls in one page: one connection at a time, none afterwards, and the memory is back', () =>
    withTwo(browser, { site }, async (two) => {
      const calls = await callByItself(two.tariq, two.sara, 5);
      await calls(10);
      await expectAgreement(two);
      const look = ({ page }: Person) =>
        page.evaluate(() => ({
          calls: observed.ended.length,
          made: observed.made(),
          most: observed.mostAtOnce(),
          answered: observed.history.filter(({ phase }) => phase === 'connecting').length,
          connected: observed.history.filter(({ phase }) => phase === 'connected').length,
        }));
      const before = await Promise.all(two.both.map(look));
      const heaps = await Promise.all(two.both.map(({ page }) => heapOf(page)));
      await calls(100);
      await expectAgreement(two);
      for (const [i, side] of two.both.entries()) {
        const now = await look(side);
        const then = before[i] ?? assert.fail();
        assert.equal(now.calls - then.calls, 100);
        assert.equal(now.answered - then.answered, 20);
        // he ends each as soon as it stands for him: it may not have stood for her
        if (side === two.tariq) assert.equal(now.connected - then.connected, 20);
        assert.ok(now.made - then.made >= 20);
        assert.equal(now.most, 1);
        const growth = (await heapOf(side.page)) - (heaps[i] ?? 0);
        assert.ok(growth < 1_000_000, `the heap grew by ${growth} bytes`);
      }
    }));

  test('H21 the element moves in the document during a call: socket, call and dialog live', () =>
    withTwo(browser, { site }, async (two) => {
      const { tariq } = two;
      await connect(two, 'video');
      const socket = site.forwarder?.sockets('1', 'tutor')[0];
      const whenModal = (wanted: boolean) =>
        eventually(
          `the dialog is ${wanted ? 'open' : 'closed'}`,
          () =>
            tariq.page.evaluate(() => {
              const dialog = document.querySelector('chat-call-modal')?.shadowRoot?.querySelector('dialog');
              return [dialog?.open, dialog?.matches(':modal')];
            }),
          ([open, modal]) => open === wanted && modal === wanted,
        );
      const move = () =>
        tariq.page.evaluate(async () => {
          const widget = document.querySelector('chat-call-modal');
          const place = document.body.appendChild(document.createElement('section'));
          if (widget) place.append(widget);
          await widget?.updateComplete;
        });
      await move();
      await whenModal(true);
      await tariq.minimize.click();
      await whenModal(false);
      await move();
      await whenModal(false);
      await tariq.button('Return to call').click();
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
      assert.equal(site.forwarder?.sockets('1', 'tutor')[0], socket);
      for (const { page } of two.both) assert.equal(await page.evaluate(() => observed.made()), 1);
      await tariq.endCall.click();
    }));

  test('H21 the element is removed during a call: everything stops, the peer hears of it; put back, it works', () =>
    withTwo(browser, { site }, async (two) => {
      const { tariq, sara } = two;
      await connect(two, 'voice');
      await tariq.page.evaluate(() => {
        const widget = document.querySelector('chat-call-modal');
        Object.assign(globalThis, { widget });
        widget?.remove();
      });
      await sara.status.filter({ hasText: 'Call ended' }).waitFor();
      await expectNothingLeft(tariq.page);
      await eventually(
        'his socket is closed',
        () => Promise.resolve(site.forwarder?.sockets('1', 'tutor').length),
        (open) => open === 0,
      );
      await eventually(
        'nothing plays',
        () => tariq.page.evaluate(() => observed.playing().length),
        (count) => count === 0,
      );
      await tariq.page.evaluate(() => {
        document.body.append((globalThis as unknown as { widget: Element }).widget);
      });
      await whenConnected(tariq.page);
      await connect(two, 'voice', 'sara');
      await sara.endCall.click();
    }));

  test('S28 plays the peer unmuted, and goes on when the modal is closed', () =>
    withTwo(browser, { site }, async (two) => {
      await connect(two, 'voice');
      const playing = ({ page }: Person) =>
        page.evaluate(() =>
          observed.playing().map(({ muted, volume, srcObject }) => ({
            muted,
            volume,
            tracks: (srcObject as MediaStream).getAudioTracks().map(({ readyState }) => readyState),
          })),
        );
      const wanted = JSON.stringify([{ muted: false, volume: 1, tracks: ['live'] }]);
      for (const side of two.both)
        await eventually(
          'the peer plays',
          () => playing(side),
          (now) => JSON.stringify(now) === wanted,
        );
      await two.tariq.minimize.click();
      await two.tariq.button('Return to call').waitFor();
      await expectMedia(two.tariq.page, { audio: true });
      await two.sara.endCall.click();
      for (const side of two.both)
        await eventually(
          'nothing plays',
          () => playing(side),
          (players) => players.length === 0,
        );
    }));
});

describe('sound that the browser refuses', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([
      startSite({ backend: 'bare' }),
      launchChromium({ autoplay: false }),
    ]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('S28 H15 a refused play() shows Tap to hear, and a tap is heard', async () => {
    const [ours, theirs] = await Promise.all([newPerson(browser), newPerson(browser)]);
    // from page script alone: what a driver evaluates counts as a gesture
    await theirs.addInitScript(() => {
      addEventListener('ccm-call-incoming', ({ target }) => {
        const widget = target as HTMLElementTagNameMap['chat-call-modal'];
        widget.getUserMedia = () => Promise.reject(new DOMException('none here', 'NotFoundError'));
        setTimeout(() => widget.accept());
      });
    });
    const attributes = { 'ice-servers': '[]' };
    const sara = await theirs.newPage();
    watchErrors(sara);
    await sara.goto(profileAddress({ site, profile: SARA, peer: TARIQ, attributes }));
    const raw = await theirs.newCDPSession(sara);
    const ask = async (expression: string) => {
      const { result } = await raw.send('Runtime.evaluate', { expression, returnByValue: true });
      return result.value as unknown;
    };
    await eventually(
      'her socket is open',
      () => ask(`document.querySelector('chat-call-modal')?.connection`),
      (state) => state === 'open',
    );
    const tariq = await openProfile(ours, { site, profile: TARIQ, peer: SARA, attributes });
    await whenConnected(tariq);
    await tariq.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice'));
    await controls(tariq).status.filter({ hasText: RUNNING_TIME }).waitFor();
    const button = `document.querySelector('chat-call-modal').shadowRoot.querySelector('ccm-call').shadowRoot.querySelector('[part=hear-button]')`;
    await eventually(
      'she is asked to tap',
      () => ask(`${button}?.textContent`),
      (text) => String(text).trim() === 'Tap to hear',
    );
    assert.equal(await ask('observed.playing().length'), 0);
    const widget = `document.querySelector('chat-call-modal')`;
    const minimized = `${widget}.shadowRoot.querySelector('ccm-pill')?.shadowRoot.querySelector('ccm-resume')?.shadowRoot`;
    await ask(`${widget}.close()`);
    await eventually(
      'the minimized call asks too',
      () => ask(`${minimized}?.textContent`),
      (text) => String(text).trim() === 'Resume call',
    );
    await ask(`${widget}.show()`);

    await controls(sara).button('Tap to hear').click();
    await expectMedia(sara, { audio: true });
    await controls(sara).button('Tap to hear').waitFor({ state: 'detached' });
    await controls(sara).endCall.click();
    await Promise.all([tariq, sara].map((page) => expectNothingLeft(page)));
    await Promise.all([ours, theirs].map((context) => context.close()));
  });
});

describe('a call anywhere on the site', () => {
  const sites: Site[] = [];
  let browser: Browser;

  before(async () => {
    browser = await launchChromium();
    sites.push(...(await Promise.all([startSite(), startSite({ backend: 'bare' })])));
  });
  after(async () => {
    await browser.close();
    await Promise.all(sites.map((site) => site.close()));
  });

  /** Sara follows a link to another page of the site. */
  async function go(sara: Person, site: Site, name: string): Promise<void> {
    const attributes = { 'ice-servers': '[]' };
    await sara.page.goto(profileAddress({ site, profile: SARA, attributes, name }));
  }

  const seen = (sara: Person) =>
    sara.page.evaluate(() => ({
      opened: observed.opened(),
      rung: observed.history.filter(({ phase }) => phase === 'ringing').length,
    }));

  /** It opened once and rang once, not more often. */
  const whenSeen = (sara: Person) =>
    eventually(
      'what she saw',
      () => seen(sara),
      ({ opened, rung }) => opened === 1 && rung === 1,
    );

  for (const [i, backend] of ['relay', 'bare forwarder'].entries()) {
    test(`S33 rings on whatever page she is, once, and the modal opens by itself (${backend})`, async () => {
      const site = sites[i] ?? assert.fail();
      await withTwo(browser, { site }, async (two) => {
        for (const name of ['two', 'three']) {
          await go(two.sara, site, name);
          await whenConnected(two.sara.page);
          await startCall(two.tariq, 'video');
          await two.sara.dialog('Tariq').waitFor();
          await two.sara.accept.waitFor();
          await whenSeen(two.sara);
          await two.tariq.endCall.click();
          await whenPhase(two.sara, 'ended', 'idle');
        }
      });
    });
  }

  for (const [i, backend] of ['relay', 'bare forwarder'].entries()) {
    test(`S33 it rings on when she goes to another page, and no more when the caller does (${backend})`, async () => {
      const site = sites[i] ?? assert.fail();
      // invitations come ten times as often where nobody says that she is not there
      const prepare = async (context: BrowserContext): Promise<void> => {
        if (!i) return;
        await context.addInitScript(() => {
          const real = globalThis.setTimeout;
          globalThis.setTimeout = ((act: () => void, ms?: number) =>
            real(act, ms === 3_000 ? 300 : ms)) as typeof setTimeout;
        });
      };
      await withTwo(browser, { site, prepare }, async (two) => {
        if (i) await two.sara.page.goto('about:blank');
        await startCall(two.tariq, 'video');
        if (i) await go(two.sara, site, 'four');
        await two.sara.accept.waitFor();
        await go(two.sara, site, 'five');
        await two.sara.accept.click();
        await whenBothConnected(two);
        await expectMedia(two.sara.page, { audio: true, video: true });
        await whenSeen(two.sara);
        await two.sara.endCall.click();
        await whenPhase(two.tariq, 'ended', 'idle');

        await startCall(two.tariq, 'voice');
        await two.sara.accept.waitFor();
        await two.tariq.page.reload();
        await eventually(
          'it does not ring on',
          () => two.sara.page.evaluate(() => observed.ended.at(-1)?.reason),
          (reason) => reason === 'cancelled',
        );
      });
    });
  }
});
