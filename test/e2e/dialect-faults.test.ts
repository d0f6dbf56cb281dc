import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startServer } from '../../demo/backends/express-socketio/server.js';
import { startFaultProxy, type FaultProxy } from '../fakes/fault-proxy.js';
import { startChannels, type Between } from './support/channels.js';
import { startPython } from './support/python.js';
import { startStored } from './support/stored.js';
import {
  connect,
  expectMedia,
  fallSilent,
  faster,
  launchChromium,
  phaseOf,
  twoCalls,
  startSite,
  whenBothConnected,
  whenPhase,
  withTwo,
  type Person,
  type TwoOptions,
} from './support/index.js';

interface BackEnd {
  readonly options: TwoOptions;
  close(): Promise<void>;
}

async function behind(
  url: string,
  between: Between,
  stop: () => Promise<unknown>,
  options = {},
): Promise<BackEnd> {
  const proxy = await between(url);
  const site = await startSite({ backend: 'none', behind: proxy.url });
  const close = async () => void (await Promise.all([site.close(), proxy.close(), stop()]));
  return { options: { site, ...options }, close };
}

/** The one that sends candidates by themselves; else it is `channels`. */
const ICE = 'channels with candidates';

/** Each dialect's real back end behind a bad network. */
const backEnds: Record<string, (between: Between) => Promise<BackEnd>> = {
  'profile, FastAPI': async (between) => {
    const args = ['profile_socket.py', '--port', '{port}'];
    const server = await startPython({ folder: 'fastapi-profile', args });
    return behind(server.url, between, () => server.close());
  },
  channels: (between) => startChannels({}, between),
  [ICE]: (between) => startChannels({ CALL_ICE: '1' }, between),
  relay: async (between) => {
    const stored = await startStored({}, {}, between);
    const attributes = { ...stored.options.attributes, transport: 'polling' };
    return { options: { ...stored.options, attributes }, close: () => stored.close() };
  },
  socketio: async (between) => {
    const server = await startServer({ port: 0, log: () => {} });
    const [tariq, sara] = [{ token: 'token-of-tariq' }, { token: 'token-of-sara' }];
    const attributes = { dialect: 'socketio', 'conversation-id': 'lesson-1', transport: 'websocket' };
    return behind(server.url, between, () => server.close(), { tariq, sara, attributes });
  },
};

/** What a text says about a call, in the words of its back end; `''`: nothing. */
function kindOf(text: string): string {
  const event = /^42\d*\["(call:[^"]+)"/.exec(text)?.[1];
  if (event) return event;
  const type = /^\{.*?"type": ?"((?:call[._]|ice_|webrtc\.)[^"]+)"/s.exec(text)?.[1] ?? '';
  // an end by which somebody declines, and one that hangs up, are two
  return type + (/"reason": ?"declined"/.test(text) ? ' declined' : '');
}

const callId = ({ page }: Person) => page.evaluate(() => document.querySelector('chat-call-modal')?.call?.id);
const ringings = ({ page }: Person) =>
  page.evaluate(() => observed.history.filter(({ phase }) => phase === 'ringing').length);

// a test waits for repeats and looks at the clock for most of its time
describe('each dialect over a bad network', { concurrency: 3 }, () => {
  let browser: Browser;
  before(async () => void (browser = await launchChromium()));
  after(() => browser.close());

  for (const [name, start] of Object.entries(backEnds))
    describe(name, { concurrency: 1 }, () => {
      let proxy: FaultProxy;
      let backEnd: BackEnd;
      before(async () => {
        backEnd = await start(async (url) => (proxy = await startFaultProxy(url, 5, true)));
      });
      after(() => backEnd.close());
      beforeEach(() => {
        proxy.set({});
        proxy.each(() => 1);
      });

      test('H5 H8 late, doubled, in another order or lost: a video call comes about, and both hear of its end', () =>
        withTwo(browser, backEnd.options, async (two) => {
          proxy.set({ drop: 0.1, double: 0.2, reorder: 0.25, delay: 0.2, delayMs: 1_000 });
          await connect(two, 'video');
          await Promise.all(two.both.map(({ page }) => expectMedia(page, { video: true })));
          await two.sara.endCall.click();
          for (const side of two.both) await whenPhase(side, 'ended', 'idle');
          const met = Object.values(proxy.counts).reduce((sum, count) => sum + count, 0);
          assert.ok(met > 0, 'the network was bad');
        }));

      if (name === ICE) return;

      test('H8 each message lost once, then each three times, then those of the last call once more', () =>
        withTwo(browser, backEnd.options, async (two) => {
          const lost = new Set<string>();
          proxy.each((text) => {
            const kind = kindOf(text);
            if (!kind || lost.has(kind)) return 1;
            lost.add(kind);
            return 0;
          });
          await twoCalls(two);
          assert.ok(lost.size >= 3, [...lost].join());
          const rang = await ringings(two.sara);
          const made = await two.sara.page.evaluate(() => observed.made());

          proxy.each((text) => (kindOf(text) ? 3 : 1));
          await twoCalls(two);
          assert.equal((await ringings(two.sara)) - rang, 1);
          const madeNow = await two.sara.page.evaluate(() => observed.made());
          assert.ok(madeNow - made <= 2, 'one connection a call');

          proxy.each(() => 1);
          const again = proxy.past((text) => kindOf(text) !== '');
          await connect(two, 'voice');
          const ids = await Promise.all(two.both.map(callId));
          await again();
          await two.sara.mute.click();
          await two.tariq.page.getByText('Sara is muted').waitFor();
          await two.sara.unmute.click();
          await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
          assert.deepEqual(await Promise.all(two.both.map(callId)), ids);
          await two.tariq.endCall.click();
          await whenPhase(two.sara, 'ended', 'idle');
        }));

      test('H17 silence is noticed and mended, over the back end alone', () => {
        const prepare: TwoOptions['prepare'] = async (context, id) => {
          await backEnd.options.prepare?.(context, id);
          await faster(context);
        };
        return withTwo(browser, { ...backEnd.options, prepare }, async (two) => {
          await connect(two, 'voice');
          await expectMedia(two.tariq.page, { audio: true });
          // who is not known to speak is not missed
          await two.tariq.page.waitForFunction(
            () => document.querySelector('chat-call-modal')?.call?.peerMedia?.audio,
          );
          for (const { page } of two.both)
            await page.evaluate(() => void (RTCDataChannel.prototype.send = () => undefined));
          const id = await callId(two.tariq);
          await fallSilent(two.sara, 'until rebuilt');
          const line = two.tariq.page.locator('chat-call-modal').getByText('Nothing arrives from Sara');
          await line.waitFor();
          await line.waitFor({ state: 'detached', timeout: 90_000 });
          await whenBothConnected(two);
          await expectMedia(two.tariq.page, { audio: true });
          assert.equal(await callId(two.tariq), id);
          assert.equal(await phaseOf(two.sara), 'connected');
          await two.tariq.endCall.click();
        });
      });
    });
});
