import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startCoturn, withoutCoturn, type Coturn } from './support/coturn.js';
import { pathOf, ufragOf } from './support/ice.js';
import { notRun } from './support/not-run.js';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  startSite,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

/** Addresses of this machine that are not loopback: what a relayed call must not tell. */
const ADDRESSES = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .filter(({ internal }) => !internal)
  .map(({ address }) => address.replace(/%.*/, ''));

/** Everything that went out: to the back end, and over the channel inside the call. */
const sentBy = ({ page }: Person) => page.evaluate(() => (globalThis as { said?: string[] }).said ?? []);

const whenPath = (person: Person, over: string) =>
  eventually(
    'the path',
    () => pathOf(person),
    (path) => path === `relay relay ${over}`,
  );

const calls = () => {
  let site: Site;
  let browser: Browser;
  let turn: Coturn;
  let transport: 'udp' | 'tcp' = 'udp';
  let seconds = 600;
  let asked = 0;

  before(async () => {
    turn = await startCoturn();
    [site, browser] = await Promise.all([
      startSite({
        backend: 'bare',
        handle: (request, response) => {
          if (request.url !== '/turn') return false;
          asked += 1;
          response.end(JSON.stringify(turn.credentials(transport, seconds)));
          return true;
        },
      }),
      launchChromium(),
    ]);
  });
  after(async () => {
    await browser.close();
    await site.close();
    await turn.close();
  });

  /** Both ask the page for servers, and everything that leaves them is kept. */
  const prepare = async (person: Person): Promise<void> =>
    person.page.evaluate(() => {
      const widget = document.querySelector('chat-call-modal');
      if (widget) widget.iceServers = async () => (await (await fetch('/turn')).json()) as RTCIceServer[];
      const said: string[] = [];
      Object.assign(globalThis, { said });
      for (const prototype of [WebSocket.prototype, RTCDataChannel.prototype] as {
        send: (text: string) => void;
      }[]) {
        const real = prototype.send;
        prototype.send = function (text) {
          said.push(text);
          Reflect.apply(real, this, [text]);
        };
      }
    });

  for (const over of ['udp', 'tcp'] as const) {
    test(`X11 relay only, over ${over}: sound and pictures, and no address in anything that is sent`, async () => {
      transport = over;
      seconds = 600;
      const attributes = { 'ice-transport-policy': 'relay' };
      await withTwo(browser, { site, attributes }, async (two) => {
        await Promise.all(two.both.map(prepare));
        await connect(two, 'video');
        for (const { page } of two.both) await expectMedia(page, { audio: true, video: true });
        for (const person of two.both) await whenPath(person, over);
        const before = await ufragOf(two.sara);
        await two.tariq.page.evaluate(() => dispatchEvent(new Event('online')));
        await eventually(
          'a restart',
          () => ufragOf(two.sara),
          (now) => now !== '' && now !== before,
        );
        for (const { page } of two.both) await expectMedia(page, { audio: true, video: true });
        for (const person of two.both) {
          const text = (await sentBy(person)).join('\n');
          assert.match(text, / typ relay /, 'candidates were sent');
          assert.doesNotMatch(text, / typ (host|srflx|prflx)/);
          assert.doesNotMatch(text, / raddr (?!0\.0\.0\.0 rport 0)/);
          assert.doesNotMatch(text, /\.local\b/);
          for (const address of ADDRESSES)
            assert.equal(text.includes(address), false, 'an address of this machine');
        }
        await two.sara.endCall.click();
      });
    });
  }

  test('H18 credentials are fetched for each call, and anew before they end: the call goes on beyond', async () => {
    transport = 'udp';
    seconds = 16;
    asked = 0;
    const attributes = { 'ice-transport-policy': 'relay' };
    await withTwo(browser, { site, attributes }, async (two) => {
      await Promise.all(two.both.map(prepare));
      await connect(two, 'voice');
      const ends = Date.now() + seconds * 1_000;
      assert.equal(asked, 2, 'once a side');
      const first = await ufragOf(two.tariq);
      await eventually(
        'new credentials by themselves',
        () => ufragOf(two.tariq),
        (now) => now !== '' && now !== first,
      );
      assert.ok(asked >= 4, 'both sides have asked anew');
      await eventually(
        'the first ones have ended',
        () => Promise.resolve(Date.now()),
        (now) => now > ends,
      );
      const second = await ufragOf(two.sara);
      await two.sara.page.evaluate(() => dispatchEvent(new Event('online')));
      await eventually(
        'a restart after their end',
        () => ufragOf(two.sara),
        (now) => now !== '' && now !== second,
      );
      for (const { page } of two.both) await expectMedia(page, { audio: true });
      for (const person of two.both) await whenPath(person, 'udp');
      await two.sara.endCall.click();
    });
  });
};

if (!notRun('calls over TURN', withoutCoturn)) describe('a call over TURN', calls);
