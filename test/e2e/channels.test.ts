import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Profile } from '../../src/protocol/identity.js';
import { startChannels, type ChannelsBackEnd, type Fields } from './support/channels.js';
import {
  bothRead,
  connect,
  eventually,
  expectAgreement,
  expectMedia,
  launchChromium,
  profileAddress,
  SARA,
  startCall,
  TARIQ,
  whenBothConnected,
  whenConnected,
  whenPhase,
  whenReady,
  withTwo,
  type Person,
  type Two,
} from './support/index.js';

const ringings = ({ page }: Person) =>
  page.evaluate(() => observed.history.filter(({ phase }) => phase === 'ringing').length);

describe('calls over Django Channels', () => {
  let backEnd: ChannelsBackEnd;
  let browser: Browser;

  before(async () => {
    [backEnd, browser] = await Promise.all([startChannels(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await backEnd.close();
  });
  beforeEach(() => void backEnd.seen.splice(0));

  const of = (who: string, type: string, sent: boolean) =>
    backEnd.seen.filter((seen) => seen.who === who && seen.message['type'] === type && seen.sent === sent);
  const whenSeen = (who: string, type: string, sent: boolean, count = 1) =>
    eventually(
      `${who} ${sent ? 'sends' : 'gets'} ${type}`,
      () => Promise.resolve(of(who, type, sent)),
      (found) => found.length >= count,
    );
  const whenInChat = async (side: Person, who: string) => {
    await side.page.evaluate(() => document.querySelector('chat-call-modal')?.show());
    const isReady = () => of(who, 'connection.ack', false).some(({ socket }) => socket === 'chat');
    await eventually('the chat socket', () => Promise.resolve(isReady()), Boolean);
  };

  for (const kind of ['voice', 'video'] as const) {
    test(`S36 S29 S1 S4 S43 carries a ${kind} call between two in the chat`, () =>
      withTwo(browser, backEnd.options, async (two) => {
        await Promise.all([whenInChat(two.tariq, 'tariq'), whenInChat(two.sara, 'sara')]);
        await connect(two, kind);
        const video = kind === 'video';
        await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video })));

        const [offer] = of('tariq', 'call.offer', true);
        const [answer] = of('sara', 'call.answer', true).filter(({ message }) => message['answer']);
        assert.ok(offer && answer);
        const { extra: _offered, offer: sdp, ...offered } = offer.message;
        const call_id = String(offered['call_id']);
        assert.match(call_id, /^\d+$/);
        assert.deepEqual(offered, {
          type: 'call.offer',
          call_id,
          call_type: kind,
          caller_id: TARIQ.id,
          caller_username: TARIQ.name,
          conversation_id: '1',
        });
        assert.match((sdp as { sdp: string }).sdp, /\r\na=candidate:/, 'a whole description');
        const { extra: _answered, answer: _sdp, ...answered } = answer.message;
        const receiver_id = SARA.id;
        assert.deepEqual(answered, { type: 'call.answer', call_id, receiver_id, conversation_id: '1' });
        assert.deepEqual(of('tariq', 'call.ice', true), [], 'this back end has no message for candidates');

        await bothRead(two, 'Call ended', () => two.sara.endCall.click());
      }));
  }

  test('S5 S17 S43 reaches a callee on another page over the global socket, and each message counts once', () =>
    withTwo(browser, backEnd.options, async (two) => {
      const traced: string[] = [];
      two.tariq.page.on('console', (line) => traced.push(line.text()));
      await whenInChat(two.tariq, 'tariq');
      await connect(two, 'video');
      for (const wanted of [
        /message sent .*call\.offer.*socket: chat/,
        /message received .*call\.answer.*socket: (chat|global)/,
      ]) {
        const lines = () => Promise.resolve(traced);
        await eventually(`traced ${String(wanted)}`, lines, (all) => all.some((line) => wanted.test(line)));
      }
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
      const sockets = (who: string, type: string, sent: boolean) =>
        new Set(of(who, type, sent).map(({ socket }) => socket));
      assert.deepEqual(sockets('tariq', 'call.offer', true), new Set(['chat']));
      assert.ok(sockets('sara', 'call.offer', false).has('global'));
      // the modal of the callee opens with the call, and the chat's socket with it
      const answers = () => of('tariq', 'call.answer', false).filter(({ message }) => message['answer']);
      await eventually(
        'the answer comes over both sockets',
        () => Promise.resolve([...new Set(answers().map(({ socket }) => socket))].sort().join()),
        (from) => from === 'chat,global',
      );
      assert.equal(await ringings(two.sara), 1);
      assert.equal(await two.tariq.page.evaluate(() => observed.made()), 1);
      await two.tariq.endCall.click();
    }));

  test('S43 S33 S29 A in the chat and B on the feed; A on a profile and B on the marketplace; both in the chat', () =>
    withTwo(browser, backEnd.options, async (two) => {
      const { site, attributes } = backEnd.options;
      const dialect = { dialect: 'channels', 'ice-servers': '[]' };
      /** A page of the site that is about something else: it knows no conversation. */
      const browse = async ({ page }: Person, name: string, profile: Profile, peer: Profile) => {
        await page.goto(profileAddress({ site, name, profile, peer, attributes: dialect }));
        await whenReady(page);
        await whenConnected(page);
      };
      const talk = async (caller: 'tariq' | 'sara', kind: 'voice' | 'video') => {
        const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0);
        const rang = sum(await Promise.all(two.both.map(ringings)));
        await connect(two, kind, caller);
        await Promise.all(two.both.map(({ page }) => expectMedia(page, { video: kind === 'video' })));
        const now = sum(await Promise.all(two.both.map(ringings)));
        assert.equal(now - rang, 1, 'rings once');
        await two[caller].endCall.click();
        await expectAgreement(two);
      };
      await whenInChat(two.tariq, 'tariq');
      await browse(two.sara, 'feed', SARA, TARIQ);
      await talk('tariq', 'video');
      await browse(two.tariq, 'profile', TARIQ, SARA);
      await browse(two.sara, 'marketplace', SARA, TARIQ);
      await talk('sara', 'voice');
      backEnd.seen.splice(0);
      for (const [side, profile, peer] of [
        [two.tariq, TARIQ, SARA],
        [two.sara, SARA, TARIQ],
      ] as const)
        await side.page.goto(
          profileAddress({ site, name: 'chat', profile, peer, attributes: { ...attributes, ...dialect } }),
        );
      await Promise.all([whenInChat(two.tariq, 'tariq'), whenInChat(two.sara, 'sara')]);
      await talk('tariq', 'voice');
    }));

  test('S6 S33 rings at the first of incoming, notification and offer, once', () =>
    withTwo(browser, backEnd.options, async (two) => {
      await startCall(two.tariq, 'voice');
      await two.sara.accept.waitFor();
      await whenSeen('sara', 'call.offer', false, 2); // it is repeated until it is answered
      const [first] = backEnd.seen.filter(({ who, message }) => who === 'sara' && message['call_id']);
      assert.equal(first?.message['type'], 'call.incoming');
      assert.equal(first.message['offer'], null);
      await whenSeen('sara', 'notification.created', false);
      assert.equal(of('sara', 'notification.created', false).length, 1);
      assert.equal(await ringings(two.sara), 1);
      await two.sara.accept.click();
      await whenBothConnected(two);
      await two.sara.endCall.click();
    }));

  test('S8 the caller of an absent callee hears so at once', () =>
    withTwo(browser, backEnd.options, async (two) => {
      await two.sara.page.goto('about:blank');
      const count = async () =>
        ((await (await fetch(`${backEnd.server.url}/healthz`)).json()) as Fields)['sockets'];
      await eventually('she is gone', count, (sockets) => sockets === 1);
      await startCall(two.tariq, 'voice');
      await two.tariq.status.filter({ hasText: 'Not online right now' }).waitFor();
      await two.sara.page.goto(`${backEnd.site.url}/healthz`);
    }));

  test('S2 finds the conversation where the page names none', () =>
    withTwo(browser, { ...backEnd.options, attributes: { dialect: 'channels' } }, async (two) => {
      await connect(two, 'voice', 'sara');
      for (const { message } of [...of('sara', 'call.offer', true), ...of('tariq', 'call.answer', true)])
        assert.equal(message['conversation_id'], '1');
      await two.tariq.endCall.click();
    }));

  test('S26 accepted and no offer: asks again, then both hear that none came', () =>
    withTwo(browser, backEnd.options, async (two) => {
      await changeSent(two.tariq, 'drop offers');
      await startCall(two.tariq, 'voice');
      await two.sara.accept.click();
      const text = 'Timeout waiting for offer SDP';
      for (const side of two.both) await side.page.getByText(text).first().waitFor();
      const requests = of('sara', 'call.answer', true);
      assert.ok(requests.length === 2 && requests.every(({ message }) => message['answer'] === null));
      const reasons = await Promise.all(
        two.both.map(({ page }) => page.evaluate(() => observed.ended.map(({ reason }) => reason))),
      );
      assert.deepEqual(reasons, [['no_offer'], ['no_offer']]);
    }));

  test('S36 calls also where the back end passes on nothing but what it knows', () =>
    withTwo(browser, backEnd.options, async (two) => {
      for (const side of two.both) await changeSent(side, 'drop extra');
      await connect(two, 'video');
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
      await two.sara.mute.click();
      await two.tariq.page.waitForFunction(
        () => document.querySelector('chat-call-modal')?.call?.peerMedia?.audio === false,
      );
      await bothRead(two, 'Call ended', () => two.tariq.endCall.click());
    }));

  test('H1 invitations that cross become one call', () =>
    withTwo(browser, backEnd.options, async (two) => {
      // hers would win by its own name, were the back end's names not what decides
      await two.sara.page.evaluate(() => {
        const real = crypto.getRandomValues.bind(crypto);
        crypto.getRandomValues = (array) => (array instanceof Uint8Array ? array : real(array));
      });
      await holdUntilBothCall(two);
      await Promise.all(two.both.map((side) => startCall(side, 'voice')));
      await whenBothConnected(two);
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true })));
      for (const side of two.both) assert.equal(await ringings(side), 0, 'nobody had to answer');
      await two.tariq.endCall.click();
      await whenPhase(two.sara, 'ended', 'idle');
    }));

  test('S3 S41 the back end logs the way of a call under its id', () =>
    withTwo(browser, backEnd.options, async (two) => {
      await connect(two, 'voice');
      const id = String(of('tariq', 'call.offer', true)[0]?.message['call_id']);
      await two.tariq.endCall.click();
      await whenPhase(two.sara, 'ended', 'idle');
      const output = () => backEnd.server.output();
      const lines = () =>
        output()
          .split('\n')
          .filter((line) => line.includes(`call_id=${id}`));
      for (const step of [
        /^\[CALL\] Sending call.incoming to notification group: user_7_notifications/,
        /^\[CHATWS\] Routing call.offer to receiver's notification group: user_7_notifications/,
        /^\[NotificationWS\] Sending call.offer to client .* user=7/,
        /^\[NotificationWS\] Sending call.answer to client .* user=1/,
      ])
        await eventually(
          `the log has ${String(step)}`,
          () => Promise.resolve(lines()),
          (all) => all.some((line) => step.test(line)),
        );
      assert.doesNotMatch(output(), /fingerprint|candidate:|IN IP4/);
      assert.equal(/Traceback[^]{0,3000}/.exec(output())?.[0], undefined);
    }));
});

