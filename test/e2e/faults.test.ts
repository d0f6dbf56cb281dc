import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { startFaultProxy } from '../fakes/fault-proxy.js';
import { ufragOf } from './support/ice.js';
import {
  connect,
  eventually,
  expectMedia,
  fallSilent,
  faster,
  launchChromium,
  openTwo,
  phaseOf,
  startSite,
  whenBothConnected,
  whenPhase,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

/** What a call is, without what changes by the second. */
const callOf = ({ page }: Person) => page.evaluate(() => document.querySelector('chat-call-modal')?.call);

/** Runs of the acceptance line H9. */
const COLLISIONS = 100;

const connections = ({ page }: Person) => page.evaluate(() => observed.made());

describe('calls over a bad network', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  for (const seed of [5, 6]) {
    test(`H5 frames that are late, doubled, in another order or lost still make a call, seed ${seed}`, async (t) => {
      const proxy = await startFaultProxy(site.server, seed);
      t.after(() => proxy.close());
      await withTwo(browser, { site, attributes: { 'api-base-url': proxy.url } }, async (two) => {
        proxy.set({ drop: 0.15, double: 0.2, reorder: 0.25, delay: 0.2, delayMs: 1_500 });
        await connect(two, 'video');
        for (const { page } of two.both) await expectMedia(page, { audio: true, video: true });
        await two.sara.endCall.click();
        for (const person of two.both) await whenPhase(person, 'ended', 'idle');
      });
      const met = Object.values(proxy.counts).reduce((sum, count) => sum + count, 0);
      assert.ok(met > 0, 'the network was bad');
    });
  }

  test('H11 a socket that is cut while it rings, then refused for a while: it still rings, and the answer arrives', async (t) => {
    const proxy = await startFaultProxy(site.server);
    t.after(() => proxy.close());
    await withTwo(browser, { site, attributes: { 'api-base-url': proxy.url } }, async (two) => {
      await two.tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice'));
      await two.sara.accept.waitFor();
      proxy.refuse(true);
      proxy.cut();
      await eventually(
        'both have tried in vain',
        () => Promise.resolve(proxy.counts.refuse),
        (n) => n >= 2,
      );
      assert.equal(await phaseOf(two.sara), 'ringing');
      await two.sara.accept.click();
      proxy.refuse(false);
      await whenBothConnected(two);
      await two.tariq.endCall.click();
    });
  });

  for (const channel of ['open', 'dead'] as const) {
    test(`H10 online again: new ICE credentials at once on both sides, and the call goes on (channel ${channel})`, async () => {
      await withTwo(browser, { site }, async (two) => {
        await connect(two, 'voice');
        const before = await Promise.all(two.both.map(ufragOf));
        const made = await Promise.all(two.both.map(connections));
        if (channel === 'dead') {
          // the new network has no way back to the old path: what is said there is lost
          await two.tariq.page.evaluate(() => {
            RTCDataChannel.prototype.send = () => undefined;
          });
        }
        await two.tariq.page.evaluate(() => dispatchEvent(new Event('online')));
        await eventually(
          'new credentials',
          () => Promise.all(two.both.map(ufragOf)),
          (now) => now.every((ufrag, i) => ufrag !== '' && ufrag !== before[i]),
        );
        for (const person of two.both) await expectMedia(person.page, { audio: true });
        assert.deepEqual(await Promise.all(two.both.map(connections)), made, 'the same connections');
        const phases = await two.tariq.page.evaluate(() => observed.history.map(({ phase }) => phase));
        assert.equal(phases.includes('reconnecting'), false);
        await two.sara.endCall.click();
      });
    });
  }

  test('H9 offers collide a hundred times in a call: no deadlock, the same connections, and sound goes on', async () => {
    await withTwo(browser, { site }, async (two) => {
      await connect(two, 'voice');
      const made = await Promise.all(two.both.map(connections));
      for (const { page } of two.both)
        await page.evaluate(() => {
          const { prototype } = RTCPeerConnection;
          const real: unknown = Reflect.get(prototype, 'setRemoteDescription');
          const count = { collisions: 0 };
          Object.assign(globalThis, { count });
          prototype.setRemoteDescription = function (description) {
            if (description.type === 'offer' && this.signalingState !== 'stable') count.collisions += 1;
            return Reflect.apply(real as (how: typeof description) => Promise<void>, this, [description]);
          };
        });
      const settled = ({ page }: Person) =>
        page.waitForFunction(() => observed.openConnections()[0]?.signalingState === 'stable');
      for (let run = 0; run < COLLISIONS; run += 1) {
        await Promise.all(
          two.both.map(({ page }) => page.evaluate(() => void dispatchEvent(new Event('online')))),
        );
        await Promise.all(two.both.map(settled));
      }
      const collided = await two.sara.page.evaluate(
        () => (globalThis as unknown as { count: { collisions: number } }).count.collisions,
      );
      assert.ok(collided > 0, 'the callee gave way');
      for (const person of two.both) await whenPhase(person, 'connected');
      for (const { page } of two.both) await expectMedia(page, { audio: true });
      assert.deepEqual(await Promise.all(two.both.map(connections)), made, 'the same connections');
      console.log(`H9: ${COLLISIONS} offers of both sides at once, the callee gave way ${collided} times`);
      await two.tariq.endCall.click();
    });
  });

  test('H10 a peer connection that died without a word is rebuilt under the same call id', async () => {
    await withTwo(browser, { site }, async (two) => {
      await connect(two, 'video');
      const id = (await callOf(two.sara))?.id;
      await two.sara.mute.click();
      await two.sara.unmute.waitFor();
      const made = await Promise.all(two.both.map(connections));
      // Closed under the widget: no event comes on this side, and no offer on it can be answered.
      await two.sara.page.evaluate(() => observed.openConnections().forEach((pc) => pc.close()));
      await eventually(
        'he notices',
        () => two.tariq.page.evaluate(() => observed.history.map(({ phase }) => phase)),
        (phases) => phases.includes('reconnecting'),
      );
      await eventually(
        'a new connection on both sides',
        () => Promise.all(two.both.map(connections)),
        (now) => now.every((count, i) => count > (made[i] ?? 0)),
        60_000,
      );
      await whenBothConnected(two);
      assert.equal((await callOf(two.sara))?.id, id);
      assert.equal((await callOf(two.sara))?.muted, true, 'still muted');
      for (const { page } of two.both)
        await expectMedia(page, { audio: page === two.sara.page, video: true });
      await two.tariq.endCall.click();
    });
  });
});

