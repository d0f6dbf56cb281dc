import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startServer } from '../../demo/backends/express-socketio/server.js';
import type { Frame } from '../../src/protocol/frames.js';
import type { TransportHandlers } from '../../src/signaling/types.js';
import { startChannels } from './support/channels.js';
import { startPython } from './support/python.js';
import { startStored } from './support/stored.js';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  startCall,
  startSite,
  whenBothConnected,
  whenConnected,
  whenPhase,
  withTwo,
  type Person,
  type Two,
  type TwoOptions,
} from './support/index.js';

interface BackEnd {
  readonly options: TwoOptions;
  close(): Promise<void>;
}

/** Each dialect against its real back end, over each transport that it has. */
const backEnds: Record<string, { transports: string[]; start: () => Promise<BackEnd> }> = {
  profile: {
    transports: ['websocket', 'sse', 'polling'],
    start: async () => {
      const site = await startSite();
      return { options: { site }, close: () => site.close() };
    },
  },
  'profile, FastAPI': {
    transports: ['auto'],
    start: async () => {
      const args = ['profile_socket.py', '--port', '{port}'];
      const server = await startPython({ folder: 'fastapi-profile', args });
      const site = await startSite({ backend: 'none', behind: server.url });
      return { options: { site }, close: () => Promise.all([site.close(), server.close()]).then(() => {}) };
    },
  },
  channels: { transports: ['auto'], start: () => startChannels() },
  relay: { transports: ['sse', 'polling', 'websocket'], start: () => startStored() },
  socketio: {
    transports: ['websocket', 'polling'],
    start: async () => {
      const server = await startServer({ port: 0 });
      const site = await startSite({ backend: 'none', behind: server.url });
      const [tariq, sara] = [{ token: 'token-of-tariq' }, { token: 'token-of-sara' }];
      const attributes = { dialect: 'socketio', 'conversation-id': 'lesson-1' };
      const close = () => Promise.all([site.close(), server.close()]).then(() => {});
      return { options: { site, tariq, sara, attributes }, close };
    },
  },
  'the page’s own': {
    transports: ['its own'],
    start: async () => {
      const site = await startSite({ backend: 'bare' });
      return { options: { site }, close: () => site.close() };
    },
  },
};

/** The object of docs/backend.md, as a page writes it. */
function useOwnDialect({ page }: Person): Promise<void> {
  return page.evaluate(() => {
    const widget = document.querySelector('chat-call-modal');
    if (!widget) return;
    widget.dialect = {
      name: 'mine',
      openTransport({ url }, handlers: TransportHandlers) {
        const socket = new WebSocket(url);
        socket.onopen = () => handlers.open('my own');
        socket.onmessage = ({ data }) => handlers.message([String(data)]);
        socket.onclose = ({ code, reason }) => handlers.close(code, reason);
        return {
          send: (text) => socket.readyState === WebSocket.OPEN && (socket.send(text), true),
          close(code = 1000, reason = '') {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close(code, reason);
          },
        };
      },
      codec: {
        decode: (text) => [JSON.parse(text) as Frame],
        encode: (frame) => JSON.stringify(frame),
      },
    };
    widget.connect = 'always';
  });
}

const reasonsOf = ({ page }: Person) => page.evaluate(() => observed.ended.map(({ reason }) => reason));

/** Ways in which a call comes to nothing; both sides say why. */
async function comesToNothing(two: Two): Promise<void> {
  await startCall(two.tariq, 'voice');
  await two.sara.decline.click();
  await whenPhase(two.tariq, 'ended');
  await startCall(two.sara, 'video');
  await two.tariq.accept.waitFor();
  await two.sara.endCall.click();
  await whenPhase(two.tariq, 'ended', 'idle');
  for (const { page } of two.both)
    await page.evaluate(() => document.querySelector('chat-call-modal')?.setAttribute('ring-timeout', '4'));
  await startCall(two.tariq, 'voice');
  await two.sara.accept.waitFor();
  await Promise.all(two.both.map((side) => whenPhase(side, 'ended', 'idle')));
  for (const side of two.both) assert.deepEqual(await reasonsOf(side), ['declined', 'cancelled', 'timeout']);
}

/** Sound, then pictures too, muted and heard again, cut off and back. */
async function comesAbout(two: Two): Promise<void> {
  await connect(two, 'voice', 'sara');
  await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
  await two.sara.mute.click();
  const hears = () =>
    two.tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.call?.peerMedia?.audio);
  await eventually('he hears that she is muted', hears, (audio) => audio === false, 20_000);
  await two.sara.unmute.click();
  for (const side of two.both) await side.cameraOn.click();
  await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
  const context = two.tariq.page.context();
  await context.setOffline(true);
  await two.tariq.page.evaluate(() => observed.cutSockets());
  await two.tariq.page.waitForFunction(
    () => document.querySelector('chat-call-modal')?.connection !== 'open',
  );
  await context.setOffline(false);
  await whenConnected(two.tariq.page);
  await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
  await two.tariq.endCall.click();
  for (const side of two.both) await whenPhase(side, 'ended', 'idle');
}

describe('what a call is, over every dialect and transport', () => {
  let browser: Browser;
  before(async () => void (browser = await launchChromium()));
  after(() => browser.close());

  for (const [name, { transports, start }] of Object.entries(backEnds))
    describe(name, () => {
      let backEnd: BackEnd;
      before(async () => void (backEnd = await start()));
      after(() => backEnd.close());

      for (const transport of transports) {
        const isOwn = transport === 'its own';
        const whenReady = async (two: Two) => {
          for (const side of isOwn ? two.both : []) await useOwnDialect(side);
          await Promise.all(two.both.map(({ page }) => whenConnected(page)));
        };
        const withBoth = (more: Record<string, string>, act: (two: Two) => Promise<void>) => {
          const { attributes } = backEnd.options;
          const how = isOwn ? { connect: 'manual' } : { transport };
          const all = { ...backEnd.options, attributes: { ...attributes, ...how, ...more }, offline: true };
          return withTwo(browser, all, async (two) => {
            await whenReady(two);
            await act(two);
          });
        };

        test(`S36 S29 H11 ${transport}: heard, muted, seen, cut off and back, hung up`, () =>
          withBoth({}, comesAbout));

        // what the transport has no part in, once for each dialect; `CONTRACT=all` for each pair
        if (transport !== transports[0] && process.env['CONTRACT'] !== 'all') continue;

        test(`S36 S32 ${transport}: declined, cancelled, not answered`, () => withBoth({}, comesToNothing));

        if (!isOwn)
          test(`S36 H12 ${transport}: a reload on either side takes the call up`, () =>
            withBoth({}, async (two) => {
              await connect(two, 'video');
              for (const side of two.both) {
                await side.page.reload();
                await whenBothConnected(two);
                await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
              }
              await two.sara.endCall.click();
              await whenPhase(two.tariq, 'ended', 'idle');
            }));
      }
    });
});