describe('candidates one by one over Django Channels', () => {
  test('S36 sends a description at once where connection.ack announces call.ice', async () => {
    const [backEnd, browser] = await Promise.all([startChannels({ CALL_ICE: '1' }), launchChromium()]);
    try {
      await withTwo(browser, backEnd.options, async (two) => {
        await connect(two, 'video');
        await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
        const types = () =>
          backEnd.seen
            .filter(({ sent }) => sent)
            .map(({ who, message }) => `${who} ${String(message['type'])}`);
        await eventually(
          'candidates go both ways',
          () => Promise.resolve(types()),
          (all) => all.includes('tariq call.ice') && all.includes('sara call.ice'),
        );
        await two.tariq.endCall.click();
      });
    } finally {
      await browser.close();
      await backEnd.close();
    }
  });
});

/** Stands between the page and the back end, as an older back end would. */
function changeSent({ page }: Person, how: 'drop offers' | 'drop extra'): Promise<void> {
  return page.evaluate((wanted) => {
    const own = WebSocket.prototype;
    const real = Object.getPrototypeOf(own) as WebSocket;
    own.send = function (data) {
      const { extra: _extra, ...message } = JSON.parse(data as string) as Record<string, unknown>;
      if (wanted === 'drop extra') real.send.call(this, JSON.stringify(message));
      else if (message['type'] !== 'call.offer') real.send.call(this, data);
    };
  }, how);
}

/** Neither call reaches the back end before both people have made theirs: on a busy machine one would ring instead. */
async function holdUntilBothCall({ both }: Two): Promise<void> {
  const waiting: (() => void)[] = [];
  for (const { page } of both)
    await page.route('**/calls/initiate/', async (route) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === both.length) for (const go of waiting) go();
      });
      await route.continue();
    });
}
