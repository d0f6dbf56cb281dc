import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { BACK, FRONT, PHONE, PHONE_FLAGS, phoneCameras } from './support/phone.js';
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
  whenReady,
  withTwo,
  type Person,
  type Site,
  type Two,
} from './support/index.js';

const NAME = 'Switch camera';

/** The tracks that are live, those that are sent, how often descriptions were made, and whether one sees a mirror. */
const sends = ({ page }: Person) =>
  page.evaluate(() => {
    const [connection] = observed.openConnections();
    const track = (kind: string) =>
      connection?.getSenders().find(({ track }) => track?.kind === kind)?.track ?? null;
    const part = (root: ParentNode | null | undefined, tag: string) => root?.querySelector(tag)?.shadowRoot;
    const stage = part(document.querySelector('chat-call-modal')?.shadowRoot, 'ccm-call');
    const own = part(stage, 'ccm-self-view')?.querySelector('video');
    return {
      video: track('video')?.label ?? '',
      audio: track('audio')?.id ?? '',
      live: observed.liveTracks().map(({ kind }) => kind),
      offer: /o=\S+ \S+ \S+/.exec(connection?.localDescription?.sdp ?? '')?.[0],
      mirrored: !!own && getComputedStyle(own).transform.startsWith('matrix(-1'),
    };
  });

const whenSends = (person: Person, label: string) =>
  eventually(
    `${label} is sent, and nothing else is open`,
    () => sends(person),
    ({ video, live, mirrored }) =>
      video === label && live.sort().join() === 'audio,video' && mirrored === (label === FRONT),
  );

const captured = ({ page }: Person) => page.evaluate(() => [...cameras.openWhenAsked]);
const occupy = ({ page }: Person, ...names: string[]) =>
  page.evaluate((busy) => {
    cameras.busy.clear();
    for (const name of busy) cameras.busy.add(name);
  }, names);

describe('the other camera of a phone', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([
      startSite({ backend: 'bare' }),
      launchChromium({ flags: PHONE_FLAGS }),
    ]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  const withPhones = (isTold: boolean, act: (two: Two) => Promise<void>) =>
    withTwo(
      browser,
      {
        site,
        context: PHONE,
        prepare: async (context) => void (await context.addInitScript(phoneCameras, isTold)),
      },
      act,
    );

  test('H16 Switch camera: the same call goes on from the other side, on the next page too; the next call begins in front', () =>
    withPhones(true, async (two) => {
      const { tariq, sara } = two;
      await connect(two, 'video');
      const before = await whenSends(tariq, FRONT);
      const flip = tariq.button(NAME);
      await flip.waitFor();
      const box = await flip.boundingBox();
      assert.ok(box && box.width >= 44 && box.height >= 44, 'as large as a finger needs');
      await flip.tap();
      const after = await whenSends(tariq, BACK);
      assert.equal(after.audio, before.audio, 'the same sound');
      assert.equal(after.offer, before.offer, 'no new description');
      await expectMedia(sara.page, { audio: true, video: true });
      assert.deepEqual(new Set(await captured(tariq)), new Set([0]), 'one camera at a time');
      await tariq.cameraOff.tap();
      await flip.waitFor({ state: 'detached' });
      await tariq.cameraOn.tap();
      await whenSends(tariq, BACK);

      const address = profileAddress({
        site,
        profile: TARIQ,
        peer: SARA,
        attributes: { 'ice-servers': '[]' },
      });
      await tariq.page.goto(address);
      await whenReady(tariq.page);
      await whenBothConnected(two);
      await whenSends(tariq, BACK);
      await expectMedia(sara.page, { audio: true, video: true });
      // by keyboard too; while a phone's camera takes its time the clock of the call goes on
      await tariq.page.evaluate(() => (cameras.takes = 1_200));
      await flip.focus();
      await tariq.page.keyboard.press('Enter');
      await whenSends(tariq, FRONT);
      await eventually(
        'focus is still on the button',
        () => flip.evaluate((button) => button.matches(':focus')),
        Boolean,
      );
      await tariq.page.evaluate(() => (cameras.takes = 0));
      await flip.tap();
      await whenSends(tariq, BACK);
      await tariq.endCall.tap();

      await startCall(tariq, 'video');
      await sara.accept.tap();
      await whenBothConnected(two);
      await whenSends(tariq, FRONT);
      await sara.endCall.tap();
    }));

  test('H16 H14 the other camera is busy: says so, the first one is back; where that fails too, sound is what stays', () =>
    withPhones(true, async (two) => {
      const { tariq, sara } = two;
      await connect(two, 'video');
      await whenSends(tariq, FRONT);
      const flip = tariq.button(NAME);
      const told = tariq.page.getByRole('alert').getByText('The other camera did not start');
      await occupy(tariq, BACK);
      await flip.tap();
      await told.waitFor();
      await whenSends(tariq, FRONT);
      await expectMedia(sara.page, { audio: true, video: true });
      await tariq.button('Dismiss').tap();
      await told.waitFor({ state: 'detached' });
      await flip.tap();
      await told.waitFor();

      await occupy(tariq, BACK, FRONT);
      await flip.tap();
      await tariq.page.getByText('Your camera is busy').waitFor();
      await tariq.cameraOn.waitFor();
      await flip.waitFor({ state: 'detached' });
      await eventually(
        'only sound is open',
        () => sends(tariq),
        ({ live }) => live.join() === 'audio',
      );
      await expectMedia(sara.page, { audio: true });
      await occupy(tariq);
      await tariq.cameraOn.tap();
      await whenSends(tariq, FRONT);
      await expectMedia(sara.page, { audio: true, video: true });
      await sara.endCall.tap();
    }));

  test('cameras that do not say which way they look come one after another; with one alone there is no button', () =>
    withPhones(false, async (two) => {
      const { tariq, sara } = two;
      await connect(two, 'video');
      const flip = tariq.button(NAME);
      for (const label of ['', BACK, FRONT]) {
        if (label) await flip.tap();
        await eventually(
          `${label || FRONT} is sent`,
          () => sends(tariq),
          ({ video, live }) => video === (label || FRONT) && live.length === 2,
        );
      }
      await expectMedia(sara.page, { video: true });
      await tariq.page.evaluate(async () => {
        const { mediaDevices } = navigator;
        const all = await mediaDevices.enumerateDevices();
        mediaDevices.enumerateDevices = () =>
          Promise.resolve(all.filter(({ label }) => label !== 'fake_device_2'));
        mediaDevices.dispatchEvent(new Event('devicechange'));
      });
      await flip.waitFor({ state: 'detached' });
      await tariq.endCall.tap();
    }));
});
