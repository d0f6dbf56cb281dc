import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Locator } from 'playwright-core';
import { backToChat, openChat, write } from './support/chat.js';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  phaseOf,
  startCall,
  startSite,
  whenPhase,
  withTwo,
  type Person,
  type Site,
  type SiteOptions,
  type Two,
  type TwoOptions,
} from './support/index.js';

const NONCE = 'dGVzdA';
/** Sound only from the site itself: no `blob:`, no `data:`. */
const POLICY = [
  ...["default-src 'none'", `script-src 'nonce-${NONCE}' 'strict-dynamic'`, "style-src 'self'"],
  ...[
    "connect-src 'self'",
    'img-src data:',
    "media-src 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ],
].join('; ');
const DEADLINE = 45_000;

const RECORD = 'Record voice message';
const tracks = ({ page }: Person) => page.evaluate(() => observed.liveTracks().length);
const whenFree = (person: Person) =>
  eventually(
    'the microphone is free',
    () => tracks(person),
    (live) => live === 0,
    DEADLINE,
  );
const bar = (person: Person): Locator => person.page.locator('chat-call-modal ccm-voice');
const heardIn = (person: Person): Locator => person.messages.getByRole('group', { name: 'Voice message' });

/** Presses the microphone and speaks, as the fake one does by itself, until the time stands at `seconds`. */
async function record(person: Person, seconds = 1): Promise<void> {
  await person.button(RECORD).click();
  await eventually(
    `${seconds} s are recorded`,
    () => bar(person).getByRole('timer').innerText(),
    (text) => Number(text.split(':')[1]) >= seconds,
    DEADLINE,
  );
  assert.equal(await tracks(person), 1);
}

/** Where a slider stands, in seconds. */
const place = (slider: Locator) => slider.getAttribute('aria-valuenow').then(Number);
/** That it stood there at least once from now on: at the end it goes back. */
const reached = (slider: Locator, seconds: number): Promise<void> =>
  slider.evaluate(
    (it, wanted) =>
      new Promise<void>((resolve) => {
        const look = () => Number(it.getAttribute('aria-valuenow')) >= wanted && resolve();
        new MutationObserver(look).observe(it, { attributes: true });
      }),
    seconds,
  );

describe('voice messages', { timeout: 600_000 }, () => {
  let browser: Browser;
  /** Devices are there, and the prompt is answered with no. */
  let denied: Browser;
  before(async () => {
    [browser, denied] = await Promise.all([
      launchChromium(),
      launchChromium({ devices: false, flags: ['--use-fake-device-for-media-stream'] }),
    ]);
  });
  after(() => Promise.all([browser.close(), denied.close()]));

  /** On a site of its own: a server keeps what was said. */
  const on = async (
    act: (two: Two, site: Site) => Promise<void>,
    options: SiteOptions = {},
    more: (site: Site) => Partial<TwoOptions> = () => ({}),
  ) => {
    const site = await startSite(options);
    try {
      await withTwo(browser, { site, ...more(site) }, async (two) => {
        for (const person of two.both) await openChat(person);
        await two.tariq.button(RECORD).waitFor();
        await act(two, site);
      });
    } finally {
      await site.close();
    }
  };

  test('X7 X10 recorded, heard before, sent and heard by the other in a strict page; Escape leaves no track', () => {
    const more = ({ url }: Site) => ({ nonce: NONCE, attributes: { 'api-base-url': url } });
    const act = async ({ tariq, sara }: Two): Promise<void> => {
      await record(tariq);
      await tariq.page.keyboard.press('Escape');
      await whenFree(tariq);
      await tariq.message.waitFor();
      await eventually(
        'the focus is back',
        () => tariq.button(RECORD).evaluate((button) => button.matches(':focus')),
        Boolean,
        DEADLINE,
      );

      await record(tariq, 2);
      await tariq.message.waitFor({ state: 'hidden' });
      await tariq.button('Stop recording').click();
      await whenFree(tariq);
      const plays = reached(bar(tariq).getByRole('slider'), 1);
      await bar(tariq).getByRole('button', { name: 'Play' }).click();
      await plays;
      await tariq.button('Send voice message').click();

      const message = heardIn(sara);
      await message.waitFor();
      const slider = message.getByRole('slider');
      const seconds = await eventually(
        'how long it is',
        () => slider.getAttribute('aria-valuemax').then(Number),
        (length) => length >= 2,
        DEADLINE,
      );
      assert.ok(seconds < 30, `${seconds} s`);
      const bars = await message.locator('path').last().getAttribute('d');
      assert.ok(new Set(bars?.match(/v[\d.]+/g)).size > 4, 'its wave is drawn, and is no line');
      // the page itself looks, while it lasts
      const hears = sara.page.waitForFunction(() => {
        const [sound] = observed.playing();
        return sound && sound.currentTime > 0.3 && sound.src;
      });
      await message.getByRole('button', { name: 'Play' }).click();
      const src = String(await (await hears).jsonValue());
      const loudness = await sara.page.evaluate(async (url) => {
        const context = new OfflineAudioContext(1, 1, 8000);
        const bytes = await (await fetch(url)).arrayBuffer();
        return Math.max(...(await context.decodeAudioData(bytes)).getChannelData(0));
      }, src);
      assert.ok(loudness > 0.01, 'and it is no silence');
      await slider.press('Home');
      await slider.press('End');
      await message.getByRole('button', { name: 'Play' }).waitFor();
      const { width = 0 } = (await slider.boundingBox()) ?? {};
      await slider.click({ position: { x: width * 0.7, y: 20 } });
      await eventually(
        'the place that was pressed',
        () => place(slider),
        (at) => at > 0 && at < seconds,
        DEADLINE,
      );

      // at once, without hearing it; and only one of them plays
      await record(tariq);
      await tariq.button('Send voice message').click();
      await whenFree(tariq);
      await message.nth(1).waitFor();
      // the first of them from its start, or it may be over before the other one is pressed
      await slider.first().press('Home');
      for (const one of [0, 1]) await message.nth(one).getByRole('button', { name: 'Play' }).click();
      await message.nth(0).getByRole('button', { name: 'Play' }).waitFor();
      const said = await sara.messages.locator('.text').allInnerTexts();
      assert.deepEqual(said.join(''), '', 'no name of a file beside it');
      for (const { page } of [tariq, sara])
        assert.deepEqual(await page.evaluate(() => [...observed.violations]), []);
    };
    return on(act, { headers: { 'content-security-policy': POLICY } }, more);
  });

  test('a call that rings stops what plays and what is recorded, which is kept; in the call the button says why not', () =>
    on(async (two) => {
      const { tariq, sara } = two;
      await record(tariq);
      await tariq.button('Send voice message').click();
      await heardIn(sara).getByRole('button', { name: 'Play' }).waitFor();
      await record(sara, 2);
      await startCall(tariq, 'voice');
      await whenPhase(sara, 'ringing');
      await whenFree(sara);
      await sara.decline.click();
      await bar(sara).getByText('Stopped because of a call').waitFor();
      // it can be heard; what plays stops when it rings
      await Promise.all([
        bar(sara).getByRole('button', { name: 'Pause' }).waitFor(),
        bar(sara).getByRole('button', { name: 'Play' }).click(),
      ]);
      await whenPhase(tariq, 'idle', 'ended');
      await connect(two, 'voice');
      await sara.button('Chat').click();
      await bar(sara).getByRole('button', { name: 'Play' }).waitFor();
      await sara.button('Send voice message').click();
      const button = sara.button(RECORD);
      await sara.page.locator('[part="voice-button"][aria-disabled=true]').waitFor();
      assert.equal(await button.getAttribute('title'), 'Not during a call');
      // who presses it anyway is told why; and the call keeps the one microphone
      await button.click({ force: true });
      await bar(sara).getByRole('alert').getByText('belongs to the call').waitFor();
      assert.equal(await tracks(sara), 1);
      await expectMedia(tariq.page, { audio: true });
      await sara.endCall.click();
      await whenPhase(sara, 'idle', 'ended');
      await tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.show());
      await backToChat(tariq);
      await heardIn(tariq).nth(1).waitFor();
      await whenPhase(sara, 'idle');
      await sara.button(RECORD).waitFor();
    }));

  test('H14 a microphone that does not come: its own words and remedy each, an error for the page, and the chat goes on', () =>
    on(
      async ({ tariq, sara }) => {
        await sara.button(RECORD).click();
        await bar(sara).getByRole('alert').getByText('Your microphone is blocked').waitFor();
        await bar(sara).getByText('left of the address').waitFor();
        await sara.page.waitForFunction(() => observed.errors.join() === 'media');
        await write(sara, 'I write it instead');
        await tariq.messages.getByText('I write it instead').waitFor();
        await sara.button('Dismiss: Your microphone is blocked').click();
        await bar(sara).waitFor({ state: 'detached' });

        for (const [name, title, remedy] of [
          ['NotFoundError', 'Your microphone was not found', 'Plug one in and try again.'],
          ['NotReadableError', 'Your microphone is busy', 'Close the other app or tab'],
          ['TypeError', 'Your microphone did not start', 'Try again, or restart'],
          ['', 'Your microphone needs a secure page', 'https://'],
        ] as const) {
          await tariq.page.evaluate((error) => {
            const widget = document.querySelector('chat-call-modal')!;
            widget.getUserMedia = error ? () => Promise.reject(new DOMException('no', error)) : null;
            if (!error) Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
          }, name);
          await tariq.button(RECORD).click();
          await bar(tariq).getByRole('alert').getByText(title).waitFor();
          await bar(tariq).getByText(remedy).waitFor();
        }
        assert.equal(await tracks(tariq), 0);
        // the page's own function is asked, for sound alone and made for speech
        const asked = await tariq.page.evaluate(() => {
          const context = new AudioContext();
          const out = context.createMediaStreamDestination();
          new OscillatorNode(context).connect(out);
          const widget = document.querySelector('chat-call-modal')!;
          const all: MediaStreamConstraints[] = [];
          Object.assign(globalThis, { all });
          widget.getUserMedia = (constraints) => {
            all.push(constraints);
            return Promise.resolve(out.stream);
          };
          return all.length;
        });
        assert.equal(asked, 0);
        await tariq.button(RECORD).click();
        await tariq.button('Stop recording').waitFor();
        await tariq.button('Cancel recording').click();
        await tariq.message.waitFor();
        const [constraints] = await tariq.page.evaluate(
          () => (globalThis as unknown as { all: MediaStreamConstraints[] }).all,
        );
        assert.equal(constraints?.video, undefined);
        assert.equal((constraints?.audio as MediaTrackConstraints).noiseSuppression, true);
      },
      {},
      () => ({ herBrowser: denied }),
    ));

  test('X10 X13 closed, another conversation, a page that goes: kept and nothing captured; signed out or removed: gone', () =>
    on(async ({ tariq }) => {
      const preview = tariq.button('Delete recording');
      const set = (fields: object) =>
        tariq.page.evaluate(
          (values) => void Object.assign(document.querySelector('chat-call-modal')!, values),
          fields,
        );
      await record(tariq);
      await tariq.close.click();
      await whenFree(tariq);
      await openChat(tariq);
      await preview.click();

      await record(tariq);
      await set({ peerId: '8', peerName: 'Sara' });
      await whenFree(tariq);
      await tariq.button(RECORD).waitFor();
      await set({ peerId: '7' });
      await preview.click();

      await record(tariq);
      await tariq.page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pagehide')));
      await whenFree(tariq);
      await preview.click();
      assert.equal(await phaseOf(tariq), 'idle');

      await record(tariq);
      await set({ profileId: '' });
      await whenFree(tariq);
      await set({ profileId: '1' });
      await tariq.button(RECORD).waitFor();
      assert.equal(await preview.count(), 0);

      await record(tariq);
      await tariq.page.evaluate(() => document.querySelector('chat-call-modal')!.remove());
      await whenFree(tariq);
    }));

  test('one as large as a file may be ends by itself and can be sent', () =>
    on(
      async ({ tariq, sara }) => {
        await tariq.button(RECORD).click();
        await bar(tariq).getByText('a larger file cannot be sent here').waitFor({ timeout: DEADLINE });
        await whenFree(tariq);
        await tariq.button('Send voice message').click();
        await heardIn(sara).waitFor();
      },
      { relay: { uploads: { maxBytes: 25_000 } } },
    ));
});