describe('calls in which nothing is heard', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('H11 a half-open socket in a call is found by the heartbeat, and the call does not notice', async (t) => {
    const proxy = await startFaultProxy(site.server);
    t.after(() => proxy.close());
    await withTwo(browser, { site, attributes: { 'api-base-url': proxy.url } }, async (two) => {
      await connect(two, 'voice');
      await two.sara.page.evaluate(() => {
        document.body.addEventListener('ccm-connection', ({ detail }) => {
          document.body.dataset['states'] = `${document.body.dataset['states'] ?? ''} ${detail.state}`;
        });
      });
      proxy.halfOpen();
      // 10 s of heartbeat in a call, and the time that a pong has
      await two.sara.page.waitForFunction(
        () => /open/.test(document.body.dataset['states'] ?? ''),
        undefined,
        {
          timeout: 60_000,
        },
      );
      for (const person of two.both) assert.equal(await phaseOf(person), 'connected');
      await two.sara.endCall.click();
    });
  });

  for (const how of ['until restarted', 'until rebuilt'] as const) {
    test(`H17 silence is noticed and mended: the peer's senders are still ${how}`, async () => {
      await withTwo(browser, { site, prepare: faster }, async (two) => {
        await connect(two, 'voice');
        await expectMedia(two.tariq.page, { audio: true });
        await fallSilent(two.sara, how);
        const line = two.tariq.page.locator('chat-call-modal').getByText('Nothing arrives from Sara');
        await line.waitFor();
        await line.waitFor({ state: 'detached', timeout: 90_000 });
        await whenPhase(two.tariq, 'connected');
        await expectMedia(two.tariq.page, { audio: true });
        await two.tariq.endCall.click();
      });
    });
  }

  test('H17 silence that cannot be mended: two recoveries, then the words, and the call goes on', async () => {
    const two = await openTwo(browser, { site, prepare: faster });
    try {
      await connect(two, 'voice');
      await expectMedia(two.tariq.page, { audio: true });
      const made = await connections(two.tariq);
      await fallSilent(two.sara, 'for ever');
      await eventually(
        'it says so',
        () => callOf(two.tariq),
        (call) => call?.silence === 'lasting',
        120_000,
      );
      await two.tariq.page.locator('chat-call-modal').getByText('Hang up and call again').waitFor();
      assert.equal(await phaseOf(two.tariq), 'connected');
      assert.equal(await connections(two.tariq), made + 1, 'one restart, one new connection');
    } finally {
      await two.close();
    }
  });
});
