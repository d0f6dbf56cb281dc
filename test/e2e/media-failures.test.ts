import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  bothRead,
  connect,
  controls,
  eventually,
  expectAgreement,
  expectMedia,
  launchChromium,
  mediaFlow,
  openTwo,
  SARA,
  startCall,
  startSite,
  TARIQ,
  whenBothConnected,
  whenReady,
  withTwo,
  profileAddress,
  type Person,
  type Site,
} from './support/index.js';

const FAKE_DEVICES = '--use-fake-device-for-media-stream';
const FAKE_PROMPT = '--use-fake-ui-for-media-stream';

/** As devices fail where only the browser's name for it can be had. */
const REFUSALS = [
  { name: 'NotReadableError', what: 'busy', title: (device: string) => `Your ${device} is busy` },
  {
    name: 'OverconstrainedError',
    what: 'overconstrained',
    title: (device: string) => `Your ${device} does not fit this call`,
  },
  { name: 'TypeError', what: 'broken', title: (device: string) => `Your ${device} did not start` },
] as const;

describe('devices that do not come', () => {
  let site: Site;
  let whole: Browser;
  /** Devices are there, and the prompt is answered with no. */
  let denied: Browser;
  /** The prompt would be answered with yes, and there is nothing. */
  let bare: Browser;

  before(async () => {
    [site, whole, denied, bare] = await Promise.all([
      startSite(),
      launchChromium({ whole: true }),
      launchChromium({ devices: false, flags: [FAKE_DEVICES] }),
      launchChromium({ devices: false, flags: [FAKE_PROMPT] }),
    ]);
  });
  after(async () => {
    await Promise.all([whole, denied, bare].map((browser) => browser.close()));
    await site.close();
  });

  async function expectNotices(side: Person, ...titles: string[]): Promise<void> {
    const notices = side.page.locator('chat-call-modal [part="notice"] b');
    await eventually(
      'the notices',
      async () => (await notices.allInnerTexts()).sort(),
      (now) => now.join('\n') === [...titles].sort().join('\n'),
    );
  }

  /** Her side has no device; the call goes on, and brings her everything of his. */
  async function expectReceiveOnly(his: Person, hers: Person, video: boolean): Promise<void> {
    await expectMedia(hers.page, { audio: true, video });
    assert.deepEqual(await hers.page.evaluate(() => observed.liveTracks().length), 0);
    const { framesDecoded, audioEnergy } = await mediaFlow(his.page);
    assert.equal(framesDecoded + audioEnergy, 0);
  }

  const cases = [
    {
      what: 'permission denied',
      browser: () => denied,
      title: (device: string) => `Your ${device} is blocked`,
    },
    { what: 'no device', browser: () => bare, title: (device: string) => `Your ${device} was not found` },
  ];

  for (const { what, browser, title } of cases) {
    test(`H14 ${what}: says so with a remedy, and the call goes on, as callee and as caller`, () =>
      withTwo(whole, { site, herBrowser: browser() }, async (two) => {
        const { tariq, sara } = two;
        await connect(two, 'video');
        await expectNotices(sara, title('microphone'), title('camera'));
        await sara.page
          .getByText(what === 'no device' ? /Plug one in/ : /left of the address/)
          .first()
          .waitFor();
        await expectReceiveOnly(tariq, sara, true);
        await bothRead(two, 'Call ended', () => sara.endCall.click());

        await connect(two, 'voice', 'sara');
        await expectNotices(sara, title('microphone'));
        await expectReceiveOnly(tariq, sara, false);
        await sara.button(`Dismiss: ${title('microphone')}`).click();
        await expectNotices(sara);
        await tariq.endCall.click();
      }));
  }

  test('H14 without any device on either side: the two are connected, and part cleanly', () =>
    withTwo(denied, { site, herBrowser: bare }, async (two) => {
      await connect(two, 'voice');
      await expectNotices(two.tariq, 'Your microphone is blocked');
      await expectNotices(two.sara, 'Your microphone was not found');
      await two.tariq.endCall.click();
    }));

  test(`H14 device ${REFUSALS.map(({ what }) => what).join(', ')}: says so, and the call goes on`, () =>
    withTwo(whole, { site }, async (two) => {
      for (const { name, title } of REFUSALS) {
        await two.sara.page.evaluate((error) => {
          const widget = document.querySelector('chat-call-modal');
          if (widget) widget.getUserMedia = () => Promise.reject(new DOMException('no', error));
        }, name);
        await connect(two, 'video');
        await expectNotices(two.sara, title('microphone'), title('camera'));
        await expectReceiveOnly(two.tariq, two.sara, true);
        await two.tariq.endCall.click();
        await expectAgreement(two);
      }
    }));

  test('H14 a missing camera does not cost the microphone, and can be turned on once it is there', () =>
    withTwo(whole, { site }, async (two) => {
      await two.sara.page.evaluate(() => {
        const widget = document.querySelector('chat-call-modal');
        const here = { camera: false };
        Object.assign(globalThis, { here });
        if (widget)
          widget.getUserMedia = (constraints) =>
            constraints.video && !here.camera
              ? Promise.reject(new DOMException('no', 'NotFoundError'))
              : navigator.mediaDevices.getUserMedia(constraints);
      });
      await startCall(two.tariq, 'video');
      await two.sara.accept.click();
      await whenBothConnected(two);
      await expectNotices(two.sara, 'Your camera was not found');
      await expectMedia(two.tariq.page, { audio: true });
      await two.sara.cameraOn.waitFor();
      await two.sara.page.evaluate(() => {
        (globalThis as unknown as { here: { camera: boolean } }).here.camera = true;
      });
      await two.sara.cameraOn.click();
      await two.sara.cameraOff.waitFor();
      await expectMedia(two.tariq.page, { audio: true, video: true });
      await two.sara.endCall.click();
    }));

  test('H16 a camera that fails when a voice call becomes a video call: says so, and the sound goes on', () =>
    withTwo(whole, { site }, async (two) => {
      const { tariq, sara } = two;
      await tariq.page.evaluate(() => {
        const widget = document.querySelector('chat-call-modal');
        if (!widget) return;
        widget.getUserMedia = (constraints) =>
          constraints.video && !document.body.dataset['camera']
            ? Promise.reject(new DOMException('busy', 'NotReadableError'))
            : navigator.mediaDevices.getUserMedia(constraints);
      });
      await connect(two, 'voice');
      const made = () => Promise.all(two.both.map(({ page }) => page.evaluate(() => observed.made())));
      const before = await made();
      await tariq.cameraOn.click();
      await tariq.page.locator('chat-call-modal').getByText('Your camera').first().waitFor();
      await tariq.cameraOn.waitFor();
      for (const { page } of two.both) await expectMedia(page, { audio: true });
      assert.deepEqual(await made(), before, 'on the same connections');
      await tariq.page.evaluate(() => (document.body.dataset['camera'] = 'free'));
      await tariq.cameraOn.click();
      await expectMedia(sara.page, { audio: true, video: true });
      await sara.endCall.click();
    }));

  test('H14 on an insecure page: says so, and the call goes on', async () => {
    const { port } = new URL(site.url);
    const mapped = await launchChromium({ flags: ['--host-resolver-rules=MAP chat.test 127.0.0.1'] });
    const two = await openTwo(whole, { site, herBrowser: mapped });
    try {
      const attributes = { 'ice-servers': '[]' };
      const address = new URL(profileAddress({ site, profile: SARA, peer: TARIQ, attributes }));
      address.host = `chat.test:${port}`;
      await two.sara.page.goto(address.href);
      await whenReady(two.sara.page);
      assert.equal(await two.sara.page.evaluate(() => isSecureContext), false);
      await eventually(
        'the socket is open',
        () => two.sara.page.evaluate(() => document.querySelector('chat-call-modal')?.connection),
        (state) => state === 'open',
      );
      await connect(two, 'video');
      await expectNotices(two.sara, 'Your microphone needs a secure page', 'Your camera needs a secure page');
      await two.sara.page.getByText('Open this page by its https:// address.').first().waitFor();
      await expectReceiveOnly(two.tariq, two.sara, true);
      await controls(two.sara.page).endCall.click();
      await expectAgreement(two);
    } finally {
      await two.close();
      await mapped.close();
    }
  });
});
