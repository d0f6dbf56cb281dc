import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  bothRead,
  connect,
  controls,
  eventually,
  expectMedia,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  ringsOnDemand,
  RUNNING_TIME,
  SARA,
  startCall,
  startNetwork,
  startSite,
  TARIQ,
  injected,
  whenBothConnected,
  whenCallLog,
  whenConnected,
  whenPhase,
  withTwo,
  type Network,
  type Person,
  type Site,
} from './support/index.js';

const ROLES = [
  { caller: 'tariq', callee: 'sara', name: 'Tariq', type: 'tutor' },
  { caller: 'sara', callee: 'tariq', name: 'Sara', type: 'student' },
] as const;

interface Tracks {
  readonly audio: boolean | null;
  readonly video: boolean | null;
}

/** What the own tracks do, `null` where there is none. */
function ownTracks({ page }: Person): Promise<Tracks> {
  return page.evaluate(() => {
    const tracks = observed.liveTracks();
    const of = (kind: string) => tracks.find((track) => track.kind === kind)?.enabled ?? null;
    return { audio: of('audio'), video: of('video') };
  });
}

async function whenTracks(side: Person, wanted: Partial<Tracks>): Promise<void> {
  const fits = (now: Tracks) =>
    Object.entries(wanted).every(([kind, on]) => now[kind as keyof Tracks] === on);
  await eventually(`own tracks ${JSON.stringify(wanted)}`, () => ownTracks(side), fits);
}

/** Pictures move in this many places: the peer's and one's own. */
function picturesShown({ page }: Person): Promise<number> {
  return page
    .locator('chat-call-modal video')
    .evaluateAll(
      (videos) =>
        (videos as HTMLVideoElement[]).filter((video) => video.videoWidth > 0 && video.clientWidth > 0)
          .length,
    );
}

/** 0 to 1: how far the ring around the peer's face is lit. */
const ringLevel = ({ page }: Person) =>
  page
    .locator('chat-call-modal ccm-call')
    .evaluate((stage) => Number(getComputedStyle(stage).getPropertyValue('--_level')));

