import assert from 'node:assert/strict';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startStored, type StoredBackEnd } from './support/stored.js';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  newPerson,
  openProfile,
  openTwo,
  SARA,
  startCall,
  TARIQ,
  timedCalls,
  whenBothConnected,
  whenConnected,
  whenPhase,
  withTwo,
  type Person,
} from './support/index.js';

type Fields = Record<string, unknown>;

const transports = ({ page }: Person) => page.evaluate(() => [...observed.transports]);
const whenOn = (side: Person, transport: string) =>
  eventually(
    transport,
    () => transports(side),
    (seen) => seen.at(-1) === transport,
    45_000,
  );
const ringings = ({ page }: Person) =>
  page.evaluate(() => observed.history.filter(({ phase }) => phase === 'ringing').length);

describe('calls over stored signals', () => {
  let backEnd: StoredBackEnd;
  let browser: Browser;

  before(async () => {
    [backEnd, browser] = await Promise.all([startStored({ DEMO_PAIRS: '1' }), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await backEnd.close();
  });
  beforeEach(() => {
    backEnd.proxy.options.each = () => 1;
    backEnd.proxy.options.upgrades = 'pass';
  });
  const { attributes } = { attributes: { dialect: 'relay', 'conversation-id': '1' } };
  const over = (transport: string) => ({ ...backEnd.options, attributes: { ...attributes, transport } });

  for (const [transport, via] of [
    ['auto', 'sse'],
    ['sse', 'sse'],
    ['polling', 'polling'],
    ['websocket', 'websocket'],
  ] as const)
    test(`S36 S24 S18 carries a video call with transport="${transport}"`, () =>
      withTwo(browser, over(transport), async (two) => {
        await Promise.all(two.both.map((side) => whenOn(side, via)));
        await connect(two, 'video');
        await Promise.all(two.both.map(({ page }) => expectMedia(page, { video: true })));
        await two.sara.mute.click();
        await two.tariq.page.waitForFunction(
          () => document.querySelector('chat-call-modal')?.call?.peerMedia?.audio === false,
        );
        // it goes by itself after a while
        await Promise.all([
          ...two.both.map(({ status }) => status.filter({ hasText: 'Call ended' }).waitFor()),
          two.sara.endCall.click(),
        ]);
        assert.equal(await ringings(two.sara), 1);
        await timedCalls(two, `relay, ${transport}`);
      }));

  test('S24 calls where upgrades are refused and streams held back', async () => {
    const blocked = await startStored({}, { upgrades: 'refuse', streams: 'hold' });
    try {
      await withTwo(browser, blocked.options, async (two) => {
        await connect(two, 'voice');
        for (const side of two.both) assert.deepEqual(await transports(side), ['polling']);
        await two.sara.endCall.click();
        await whenPhase(two.tariq, 'ended', 'idle');
      });
    } finally {
      await blocked.close();
    }
  });

  test('S23 the description of an answer is compressed where both ends say that they inflate, what is too large or broken is refused, and an old client gets it as it is', async () => {
    const seen: { type: string; payload: Fields }[] = [];
    backEnd.proxy.options.each = ({ url = '' }, body) => {
      if (url.includes('send-signal')) seen.push(JSON.parse(body) as (typeof seen)[number]);
      return 1;
    };
    const answersOf = () =>
      seen.splice(0).flatMap(({ payload }) => (payload['answer'] ? [payload['answer'] as Fields] : []));
    await withTwo(browser, over('polling'), async (two) => {
      await connect(two, 'video');
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { video: true })));
      const [packed] = answersOf();
      assert.ok(packed);
      assert.equal(packed['sdp'], undefined);
      const inflated = inflateRawSync(Buffer.from(String(packed['deflated']), 'base64')).toString('utf8');
      assert.match(inflated, /a=fingerprint:/);
      assert.ok(String(packed['deflated']).length < inflated.length / 2);

      const refused: string[] = [];
      two.sara.page.on('console', (line) => {
        const code = /signal refused .*code: (\w+)/.exec(line.text())?.[1];
        if (code) refused.push(code);
      });
      const bomb = deflateRawSync(Buffer.alloc(16 * 1024 * 1024)).toString('base64');
      for (const deflated of [bomb, String(packed['deflated']).slice(0, 400)])
        await two.tariq.page.evaluate(async (deflated) => {
          const call_id = document.querySelector('chat-call-modal')?.call?.id;
          const payload = { call_id, purpose: 'restart', seq: 99, offer: { type: 'offer', deflated } };
          const signal_id = crypto.randomUUID();
          await fetch('/api/p2p/send-signal/', {
            method: 'POST',
            headers: { 'X-CSRFToken': /csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? '' },
            body: JSON.stringify({ chat_id: '1', type: 'webrtc.offer', signal_id, payload }),
          });
        }, deflated);
      await eventually(
        'both are refused',
        () => Promise.resolve(refused),
        (codes) => codes.length === 2,
        45_000,
      );
      assert.deepEqual(refused, ['too_large', 'malformed']);
      await expectMedia(two.sara.page, { video: true });
      await two.sara.endCall.click();
      await whenPhase(two.tariq, 'ended', 'idle');

      // what an older one says, and reads
      await two.tariq.page.evaluate(() => {
        const real = globalThis.fetch;
        globalThis.fetch = (input, init) => {
          const body =
            typeof init?.body === 'string' ? init.body.replace(',"accepts":"deflate-raw"', '') : null;
          return real(input, body === null ? init : { ...init, body });
        };
      });
      answersOf();
      await connect(two, 'video');
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { video: true })));
      const [plain] = answersOf();
      assert.equal(plain?.['deflated'], undefined);
      assert.match(String(plain?.['sdp']), /a=fingerprint:/);
      await two.tariq.endCall.click();
      await whenPhase(two.sara, 'ended', 'idle');
    });
  });

  test('S21 the callee’s page dies between the fetch and the receipt: the next page rings', () =>
    withTwo(browser, over('polling'), async (two) => {
      const acks: string[] = [];
      backEnd.proxy.options.each = ({ url = '' }) => {
        if (url.includes('/ack/')) acks.push(url);
        return url.includes('/ack/') ? 0 : 1;
      };
      await startCall(two.tariq, 'voice');
      await two.sara.accept.waitFor();
      await eventually(
        'a receipt was tried',
        () => Promise.resolve(acks.length),
        (count) => count > 0,
      );
      await two.sara.page.reload();
      await two.sara.accept.click();
      await whenBothConnected(two);
      await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
      await two.tariq.endCall.click();
      await whenPhase(two.sara, 'ended', 'idle');
    }));

  test('S21 what was confirmed does not come to the page that follows', () =>
    withTwo(browser, over('polling'), async (two) => {
      await startCall(two.tariq, 'voice');
      await two.sara.decline.click();
      await whenPhase(two.tariq, 'ended');
      await two.sara.page.reload();
      await whenConnected(two.sara.page);
      assert.equal(await ringings(two.sara), 0);
    }));

  test('S21 H11 the server is killed while it rings: the acceptance arrives, and the call is heard', async () => {
    const own = await startStored();
    try {
      await withTwo(browser, own.options, async (two) => {
        await startCall(two.tariq, 'voice');
        await two.sara.accept.waitFor();
        const restarting = own.restart();
        await two.sara.accept.click();
        await restarting;
        await whenBothConnected(two);
        await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
        await own.restart(); // and in the middle of the call
        await two.sara.endCall.click();
        await whenPhase(two.tariq, 'ended', 'idle');
      });
    } finally {
      await own.close();
    }
  });

  test('S22 H8 each request comes three times, or is lost once: one call, counted once', () =>
    withTwo(browser, over('polling'), async (two) => {
      const lost = new Set<string>();
      backEnd.proxy.options.each = ({ url = '', method }, body) => {
        if (method !== 'POST' || !url.includes('send-signal')) return 1;
        const { type } = JSON.parse(body) as { type: string };
        if (lost.has(type)) return 3;
        lost.add(type);
        return 0;
      };
      await connect(two, 'voice');
      await Promise.all(two.both.map(({ page }) => expectMedia(page, {})));
      assert.equal(await ringings(two.sara), 1);
      assert.equal(await two.sara.page.evaluate(() => observed.made()), 1);
      await two.sara.endCall.click();
      await whenPhase(two.tariq, 'ended', 'idle');
      assert.ok(lost.has('webrtc.offer') && lost.has('webrtc.answer'));
    }));

  test('S21 two pages of one person: both ring, and the one that does not answer stops', async () => {
    const two = await openTwo(browser, over('polling'));
    try {
      const other = await two.sara.page.context().newPage();
      await other.goto(two.sara.page.url());
      await whenConnected(other);
      await startCall(two.tariq, 'voice');
      const phase = () =>
        other.evaluate(() => document.querySelector('chat-call-modal')?.call?.phase ?? 'idle');
      await eventually('the other rings', phase, (now) => now === 'ringing', 45_000);
      await two.sara.accept.click();
      await whenBothConnected(two);
      await eventually('the other stops', phase, (now) => now !== 'ringing', 45_000);
      await two.tariq.endCall.click();
      await whenPhase(two.sara, 'ended', 'idle');
    } finally {
      await two.close();
    }
  });

  test('S19 a chat of others, no login, a chat that is not there: the connection is refused, and says so', async () => {
    for (const [conversation, problem] of [
      ['2', 'policy'],
      ['99', 'policy'],
      ['x', 'policy'],
      ['1', 'unauthorized'],
    ] as const) {
      const context = await newPerson(browser);
      const { site, prepare } = backEnd.options;
      if (problem === 'policy') await prepare?.(context, TARIQ.id);
      const all = { ...attributes, 'conversation-id': conversation };
      const page = await openProfile(context, { site, profile: TARIQ, peer: SARA, attributes: all });
      await eventually(
        `chat ${conversation}: ${problem}`,
        () => page.evaluate(() => observed.problems.at(-1)),
        (told) => told === problem,
        45_000,
      );
      await context.close();
    }
  });

  test('S41 the server’s lines tell the way of a call, without descriptions', async () => {
    const output = backEnd.server().output();
    assert.match(
      output,
      /\[P2P_SEND\] Signal stored - call_id=\S+ signal=webrtc\.offer sender=1 chat=1 stored_for=1/,
    );
    assert.match(output, /\[P2P_GET\] Retrieved - call_id=\S+ signal=webrtc\.answer user=1/);
    assert.doesNotMatch(output, /fingerprint|candidate:|IN IP4/);
    assert.equal(/Traceback[^]{0,3000}/.exec(output)?.[0], undefined);
    await Promise.resolve();
  });
});
