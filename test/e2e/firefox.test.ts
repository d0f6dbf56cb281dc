import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Browser as Firefox } from 'puppeteer-core';
import { launchFirefox, openInFirefox, withoutFirefox } from './support/firefox.js';
import { notRun } from './support/not-run.js';
import {
  eventually,
  expectMedia,
  expectNoErrors,
  launchChromium,
  newPerson,
  openProfile,
  SARA,
  startSite,
  TARIQ,
  whenConnected,
  type Site,
} from './support/index.js';

/** What both drivers offer; the tests act through the element, as the page's own script would. */
type Side = Pick<Page, 'evaluate'>;

const LOCAL = { 'ice-servers': '[]' };
const LONG = 45_000;

function start(side: Side, kind: 'voice' | 'video'): Promise<boolean> {
  return side.evaluate((it) => document.querySelector('chat-call-modal')?.startCall(it) ?? false, kind);
}

async function whenPhase(side: Side, ...phases: string[]): Promise<void> {
  const phase = () => side.evaluate(() => document.querySelector('chat-call-modal')?.call?.phase ?? 'idle');
  await eventually(`phase ${phases.join(' or ')}`, phase, (is) => phases.includes(is), LONG);
}

if (!notRun('calls between Chromium and Firefox', withoutFirefox))
  describe('Tariq in Chromium, Sara in Firefox', () => {
    let site: Site;
    let chromium: Browser;
    let firefox: Firefox;
    let context: BrowserContext;
    let tariq: Page;
    let sara: Page;
    const errors: string[] = [];

    before(async () => {
      [site, chromium, firefox] = await Promise.all([startSite(), launchChromium(), launchFirefox()]);
      context = await newPerson(chromium);
      tariq = await openProfile(context, { site, profile: TARIQ, peer: SARA, attributes: LOCAL });
      await whenConnected(tariq);
      const hers = await openInFirefox(firefox, { site, profile: SARA, peer: TARIQ, attributes: LOCAL });
      hers.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)));
      sara = hers as unknown as Page;
    });
    after(async () => {
      expectNoErrors(tariq);
      assert.deepEqual(errors, [], 'in Firefox nothing was thrown or rejected');
      await Promise.all([chromium.close(), firefox.close()]);
      await site.close();
    });

    const sides = () => [
      { name: 'Chromium', caller: tariq, callee: sara },
      { name: 'Firefox', caller: sara, callee: tariq },
    ];

    for (const [index, name] of ['Chromium', 'Firefox'].entries()) {
      for (const kind of ['voice', 'video'] as const) {
        test(`S29 a ${kind} call from ${name} is heard and seen on both sides, and ends on both`, async () => {
          const { caller, callee } = sides()[index] ?? assert.fail();
          assert.equal(await start(caller, kind), true);
          await whenPhase(callee, 'ringing');
          await callee.evaluate(() => document.querySelector('chat-call-modal')?.accept());
          await Promise.all([whenPhase(caller, 'connected'), whenPhase(callee, 'connected')]);
          const wanted = { audio: true, video: kind === 'video' };
          await Promise.all([expectMedia(caller, wanted), expectMedia(callee, wanted)]);
          for (const [one, other] of [
            [caller, callee],
            [callee, caller],
          ] as const) {
            for (const muted of [true, false]) {
              await one.evaluate((off) => (document.querySelector('chat-call-modal')!.muted = off), muted);
              const heard = () =>
                other.evaluate(() => document.querySelector('chat-call-modal')?.call?.peerMedia?.audio);
              await eventually('the other side is told', heard, (audio) => audio === !muted, LONG);
            }
          }
          await Promise.all([expectMedia(caller, wanted), expectMedia(callee, wanted)]);
          const leaves = kind === 'voice' ? caller : callee;
          await leaves.evaluate(() => document.querySelector('chat-call-modal')?.hangUp());
          for (const side of [caller, callee]) {
            await whenPhase(side, 'ended', 'idle');
            const left = () =>
              side.evaluate(() => observed.openConnections().length + observed.liveTracks().length);
            await eventually('no connection and no track is left', left, (count) => count === 0);
          }
        });
      }
    }

    test('H12 a call survives a reload of the page in either browser', async () => {
      assert.equal(await start(tariq, 'voice'), true);
      await whenPhase(sara, 'ringing');
      await sara.evaluate(() => document.querySelector('chat-call-modal')?.accept());
      await Promise.all([whenPhase(tariq, 'connected'), whenPhase(sara, 'connected')]);
      const id = (side: Side) => side.evaluate(() => document.querySelector('chat-call-modal')?.call?.id);
      const before = await id(sara);
      for (const page of [sara, tariq]) {
        await page.reload();
        await Promise.all([whenPhase(tariq, 'connected'), whenPhase(sara, 'connected')]);
        assert.deepEqual([await id(tariq), await id(sara)], [before, before]);
        await Promise.all([expectMedia(tariq, { audio: true }), expectMedia(sara, { audio: true })]);
      }
      await sara.evaluate(() => document.querySelector('chat-call-modal')?.hangUp());
      await Promise.all([whenPhase(tariq, 'ended', 'idle'), whenPhase(sara, 'ended', 'idle')]);
    });
  });