for (const backend of ['relay', 'bare'] as const) {
  describe(`calls over the ${backend === 'relay' ? 'relay' : 'bare forwarder'}`, () => {
    let site: Site;
    let browser: Browser;

    before(async () => {
      [site, browser] = await Promise.all([startSite({ backend }), launchChromium()]);
    });
    after(async () => {
      await browser.close();
      await site.close();
    });

    for (const { caller, callee, name, type } of ROLES) {
      for (const kind of ['voice', 'video'] as const) {
        const isVideo = kind === 'video';

        test(`S29 S31 S36 carries a ${kind} call from the ${type}, heard and seen on both sides`, () =>
          withTwo(browser, { site }, async (two) => {
            const [here, there] = [two[caller], two[callee]];
            await here.page.evaluate(() => document.querySelector('chat-call-modal')?.show());
            await (isVideo ? here.videoCall : here.voiceCall).click();
            const waiting = backend === 'relay' ? 'Ringing…' : 'Calling…';
            await here.status.filter({ hasText: waiting }).waitFor();

            await there.dialog(name).waitFor();
            await there.dialog(name).getByRole('heading', { name }).waitFor();
            await there.page.getByText(`${isVideo ? 'Video' : 'Voice'} call from a ${type}`).waitFor();
            await there.status.filter({ hasText: 'Ringing…' }).waitFor();
            await there.accept.click();

            await whenBothConnected(two);
            await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: isVideo })));
            if (isVideo) {
              for (const side of two.both)
                await eventually(
                  'two pictures show',
                  () => picturesShown(side),
                  (n) => n === 2,
                );
            } else {
              for (const side of two.both)
                await eventually(
                  'the ring follows the voice',
                  () => ringLevel(side),
                  (level) => level > 0,
                );
            }
            await bothRead(two, 'Call ended', () => (caller === 'tariq' ? here : there).endCall.click());
            const entry = new RegExp(`^${isVideo ? 'Video' : 'Voice'} call, (\\d+ min )?\\d+ s$`);
            for (const side of two.both) await whenCallLog(side, [entry]);
          }));
      }
    }

    test('S31 mute and camera act on the tracks, in a call that the callee answers', () =>
      withTwo(browser, { site }, async (two) => {
        await connect(two, 'video');
        await Promise.all(two.both.map((side) => whenTracks(side, { audio: true, video: true })));
        // over a picture they hide after a while, and are still where a mouse finds them
        const hidden = ({ page }: Person) => page.locator('chat-call-modal .stage.bare').waitFor();
        await Promise.all(two.both.map(hidden));
        for (const side of two.both) {
          await side.mute.click();
          await side.unmute.waitFor();
          await whenTracks(side, { audio: false });
          await side.unmute.click();
          await side.mute.waitFor();
          await whenTracks(side, { audio: true });

          await side.cameraOff.click();
          await side.cameraOn.waitFor();
          // the camera is released
          await whenTracks(side, { video: null });
          await side.cameraOn.click();
          await side.cameraOff.waitFor();
          await whenTracks(side, { video: true });
        }
        await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
        await two.sara.endCall.click();
      }));

    test('S31 S32 a decline with a quick reply reaches the caller and cleans up both', () =>
      withTwo(browser, { site }, async (two) => {
        await startCall(two.sara, 'video');
        await two.tariq.button("In a lesson, I'll call you back").click();
        await two.sara.status.filter({ hasText: 'Call declined' }).waitFor();
        await two.sara.page.getByText("In a lesson, I'll call you back").waitFor();
        for (const side of two.both) await whenCallLog(side, ['Video call, declined']);
      }));

    test('S31 S32 a plain decline, and a cancelled call, clean up both', () =>
      withTwo(browser, { site }, async (two) => {
        await startCall(two.tariq, 'voice');
        await two.sara.decline.click();
        await two.tariq.status.filter({ hasText: 'Call declined' }).waitFor();
        await two.tariq.button('Call again').click();
        await two.sara.accept.waitFor();
        await bothRead(two, 'Call cancelled', () => two.tariq.endCall.click());
        await whenPhase(two.sara, 'ended', 'idle');
        const reasons = await two.sara.page.evaluate(() => observed.ended.map(({ reason }) => reason));
        assert.deepEqual(reasons, ['declined', 'cancelled']);
      }));

    test('H4 S32 nobody answers: both stop with timeout, and the callee has a missed call', () =>
      withTwo(browser, { site }, async (two) => {
        const ringOut = await ringsOnDemand(two.tariq);
        await startCall(two.tariq, 'voice');
        await two.sara.accept.waitFor();
        await ringOut();
        await two.tariq.status.filter({ hasText: 'No answer' }).waitFor();
        await whenCallLog(two.tariq, ['Voice call, no answer']);
        await whenCallLog(two.sara, ['Missed voice call']);
        for (const { page } of two.both) {
          const reasons = await page.evaluate(() => observed.ended.map(({ reason }) => reason));
          assert.deepEqual(reasons, ['timeout']);
        }
      }));

    test('H3 a third person hears busy, and the call goes on', () =>
      withTwo(browser, { site }, async (two) => {
        await connect(two, 'voice', 'sara');
        const context = await newPerson(browser);
        const third = await openProfile(context, {
          site,
          profile: { id: '8', type: 'student', name: 'Omar' },
          peer: { id: '1', type: 'tutor', name: 'Tariq' },
          attributes: { 'ice-servers': '[]' },
        });
        await whenConnected(third);
        await third.evaluate(() => document.querySelector('chat-call-modal')?.startCall('video'));
        await controls(third).status.filter({ hasText: 'Busy in another call' }).waitFor();
        await expectNothingLeft(third);
        await context.close();
        await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true })));
        await two.tariq.endCall.click();
      }));

    test('S31 accept without video: her camera stays off, his picture shows', () =>
      withTwo(browser, { site }, async (two) => {
        await startCall(two.tariq, 'video');
        await two.sara.button('Accept without video').click();
        await whenBothConnected(two);
        await expectMedia(two.sara.page, { audio: true, video: true });
        await expectMedia(two.tariq.page, { audio: true, video: false });
        await whenTracks(two.sara, { audio: true, video: null });
        await two.sara.cameraOn.click();
        await expectMedia(two.tariq.page, { audio: true, video: true });
        await two.tariq.endCall.click();
      }));
  });
}

