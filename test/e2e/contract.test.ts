import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startServer } from '../../demo/backends/express-socketio/server.js';
import type { Frame } from '../../src/protocol/frames.js';
import type { TransportHandlers } from '../../src/signaling/types.js';
import { startChannels } from './support/channels.js';
import { startPython } from './support/python.js';
import { startStored } from './support/stored.js';
import {
  connect,
  controls,
  eventually,
  expectMedia,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  profileAddress,
  ringsOnDemand,
  SARA,
  startCall,
  startSite,
  TARIQ,
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
  /** Attributes of pages that are about something else than the conversation, beside those of all. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  /** Attributes of the third person's page, beside those of all. */
  readonly guest?: Readonly<Record<string, string>>;
  /** What else it takes until the back end knows that Sara's page is gone. */
  readonly whenLeft?: () => void;
  close(): Promise<void>;
}

/** Calls Tariq while he is in a call. */
const GUEST = { id: '9', type: 'student', name: 'Guest' };

/** Each dialect against its real back end, over each transport that it has. */
const backEnds: Record<string, { transports: string[]; start: () => Promise<BackEnd> }> = {
  profile: {
    // by default test/e2e/transports.test.ts calls, cuts and reloads over these two
    transports: process.env['CONTRACT'] === 'all' ? ['websocket', 'sse', 'polling'] : ['websocket'],
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
  channels: {
    transports: ['auto'],
    start: async () => ({
      ...(await startChannels({ DEMO_GUEST: '1' })),
      elsewhere: { 'conversation-id': '' },
      guest: { 'conversation-id': '' }, // theirs is a new one
    }),
  },
  relay: {
    transports: ['sse', 'polling', 'websocket'],
    start: async () => {
      const backEnd = await startStored({ DEMO_GUEST: '1' });
      return { ...backEnd, whenLeft: () => backEnd.sql('DELETE FROM p2p_p2preader WHERE user_id = 7') };
    },
  },
  socketio: {
    transports: ['websocket', 'polling'],
    start: async () => {
      const people = [TARIQ, SARA, GUEST].map(
        ({ id, name = '' }) => [`token-of-${name}`, { id, name }] as const,
      );
      const bookings = new Map([
        ['lesson-1', [TARIQ.id, SARA.id]],
        ['lesson-2', [TARIQ.id, GUEST.id]],
      ]);
      const server = await startServer({ port: 0, users: new Map(people), bookings, log: () => {} });
      const site = await startSite({ backend: 'none', behind: server.url });
      const [tariq, sara] = [{ token: 'token-of-Tariq' }, { token: 'token-of-Sara' }];
      const guest = { token: 'token-of-Guest', 'conversation-id': 'lesson-2' };
      const attributes = { dialect: 'socketio', 'conversation-id': 'lesson-1' };
      const close = () => Promise.all([site.close(), server.close()]).then(() => {});
      return { options: { site, tariq, sara, attributes }, guest, close };
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
async function comesToNothing(two: Two, saysOffline: boolean, whenLeft = () => {}): Promise<void> {
  await startCall(two.tariq, 'voice');
  await two.sara.decline.click();
  await whenPhase(two.tariq, 'ended');
  await startCall(two.sara, 'video');
  await two.tariq.accept.waitFor();
  await two.sara.endCall.click();
  await whenPhase(two.tariq, 'ended', 'idle');
  const ringOut = await ringsOnDemand(two.tariq);
  await startCall(two.tariq, 'voice');
  await two.sara.accept.waitFor();
  await ringOut();
  for (const side of two.both)
    await eventually(
      'why all three ended',
      () => reasonsOf(side),
      (reasons) => reasons.join() === 'declined,cancelled,timeout',
    );
  if (!saysOffline) return;
  await two.sara.page.goto(new URL('/healthz', two.sara.page.url()).href);
  whenLeft();
  // the first time while her page is still on its way out; then the repeat is what is refused
  await startCall(two.tariq, 'voice');
  await two.tariq.status.filter({ hasText: 'Not online right now' }).waitFor();
}

/** Sound, then pictures too, muted and heard again, cut off and back; a third person hears busy. */
async function comesAbout(two: Two, third: (() => Promise<Page>) | null): Promise<void> {
  for (const { page } of two.both)
    await page.evaluate(() => document.querySelector('chat-call-modal')?.show());
  await connect(two, 'voice', 'sara');
  await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
  await two.sara.mute.click();
  const hears = () =>
    two.tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.call?.peerMedia?.audio);
  await eventually('he hears that she is muted', hears, (audio) => audio === false);
  await two.sara.unmute.click();
  for (const side of two.both) await side.cameraOn.click();
  await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
  const guest = await third?.();
  if (guest) {
    await startCall({ page: guest } as Person, 'video');
    await controls(guest).status.filter({ hasText: 'Busy in another call' }).waitFor();
    await expectNothingLeft(guest);
  }
  const context = two.tariq.page.context();
  await context.setOffline(true);
  await two.tariq.page.evaluate(() => observed.cutSockets());
  await two.tariq.page.waitForFunction(
    () => document.querySelector('chat-call-modal')?.connection !== 'open',
    undefined,
    // an event stream is found dead by the heartbeat, after 20 s where nothing else keeps the machine busy
    { timeout: 90_000 },
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
        const whenReady = async (...sides: Person[]) => {
          for (const side of isOwn ? sides : []) await useOwnDialect(side);
          await Promise.all(sides.map(({ page }) => whenConnected(page)));
        };
        const attributes = () => ({
          ...backEnd.options.attributes,
          ...(isOwn ? { connect: 'manual' } : { transport }),
        });
        const withBoth = (act: (two: Two) => Promise<void>, more: Partial<TwoOptions> = {}) =>
          withTwo(
            browser,
            { ...backEnd.options, attributes: attributes(), offline: true, ...more },
            async (two) => {
              await whenReady(...two.both);
              await act(two);
            },
          );
        const elsewhere = () => ({ ...attributes(), ...backEnd.elsewhere });
        const withThird = async (act: (open: () => Promise<Page>) => Promise<void>) => {
          const context = await newPerson(browser);
          const { site, prepare } = backEnd.options;
          const all = { 'ice-servers': '[]', ...attributes(), ...backEnd.guest };
          try {
            await act(async () => {
              await prepare?.(context, GUEST.id);
              const page = await openProfile(context, { site, profile: GUEST, peer: TARIQ, attributes: all });
              await whenReady({ page, ...controls(page) });
              return page;
            });
          } finally {
            await context.close();
          }
        };

        // what the transport has no part in, once for each dialect; `CONTRACT=all` for each pair
        if (transport !== transports[0] && process.env['CONTRACT'] !== 'all') {
          test(`S36 S29 H11 ${transport}: heard, muted, seen, cut off and back, hung up`, () =>
            withBoth((two) => comesAbout(two, null)));
          continue;
        }
        test(`S36 S29 S43 H3 H11 ${transport}: both in the chat: heard, muted, seen, busy to others, cut off and back, hung up`, () =>
          withThird((third) => withBoth((two) => comesAbout(two, third))));

        // a forwarder of five frames cannot say that nobody is there
        test(`S36 S8 S32 ${transport}: declined, cancelled, not answered, ${isOwn ? 'both hear it' : 'not there'}`, () =>
          withBoth((two) => comesToNothing(two, !isOwn, backEnd.whenLeft)));

        if (!isOwn)
          test(`S36 S43 S33 H12 ${transport}: a video call from other pages goes on over a link and a reload; and one that rings elsewhere`, () =>
            withBoth(
              async (two) => {
                const seen = () =>
                  Promise.all(two.both.map(({ page }) => expectMedia(page, { video: true })));
                await connect(two, 'video');
                await seen();
                const { site } = backEnd.options;
                const all = { 'ice-servers': '[]', ...attributes(), ...backEnd.options.tariq };
                await two.tariq.page.goto(
                  profileAddress({ site, name: 'chat', profile: TARIQ, peer: SARA, attributes: all }),
                );
                await whenBothConnected(two);
                await seen();
                await two.sara.page.reload();
                await whenBothConnected(two);
                await seen();
                await two.sara.endCall.click();
                await whenPhase(two.tariq, 'ended', 'idle');
                // he is in the chat, she is not
                await connect(two, 'voice');
                await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
                await two.sara.endCall.click();
                await whenPhase(two.tariq, 'ended', 'idle');
              },
              { attributes: elsewhere(), pages: ['profile', 'marketplace'] },
            ));
      }
    });
});
