import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import {
  connect,
  eventually,
  expectMedia,
  expectNoErrors,
  launchChromium,
  startSite,
  whenBothConnected,
  whenPhase,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

const part = ({ page }: Person, name: string) => page.locator('chat-call-modal').locator(`[part~="${name}"]`);

const callOf = ({ page }: Person) => page.evaluate(() => document.querySelector('chat-call-modal')?.call);

/** Width over height of what the person sees of the peer; 0 without a picture. */
const shape = (person: Person) =>
  part(person, 'remote-video').evaluateAll(([video]) =>
    video instanceof HTMLVideoElement && video.videoHeight ? video.videoWidth / video.videoHeight : 0,
  );

/** What the one who shares sends of a kind, as the browser names it. */
const sends = ({ page }: Person, kind: string) =>
  page.evaluate(
    (kind) =>
      observed
        .openConnections()
        .flatMap((pc) => pc.getSenders())
        .find(({ track }) => track?.kind === kind)
        ?.track?.getSettings().displaySurface ?? 'no screen',
    kind,
  );

const description = ({ page }: Person) =>
  page.evaluate(() => observed.openConnections()[0]?.currentLocalDescription?.sdp);

/** As the button of the browser's own bar does: the track ends by itself. */
const stopInBar = ({ page }: Person) =>
  page.evaluate(() => {
    for (const track of observed.liveTracks().filter((track) => track.getSettings().displaySurface)) {
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });

/** A screen three times as wide as high, with a tone: what the fake picker of a headless browser does not offer. */
const ownScreen = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    MediaDevices.prototype.getDisplayMedia = () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 960, height: 320 });
      const draw = canvas.getContext('2d');
      const timer = setInterval(() => {
        if (!draw) return;
        draw.fillStyle = `hsl(${Date.now() % 360} 90% 60%)`;
        draw.fillRect(0, 0, 960, 320);
      }, 50);
      const context = new AudioContext();
      const out = context.createMediaStreamDestination();
      const tone = new OscillatorNode(context, { frequency: 440 });
      tone.connect(out);
      tone.start();
      const stream = new MediaStream([
        ...canvas.captureStream(20).getTracks(),
        ...out.stream.getAudioTracks(),
      ]);
      const [video] = stream.getVideoTracks();
      const stop = video?.stop.bind(video);
      if (video && stop)
        video.stop = () => {
          clearInterval(timer);
          void context.close().catch(() => undefined);
          stop();
        };
      return Promise.resolve(stream);
    };
  });
};

describe('a shared screen', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  for (const how of ['button', "browser's bar", 'method'] as const) {
    test(`H16 takes the camera's place without a negotiation, and gives it back; ended by the ${how}`, async () => {
      await withTwo(browser, { site }, async (two) => {
        await connect(two, 'video');
        await expectMedia(two.sara.page, { audio: true, video: true });
        const before = await description(two.tariq);
        if (how === 'method')
          await two.tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.shareScreen());
        else await two.tariq.shareScreen.press('Enter');
        await two.tariq.stopSharing.waitFor();
        await eventually(
          'the screen is sent',
          () => sends(two.tariq, 'video'),
          (what) => what !== 'no screen',
        );
        await eventually(
          'she is told',
          () => callOf(two.sara),
          (call) => call?.peerMedia?.screen === true,
        );
        await expectMedia(two.sara.page, { audio: true, video: true });
        assert.equal((await callOf(two.tariq))?.sharing, true);
        assert.equal((await callOf(two.tariq))?.cameraOff, false);
        if (how === 'button') await two.tariq.stopSharing.click();
        else if (how === 'method')
          await two.tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.stopSharing());
        else await stopInBar(two.tariq);
        await two.tariq.shareScreen.waitFor();
        await eventually(
          'the screen is not sent any more',
          () => sends(two.tariq, 'video'),
          (what) => what === 'no screen',
        );
        await eventually(
          'she is told',
          () => callOf(two.sara),
          (call) => call?.peerMedia?.screen === false,
        );
        await expectMedia(two.sara.page, { audio: true, video: true });
        assert.equal(await description(two.tariq), before, 'nothing was negotiated');
        await two.sara.endCall.click();
      });
    });
  }

  test('H16 in a voice call, with the sound of the screen beside a muted microphone; both go with it', async () => {
    await withTwo(browser, { site, prepare: ownScreen }, async (two) => {
      await connect(two, 'voice');
      await two.tariq.mute.click();
      await two.tariq.page.keyboard.press('s');
      await eventually(
        'the screen',
        () => shape(two.sara),
        (ratio) => Math.abs(ratio - 3) < 0.1,
      );
      await expectMedia(two.sara.page, { audio: true, video: true });
      await two.tariq.unmute.click();
      await two.tariq.mute.waitFor();
      await two.tariq.stopSharing.click();
      await part(two.sara, 'remote-video').waitFor({ state: 'detached' });
      await expectMedia(two.sara.page, { audio: true });
      await two.tariq.endCall.click();
    });
  });

  test('H10 H16 goes on over a connection that is rebuilt', async () => {
    await withTwo(browser, { site, prepare: ownScreen }, async (two) => {
      await connect(two, 'video');
      await two.tariq.shareScreen.click();
      await eventually(
        'the screen',
        () => shape(two.sara),
        (ratio) => Math.abs(ratio - 3) < 0.1,
      );
      await two.sara.page.evaluate(() => observed.openConnections().forEach((pc) => pc.close()));
      await whenPhase(two.tariq, 'reconnecting');
      await whenBothConnected(two);
      await eventually(
        'the screen again',
        () => shape(two.sara),
        (ratio) => Math.abs(ratio - 3) < 0.1,
      );
      assert.equal((await callOf(two.tariq))?.sharing, true);
      // with the call the screen ends too: the oracle looks
      await two.tariq.endCall.click();
    });
  });

  test('H16 a person who chooses no screen changes nothing, and a failure is told', async () => {
    await withTwo(browser, { site }, async (two) => {
      await connect(two, 'voice');
      const refuse = (name: string) =>
        two.tariq.page.evaluate((name) => {
          MediaDevices.prototype.getDisplayMedia = () => {
            document.body.dataset['asked'] = name;
            return Promise.reject(new DOMException('no', name));
          };
        }, name);
      await refuse('NotAllowedError');
      await two.tariq.shareScreen.click();
      await two.tariq.page.waitForFunction(() => document.body.dataset['asked'] === 'NotAllowedError');
      assert.deepEqual((await callOf(two.tariq))?.problems, []);
      await refuse('NotReadableError');
      await two.tariq.shareScreen.click();
      await two.tariq.page.getByText('Your screen did not start').waitFor();
      assert.equal((await callOf(two.tariq))?.sharing, false);
      expectNoErrors(two.tariq.page);
      await two.sara.endCall.click();
    });
  });
});
