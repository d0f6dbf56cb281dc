import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { whenKept } from './support/chat.js';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  profileAddress,
  SARA,
  startCall,
  startSite,
  TARIQ,
  whenBothConnected,
  whenConnected,
  whenPhase,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

/** What the person sends: the device of each kind, its settings, and how often descriptions were made for it. */
const sent = ({ page }: Person) =>
  page.evaluate(() => {
    const [connection] = observed.openConnections();
    const track = (kind: string) =>
      connection?.getSenders().find(({ track }) => track?.kind === kind)?.track ?? null;
    return {
      audio: track('audio')?.label ?? '',
      video: track('video')?.label ?? '',
      echo: track('audio')?.getSettings().echoCancellation,
      offer: /o=\S+ \S+ \S+/.exec(connection?.localDescription?.sdp ?? '')?.[0],
      live: observed.liveTracks().length,
    };
  });

const pick = (person: Person, label: string) => person.page.getByLabel(label, { exact: true });

describe('devices in a call', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([
      startSite({ backend: 'bare' }),
      launchChromium({ whole: true, flags: ['--use-fake-device-for-media-stream=device-count=3'] }),
    ]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('H16 another microphone and camera in the call: the same connection goes on, and the next page remembers them', () =>
    withTwo(browser, { site }, async (two) => {
      const { tariq } = two;
      await connect(two, 'video');
      for (const { page } of two.both) await expectMedia(page, { audio: true, video: true });
      const before = await sent(tariq);
      await tariq.button('Devices').click();
      for (const [label, kind] of [
        ['Microphone', 'audio'],
        ['Camera', 'video'],
      ] as const) {
        const list = pick(tariq, label);
        await list.locator('option').nth(2).waitFor({ state: 'attached' });
        const names = await list.locator('option').allInnerTexts();
        // the last one: Chromium's second fake camera gives depth, which nothing encodes
        const other = names.at(-1) ?? assert.fail();
        assert.notEqual(other.trim(), before[kind]);
        await list.selectOption({ label: other.trim() });
        await eventually(
          `he sends ${other}`,
          () => sent(tariq),
          // the old one is let go
          (now) => now[kind] === other.trim() && now.live === 2,
        );
      }
      const after = await sent(tariq);
      assert.equal(after.offer, before.offer, 'no new description');
      await expectMedia(two.sara.page, { audio: true, video: true });
      const route = tariq.page
        .getByRole('table', { name: 'Connection' })
        .getByRole('row', { name: /^Route/ });
      await route.getByText('direct, UDP').waitFor();
      await tariq.button('Close devices').click();
      await pick(tariq, 'Microphone').waitFor({ state: 'detached' });
      const isKept = (text: string) => /"audio":"[^"]/.test(text) && /"video":"[^"]/.test(text);
      await whenKept(tariq, 'choice', isKept, ['ccm-devices', 'choice']);
      await tariq.endCall.click();
      await whenPhase(two.sara, 'ended', 'idle');

      await tariq.page.goto(
        profileAddress({ site, profile: TARIQ, peer: SARA, attributes: { 'ice-servers': '[]' } }),
      );
      await whenConnected(tariq.page);
      await startCall(tariq, 'video');
      await two.sara.accept.click();
      await whenBothConnected(two);
      await eventually(
        'the same devices again',
        () => sent(tariq),
        (now) => now.audio === after.audio && now.video === after.video,
      );
      await tariq.endCall.click();
    }));

  test('H16 another microphone and camera while the screen is shared: it goes on, and the new camera comes after it', () =>
    withTwo(browser, { site }, async (two) => {
      const { tariq, sara } = two;
      await connect(two, 'video');
      await tariq.shareScreen.click();
      await tariq.stopSharing.waitFor();
      const screen = (await sent(tariq)).video;
      await tariq.button('Devices').click();
      const chosen: string[] = [];
      for (const label of ['Microphone', 'Camera']) {
        const list = pick(tariq, label);
        await list.locator('option').nth(2).waitFor({ state: 'attached' });
        const other = (await list.locator('option').allInnerTexts()).at(-1)?.trim() ?? assert.fail();
        await list.selectOption({ label: other });
        chosen.push(other);
        await eventually(
          `${other} is open`,
          () => tariq.page.evaluate(() => observed.liveTracks().map((track) => track.label)),
          (labels) => labels.includes(other),
        );
      }
      assert.equal((await sent(tariq)).video, screen, 'still the screen');
      await expectMedia(sara.page, { audio: true, video: true });
      await tariq.button('Close devices').click();
      await tariq.stopSharing.click();
      await eventually(
        'the devices that were chosen meanwhile',
        () => sent(tariq),
        // and the others are let go
        ({ audio, video, live }) => audio === chosen[0] && video === chosen[1] && live === 2,
      );
      await expectMedia(sara.page, { audio: true, video: true });
      await tariq.endCall.click();
    }));

  test('S28 the peer sounds on the chosen speaker, and so do voice messages, before and after they are sent', async () => {
    // with room for files
    const own = await startSite();
    try {
      await withTwo(browser, { site: own }, async (two) => {
        const { tariq } = two;
        await connect(two, 'voice');
        await tariq.button('Devices').click();
        const list = pick(tariq, 'Speaker');
        await list.locator('option').nth(1).waitFor({ state: 'attached' });
        const id = (await list.locator('option').nth(1).getAttribute('value')) ?? '';
        await list.selectOption(id);
        await eventually(
          'it sounds there',
          () => tariq.page.evaluate(() => observed.playing().map(({ sinkId }) => sinkId)),
          (sinks) => sinks[0] === id,
        );
        await expectMedia(tariq.page, { audio: true });
        await tariq.endCall.click();
        // the settings of a call go with it
        await list.waitFor({ state: 'detached' });

        await tariq.page.evaluate(noteSpeakers);
        // the screen after a call goes by itself, too
        await Promise.allSettled([tariq.button('Back to chat').click({ timeout: 5000 })]);
        await tariq.button('Record voice message').click();
        await tariq.page.getByRole('timer').filter({ hasText: ':01' }).waitFor();
        await tariq.button('Stop recording').click();
        const bar = tariq.page.locator('ccm-voice');
        await bar.getByRole('button', { name: 'Play' }).click();
        const speakers = () => tariq.page.evaluate(() => Reflect.get(globalThis, 'speakers') as string[]);
        await eventually('what was recorded sounds', speakers, ({ length }) => length === 1, 30_000);
        await tariq.button('Send voice message').click();
        await tariq.messages.getByRole('button', { name: 'Play' }).click();
        await eventually('the message sounds', speakers, ({ length }) => length === 2, 30_000);
        assert.deepEqual(await speakers(), [id, id]);
      });
    } finally {
      await own.close();
    }
  });

  test('a music lesson leaves the sound as it is, from now on and in the middle of the call', () =>
    withTwo(browser, { site }, async (two) => {
      const { tariq } = two;
      await connect(two, 'voice');
      await eventually(
        'echo cancellation',
        () => sent(tariq),
        ({ echo }) => echo === true,
      );
      await tariq.button('Devices').click();
      const meter = pick(tariq, 'Microphone level');
      await eventually(
        'the level moves',
        () => meter.evaluate((element) => (element as HTMLMeterElement).value),
        (level) => level > 0,
      );
      await tariq.page.getByRole('checkbox', { name: 'Music lesson' }).check();
      await eventually(
        'no echo cancellation',
        () => sent(tariq),
        ({ echo }) => echo === false,
      );
      await expectMedia(two.sara.page, { audio: true });
      await tariq.mute.click();
      await tariq.page.getByRole('checkbox').uncheck();
      await eventually(
        'echo cancellation again',
        () => sent(tariq),
        ({ echo }) => echo === true,
      );
      await eventually(
        'one track, still muted',
        () => tariq.page.evaluate(() => observed.liveTracks().map(({ enabled }) => enabled)),
        (enabled) => enabled.join() === 'false',
      );
      await tariq.endCall.click();
    }));

  test('H14 a device that is plugged in stands in the list, one that is pulled out leaves it', () =>
    withTwo(browser, { site }, async (two) => {
      const { tariq } = two;
      await connect(two, 'voice');
      await tariq.button('Devices').click();
      const options = pick(tariq, 'Microphone').locator('option');
      await options.nth(2).waitFor({ state: 'attached' });
      const before = await options.count();
      // no driver can plug a device in: the browser's list and its event stand in
      const change = (by: number) =>
        tariq.page.evaluate(async (more) => {
          const { mediaDevices } = navigator;
          const real = await MediaDevices.prototype.enumerateDevices.call(mediaDevices);
          const headset = { kind: 'audioinput', deviceId: 'headset', label: 'Headset', groupId: '' };
          const list = more ? [...real, headset] : real;
          mediaDevices.enumerateDevices = () => Promise.resolve(list as MediaDeviceInfo[]);
          mediaDevices.dispatchEvent(new Event('devicechange'));
        }, by);
      await change(1);
      await options.filter({ hasText: 'Headset' }).waitFor({ state: 'attached' });
      await change(0);
      await options.filter({ hasText: 'Headset' }).waitFor({ state: 'detached' });
      await eventually(
        'the list as before',
        () => options.count(),
        (count) => count === before,
      );
      // Escape is for the settings first: the call stays on the screen
      await tariq.page.keyboard.press('Escape');
      await pick(tariq, 'Microphone').waitFor({ state: 'detached' });
      assert.equal(await tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.open), true);
      await tariq.endCall.click();
    }));
});

/** From now on remembers on which speaker a sound begins. */
function noteSpeakers(): void {
  const play: unknown = Reflect.get(HTMLMediaElement.prototype, 'play');
  const speakers: string[] = [];
  Object.assign(globalThis, { speakers });
  HTMLMediaElement.prototype.play = function () {
    speakers.push(this.sinkId);
    return (play as () => Promise<void>).call(this);
  };
}