describe('calls and what a back end may do to them', () => {
  let network: Network;
  let browser: Browser;

  before(async () => {
    [network, browser] = await Promise.all([startNetwork(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await network.site.close();
  });

  test('S30 shows Connecting… until the media connection stands, never a clock before it', async () => {
    network.reset();
    await withTwo(browser, { site: network.site }, async (two) => {
      // watched at every frame that the browser draws
      for (const { page } of two.both) {
        await page.evaluate(() => {
          const early: string[] = [];
          Object.assign(globalThis, { early });
          const root = document.querySelector('chat-call-modal')?.shadowRoot;
          const look = () => {
            const status = root?.querySelector('ccm-call')?.shadowRoot?.querySelector('[role=status]');
            const text = status?.textContent ?? '';
            const linked = observed.openConnections().some((pc) => pc.connectionState === 'connected');
            const heard = observed.openConnections().some((pc) => pc.getReceivers().length > 0);
            if (/\d:\d\d/.test(text) && !(linked && heard)) early.push(text);
            requestAnimationFrame(look);
          };
          look();
        });
      }
      const candidates = network.hold(({ type }) => type === 'ice_candidate');
      await startCall(two.tariq, 'video');
      await two.sara.accept.click();
      await two.tariq.status.filter({ hasText: 'Connecting…' }).waitFor();
      await two.sara.status.filter({ hasText: 'Connecting…' }).waitFor();
      // both descriptions are in place and the devices run: all that there is without a path
      for (const { page } of two.both) {
        await page.waitForFunction(
          () =>
            observed.openConnections().some((pc) => pc.remoteDescription && pc.signalingState === 'stable') &&
            observed.liveTracks().length === 2,
        );
      }
      const held = () => Promise.resolve(candidates.frames.length);
      await eventually('candidates are held', held, (count) => count > 0);
      for (const { status } of two.both) assert.equal(await status.innerText(), 'Connecting…');
      candidates.release();
      await whenBothConnected(two);
      await expectMedia(two.tariq.page, { video: true });
      for (const { page } of two.both) {
        assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { early: string[] }).early), []);
        const jumped = await page.evaluate(() =>
          observed.history.filter(
            ({ phase, links }) => phase === 'connected' && !links.includes('connected'),
          ),
        );
        assert.deepEqual(jumped, []);
      }
      await two.sara.endCall.click();
    });
  });

  test('S32 a late end or decline of an earlier call never ends the newer one', async () => {
    network.reset();
    await withTwo(browser, { site: network.site }, async (two) => {
      await connect(two, 'voice');
      await two.tariq.endCall.click();
      await whenPhase(two.sara, 'ended', 'idle');
      const old = network.seen().find(({ type }) => type === 'call_ended');
      assert.ok(old);
      await connect(two, 'voice', 'sara');

      const stale = (from: typeof TARIQ, to: typeof TARIQ) =>
        ['hangup', 'cancelled', 'timeout', 'glare', 'failed', 'answered_elsewhere', 'declined_elsewhere']
          .map((reason) => ({ ...old, ...routed(from, to), reason }))
          .concat(
            ['declined', 'busy', 'timeout'].map((reason) => ({
              ...old,
              ...routed(from, to),
              type: 'call_declined',
              reason,
            })),
          );
      await injected(network, two.sara.page, TARIQ, SARA, ...stale(TARIQ, SARA));
      await injected(network, two.tariq.page, SARA, TARIQ, ...stale(SARA, TARIQ));
      // and one about this very call, from somebody who is not in it
      const { id } = await two.tariq.page.evaluate(
        () => document.querySelector('chat-call-modal')?.call ?? { id: '' },
      );
      const stranger = { id: '7', type: 'tutor' };
      const foreign = { ...old, ...routed(stranger, TARIQ), call_id: id };
      await injected(network, two.tariq.page, SARA, TARIQ, foreign);

      await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true })));
      for (const { status } of two.both) assert.match(await status.innerText(), RUNNING_TIME);
      await two.tariq.endCall.click();
    });
  });
});

function routed(from: { id: string; type: string }, to: { id: string; type: string }) {
  return {
    from_profile_id: from.id,
    from_profile_type: from.type,
    to_profile_id: to.id,
    to_profile_type: to.type,
  };
}
