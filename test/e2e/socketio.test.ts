import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startServer } from '../../demo/backends/express-socketio/server.js';
import {
  callLog,
  connect,
  controls,
  eventually,
  expectMedia,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  RUNNING_TIME,
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
  type Two,
} from './support/index.js';

const BOOKING = { dialect: 'socketio', 'conversation-id': 'lesson-1' };

describe('calls over Express and Socket.IO', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let site: Site;
  let browser: Browser;
  /** The server drops the fields that it does not know, as one of a site's own may. */
  let isStrict = false;
  const lines: string[] = [];

  before(async () => {
    const users = new Map(
      [TARIQ, SARA].map(({ id, name = '' }) => [`token-of-${name.toLowerCase()}`, { id, name }]),
    );
    const bookings = new Map([['lesson-1', ['1', '7']]]);
    server = await startServer({ port: 0, users, bookings, log: (line) => void lines.push(line) });
    server.io.on('connection', (socket) =>
      socket.use(([, payload], next) => {
        if (isStrict) delete (payload as { extra?: unknown }).extra;
        next();
      }),
    );
    [site, browser] = await Promise.all([
      startSite({ backend: 'none', behind: server.url }),
      launchChromium(),
    ]);
  });
  after(async () => {
    await browser.close();
    await site.close();
    await server.close();
  });

  const withBoth = (act: (two: Two) => Promise<void>, attributes: Record<string, string> = {}) => {
    const [tariq, sara] = [{ token: 'token-of-tariq' }, { token: 'token-of-sara' }];
    return withTwo(browser, { site, tariq, sara, attributes: { ...BOOKING, ...attributes } }, act);
  };
  const made = ({ page }: Person) => page.evaluate(() => observed.made());
  const isMuted = ({ page }: Person) =>
    page.evaluate(() => observed.liveTracks().every(({ kind, enabled }) => kind !== 'audio' || !enabled));
  const callId = ({ page }: Person) =>
    page.evaluate(() => document.querySelector('chat-call-modal')?.call?.id);

  const connectionsOf = (userId: string) =>
    [...server.io.sockets.sockets.values()].filter(
      ({ data }) => (data as { user: { id: string } }).user.id === userId,
    );
  /** As a network does it: without a word. */
  function cut(userId: string): void {
    const connections = connectionsOf(userId);
    assert.ok(connections.length > 0);
    for (const { conn } of connections) conn.close();
  }
  const whenRinging = async ({ status }: Person) => status.filter({ hasText: 'Ringing…' }).waitFor();

  for (const [caller, kind] of [
    ['tariq', 'voice'],
    ['sara', 'video'],
  ] as const) {
    test(`S25 S36 S31 carries a ${kind} call of ${caller}, heard and seen on both sides, and connects only once it is accepted`, () =>
      withBoth(async (two) => {
        const [here, there] = [two[caller], two[caller === 'tariq' ? 'sara' : 'tariq']];
        await here.page.evaluate(() => document.querySelector('chat-call-modal')?.show());
        await (kind === 'video' ? here.videoCall : here.voiceCall).click();
        await there.dialog(caller === 'tariq' ? 'Tariq' : 'Sara').waitFor();
        await whenRinging(there);
        assert.deepEqual(await Promise.all(two.both.map(made)), [0, 0]);
        await there.accept.click();
        await whenBothConnected(two);
        assert.deepEqual(await Promise.all(two.both.map(made)), [1, 1]);
        await Promise.all(two.both.map(({ page }) => expectMedia(page, { video: kind === 'video' })));
        // it goes by itself after a while
        await Promise.all([
          ...two.both.map(({ status }) => status.filter({ hasText: 'Call ended' }).waitFor()),
          two.tariq.endCall.click(),
        ]);
        for (const side of two.both) {
          const log = await callLog(side);
          assert.equal(log.length, 1);
          assert.match(log[0] ?? '', kind === 'video' ? /^Video call, \d+ / : /^Voice call, \d+ /);
        }
      }));
  }

  test('S31 S32 a decline, with words or without, and a cancelled call clean up both', () =>
    withBoth(async (two) => {
      await startCall(two.sara, 'video');
      await two.tariq.button("In a lesson, I'll call you back").click();
      await two.sara.status.filter({ hasText: 'Call declined' }).waitFor();
      await two.sara.page.getByText("In a lesson, I'll call you back").waitFor();
      await startCall(two.tariq, 'voice');
      await two.sara.decline.click();
      await two.tariq.status.filter({ hasText: 'Call declined' }).waitFor();
      await startCall(two.tariq, 'voice');
      await two.sara.accept.waitFor();
      await two.tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.hangUp());
      await whenPhase(two.sara, 'ended', 'idle');
      assert.deepEqual(await Promise.all(two.both.map(made)), [0, 0]);
      assert.equal((await callLog(two.sara)).at(-1), 'Missed voice call');
    }));

  test('H4 nobody answers: both stop, with a missed call', () =>
    withBoth(
      async (two) => {
        await startCall(two.tariq, 'voice');
        // a busy machine may not be asked in time whether it rings
        await two.sara.page.waitForFunction(() => observed.history.some(({ phase }) => phase === 'ringing'));
        await two.tariq.status.filter({ hasText: 'No answer' }).waitFor();
        await whenPhase(two.sara, 'ended', 'idle');
        assert.deepEqual(await callLog(two.tariq), ['Voice call, no answer']);
        assert.deepEqual(await callLog(two.sara), ['Missed voice call']);
      },
      { 'ring-timeout': '4' },
    ));

  test('S8 a callee who is not there is not rung for', async () => {
    const context = await newPerson(browser);
    const attributes = { ...BOOKING, token: 'token-of-tariq', 'ice-servers': '[]' };
    const page = await openProfile(context, { site, profile: TARIQ, peer: SARA, attributes });
    await whenConnected(page);
    await startCall({ page } as Person, 'voice');
    await controls(page).status.filter({ hasText: 'Not online right now' }).waitFor();
    await expectNothingLeft(page);
    assert.equal(await page.evaluate(() => observed.made()), 0);
    await context.close();
  });

  test('H1 calls that cross become one', () =>
    withBoth(async (two) => {
      await Promise.all([startCall(two.tariq, 'voice'), startCall(two.sara, 'voice')]);
      // when one was there first, it rings
      await eventually(
        'one call',
        async () => {
          for (const { accept } of two.both)
            if (await accept.isVisible()) await accept.click({ timeout: 1_000 }).catch(() => {});
          return Promise.all(two.both.map(({ status }) => status.allInnerTexts()));
        },
        (texts) => texts.every((text) => RUNNING_TIME.test(text.join())),
        45_000,
      );
      assert.equal(await callId(two.tariq), await callId(two.sara));
      await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
      await two.sara.endCall.click();
    }));

  for (const strict of [false, true]) {
    const over = strict ? ', over a server that drops what it does not know' : '';
    test(`S31 S36 mute and a camera that joins later reach the other side${over}`, async () => {
      isStrict = strict;
      try {
        await withBoth(async (two) => {
          await connect(two, 'video');
          await expectMedia(two.tariq.page, { video: true });
          await two.sara.mute.click();
          await two.sara.unmute.waitFor();
          await eventually('no sound leaves', () => isMuted(two.sara), Boolean);
          await two.tariq.page.getByText('Sara is muted').waitFor();
          await two.sara.unmute.click();
          await two.sara.cameraOff.click();
          await two.sara.cameraOn.click();
          await expectMedia(two.tariq.page, { video: true });
          await two.tariq.endCall.click();
        });
      } finally {
        isStrict = false;
      }
    });
  }

  test('H11 S9 both sockets are cut mid-call: the call goes on, the hang-up arrives, the next call rings', () =>
    withBoth(async (two) => {
      await connect(two, 'voice');
      const before = [...server.io.sockets.sockets.keys()];
      for (const { id } of [TARIQ, SARA]) cut(id);
      await Promise.all(two.both.map(({ page }) => whenConnected(page)));
      await eventually(
        'both are back',
        () => Promise.resolve([...server.io.sockets.sockets.keys()]),
        (now) => now.length === 2 && now.every((id) => !before.includes(id)),
      );
      await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
      await two.sara.endCall.click();
      await whenPhase(two.tariq, 'ended', 'idle');
      await startCall(two.sara, 'video');
      await two.tariq.accept.click();
      await whenBothConnected(two);
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { video: true })));
      await two.tariq.endCall.click();
    }));

  test('H11 S9 the caller is cut off while it rings: the acceptance waits for it', () =>
    withBoth(async (two) => {
      await startCall(two.tariq, 'voice');
      await two.sara.accept.waitFor();
      const context = two.tariq.page.context();
      await context.setOffline(true);
      // socket.io's client may have hung up by itself at the browser's word
      for (const { conn } of connectionsOf(TARIQ.id)) conn.close();
      await eventually(
        'he is away',
        () => Promise.resolve(connectionsOf(TARIQ.id).length),
        (n) => n === 0,
      );
      await two.sara.accept.click();
      await eventually(
        'it is held',
        () => Promise.resolve(lines.filter((line) => /^\[call:hold\].*call:accepted/.test(line)).length),
        (n) => n > 0,
      );
      await context.setOffline(false);
      await whenBothConnected(two);
      await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
      await two.tariq.endCall.click();
    }));

  test('X1 a token that is not good is said so', async () => {
    const context = await newPerson(browser);
    const page = await openProfile(context, {
      site,
      profile: TARIQ,
      attributes: { ...BOOKING, token: 'no' },
    });
    await page.waitForFunction(() => document.querySelector('chat-call-modal')?.connection === 'failed');
    await context.close();
  });
});
