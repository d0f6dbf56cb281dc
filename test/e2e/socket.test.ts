import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ChatCallModal } from '../../src/chat-call-modal.js';
import {
  connect,
  controls,
  eventually,
  expectMedia,
  expectNoErrors,
  expectNothingLeft,
  injected,
  launchChromium,
  newPerson,
  openProfile,
  phaseOf,
  SARA,
  startCall,
  startNetwork,
  startSite,
  startSocketRecorder,
  TARIQ,
  whenConnected,
  whenPhase,
  whenReady,
  withTwo,
  type Network,
  type Site,
  type SocketRecorder,
} from './support/index.js';

const LOCAL = { 'ice-servers': '[]' };

/** Runs in the page, on its one element. */
function widget<T>(page: Page, act: (element: ChatCallModal) => T): Promise<Awaited<T>> {
  return page.evaluate<Awaited<T>>(`(${act.toString()})(document.querySelector('chat-call-modal'))`);
}

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

describe('the profile dialect on the wire', () => {
  let network: Network;

  before(async () => {
    network = await startNetwork();
  });
  after(() => network.site.close());
  beforeEach(() => network.reset());

  test('S10 speaks the five frames, from and to id and type, with name and kind', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      await connect(two, 'video');
      await two.tariq.endCall.click();
      await whenPhase(two.sara, 'ended', 'idle');
      await startCall(two.tariq, 'voice');
      await two.sara.decline.click();
      await whenPhase(two.tariq, 'ended');

      const seen = network.seen();
      const types = ['call_invitation', 'call_answer', 'ice_candidate', 'call_declined', 'call_ended'];
      assert.deepEqual([...new Set(seen.map(({ type }) => type))].sort(), types.sort());
      for (const frame of seen) {
        const fromTariq = frame['from_profile_type'] === 'tutor';
        const [from, to] = fromTariq ? [TARIQ, SARA] : [SARA, TARIQ];
        assert.equal(frame['from_profile_id'], from.id);
        assert.equal(frame['from_profile_type'], from.type);
        assert.equal(frame['from_name'], from.name);
        assert.equal(frame.to_profile_id, to.id);
        assert.equal(frame.to_profile_type, to.type);
        assert.equal(typeof frame['call_id'], 'string');
      }
      const invitations = seen.filter(({ type }) => type === 'call_invitation');
      assert.deepEqual([...new Set(invitations.map((frame) => frame['call_type']))], ['video', 'voice']);
      assert.match(JSON.stringify(invitations[0]?.['offer']), /^\{"type":"offer","sdp":"v=0/);
      const answer = seen.find(({ type }) => type === 'call_answer');
      assert.match(JSON.stringify(answer?.['answer']), /^\{"type":"answer","sdp":"v=0/);
    }));

  test('S10 tutor_1 is not student_1: a call rings at the one that it is for', async () => {
    const twin = { id: '1', type: 'student', name: 'Tariq the younger' };
    const context = await newPerson(browser);
    const other = await openProfile(context, { site: network.site, profile: twin, attributes: LOCAL });
    await whenConnected(other);
    await withTwo(browser, { site: network.site }, async (two) => {
      await two.sara.page.evaluate((peer) => document.querySelector('chat-call-modal')?.show(peer), twin);
      await startCall(two.sara, 'voice');
      await controls(other).accept.waitFor();
      await injected(network, two.tariq.page, SARA, TARIQ);
      assert.equal(await phaseOf(two.tariq), 'idle');
      // it goes by itself after a while
      await Promise.all([
        controls(other).status.filter({ hasText: 'Call cancelled' }).waitFor(),
        two.sara.endCall.click(),
      ]);
      assert.deepEqual(await two.tariq.page.evaluate(() => observed.history), []);
    });
    await expectNothingLeft(other);
    await context.close();
  });

  test('S16 malformed text, unknown types and binary frames leave page and socket unharmed', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      const rubbish = [
        '',
        '{',
        'null',
        '[]',
        '"call_invitation"',
        '{"type":null}',
        '{"type":"presence_update","user":7}',
        '{"type":"call_invitation"}',
        `{"type":"call_invitation","from_profile_id":"1","from_profile_type":"tutor","call_type":"video","offer":{"type":"offer","sdp":"v=0"}}`,
        '\u0000\ufffd',
        'x'.repeat(200_000),
        Buffer.from([0xff, 0xfe, 0x00, 0x01]),
        Buffer.from('{"type":"call_ended"}'),
      ];
      await injected(network, two.sara.page, TARIQ, SARA, ...rubbish);
      assert.equal(await phaseOf(two.sara), 'idle');
      assert.equal(await widget(two.sara.page, (element) => element.connection), 'open');
      await connect(two, 'voice');
      await injected(network, two.sara.page, TARIQ, SARA, ...rubbish);
      await expectMedia(two.sara.page, { audio: true });
      await two.sara.endCall.click();
    }));
});

describe('the socket', () => {
  let recorder: SocketRecorder;
  let site: Site;
  let context: BrowserContext;

  beforeEach(async () => {
    recorder = await startSocketRecorder();
    site = await startSite({ backend: 'none', behind: recorder.url });
    context = await newPerson(browser);
    return;
  });

  /** Opens Tariq's page, acts, and then finds no error in it. */
  async function onPage(
    attributes: Record<string, string>,
    act: (page: Page) => Promise<void>,
    options: { profile?: typeof TARIQ } = {},
  ): Promise<void> {
    const { profile = TARIQ } = options;
    const all = { ...LOCAL, ...attributes };
    const page = await openProfile(context, {
      site,
      profile,
      peer: SARA,
      server: recorder.url,
      attributes: all,
    });
    try {
      await act(page);
      await expectNothingLeft(page);
    } finally {
      await context.close();
      await site.close();
      await recorder.close();
    }
  }

  const whenOpen = (count: number) =>
    eventually(
      `${count} sockets are open`,
      () => Promise.resolve(recorder.open().length),
      (open) => open === count,
    );

  test('S10 S11 finds its address under every form of the base', () =>
    onPage({ connect: 'always' }, async (page) => {
      const host = `127.0.0.1:${recorder.port}`;
      const bases: [base: string, path: string][] = [
        [`http://${host}`, '/ws/1/tutor'],
        [`http://${host}/`, '/ws/1/tutor'],
        [`http://${host}/api/v1`, '/api/v1/ws/1/tutor'],
        [`http://${host}/api/v1//`, '/api/v1/ws/1/tutor'],
        [`ws://${host}/chat`, '/chat/ws/1/tutor'],
        [host, '/ws/1/tutor'],
        ['', '/ws/1/tutor'],
        ['/backend/', '/backend/ws/1/tutor'],
      ];
      for (const [base, path] of bases) {
        // an address of its own in between, so that each base is a change
        await page.evaluate((url) => {
          const element = document.querySelector('chat-call-modal');
          if (element) element.apiBaseUrl = url;
        }, `${recorder.url}/between`);
        await eventually(
          'the socket moved',
          () => Promise.resolve(recorder.open().map((each) => each.path)),
          (paths) => paths.join() === '/between/ws/1/tutor',
        );
        await page.evaluate(
          (url) => document.querySelector('chat-call-modal')?.setAttribute('api-base-url', url),
          base,
        );
        await eventually(
          `"${base}" leads to ${path}`,
          () => Promise.resolve(recorder.open().map((each) => each.path)),
          (paths) => paths.join() === path,
        );
      }
      // a secure base makes a secure socket; an impossible one an error, and no guess
      await page.evaluate(() => {
        document.querySelector('chat-call-modal')?.setAttribute('api-base-url', 'https://127.0.0.1:1/x/');
      });
      await page.waitForFunction(() => observed.socketUrls.at(-1) === 'wss://127.0.0.1:1/x/ws/1/tutor');
      const before = await page.evaluate(() => observed.socketUrls.length);
      await page.evaluate(() => {
        document.querySelector('chat-call-modal')?.setAttribute('api-base-url', 'ftp://127.0.0.1');
      });
      await page.waitForFunction(() => observed.errors.includes('config'));
      // the refused secure address may have been tried once more before it was replaced; nothing else was
      const since = await page.evaluate((from) => observed.socketUrls.slice(from), before);
      assert.deepEqual(
        since.filter((url) => url !== 'wss://127.0.0.1:1/x/ws/1/tutor'),
        [],
      );
      await page.waitForFunction(() => document.querySelector('chat-call-modal')?.connection === 'failed');
    }));

  test('S11 socket-url replaces the derived address, its placeholders filled in', () =>
    onPage(
      { connect: 'always', 'socket-url': '/live/{profile_type}_{profile_id}/?v=2' },
      async () => {
        await whenOpen(1);
        assert.equal(recorder.sockets[0]?.path, '/live/tutor%20a_a%2Fb/?v=2');
      },
      { profile: { id: 'a/b', type: 'tutor a', name: 'Tariq' } },
    ));

  test('S13 no socket before id and type are known; then one, however often it is asked for', () =>
    onPage(
      { connect: 'always' },
      async (page) => {
        await widget(page, async (element) => {
          element.show();
          element.connectSocket();
          await element.updateComplete;
          element.profileId = '1';
          await element.updateComplete;
        });
        assert.equal(await widget(page, (element) => element.connection), 'idle');
        assert.deepEqual(await page.evaluate(() => observed.socketUrls), []);
        await widget(page, (element) => {
          element.profileType = 'tutor';
        });
        await widget(page, async (element) => {
          for (let i = 0; i < 10; i++) {
            element.show();
            element.connectSocket();
            await element.updateComplete;
            element.close();
            element.connectSocket();
          }
        });
        await whenConnected(page);
        await widget(page, async (element) => {
          for (let i = 0; i < 10; i++) {
            element.show();
            element.connectSocket();
            element.profileName = `Tariq ${i}`;
            await element.updateComplete;
          }
        });
        assert.equal(await page.evaluate(() => observed.socketUrls.length), 1);
        assert.equal(recorder.sockets.length, 1);
      },
      { profile: { id: '', type: '' } },
    ));

  test('S14 connects on open, disconnects on close, and neither minds being called again', () =>
    onPage({ connect: 'open' }, async (page) => {
      await widget(page, (element) => {
        element.close();
        element.disconnectSocket();
      });
      assert.deepEqual(await page.evaluate(() => observed.socketUrls), []);
      for (const round of [1, 2, 3]) {
        await widget(page, (element) => element.show());
        await whenOpen(1);
        await widget(page, (element) => {
          element.close();
          element.close();
        });
        await whenOpen(0);
        assert.equal(recorder.sockets.length, round);
      }
      // the close of the one arrives while the next is already there
      await widget(page, async (element) => {
        element.show();
        await element.updateComplete;
        element.close();
        await element.updateComplete;
        element.show();
        await element.updateComplete;
      });
      await whenConnected(page);
      await whenOpen(1);
      assert.equal(await widget(page, (element) => element.connection), 'open');
      await widget(page, (element) => element.close());
      await whenOpen(0);
    }));

  test('S14 reconnects only while it is wanted', async () => {
    await onPage({ connect: 'open' }, async (page) => {
      await page.clock.install();
      await page.reload();
      await whenReady(page);
      await widget(page, (element) => element.show());
      await whenConnected(page);
      recorder.sockets[0]?.socket.terminate();
      await eventually(
        'it comes back',
        async () => {
          // one that is on its way is not hurried
          if (await page.evaluate(() => observed.socketUrls.length < 2)) await page.clock.fastForward(1000);
          return recorder.sockets.length;
        },
        (count) => count === 2,
      );
      await whenConnected(page);
      recorder.sockets[1]?.socket.terminate();
      await page.waitForFunction(
        () => document.querySelector('chat-call-modal')?.connection === 'reconnecting',
      );
      await widget(page, (element) => element.close());
      await page.waitForFunction(() => document.querySelector('chat-call-modal')?.connection === 'idle');
      // on a busy machine one more try may have begun before it was closed
      const before = await page.evaluate(() => observed.socketUrls.length);
      await page.clock.fastForward(600_000);
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await page.clock.fastForward(600_000);
      assert.equal(await page.evaluate(() => observed.socketUrls.length), before);
    });
  });

  test('S12 a call without a socket says so, and goes out when the socket comes', () =>
    onPage({ connect: 'open' }, async (page) => {
      const { port } = recorder;
      await recorder.close();
      await widget(page, (element) => element.show());
      await page.getByText('The chat server cannot be reached. Trying again…').waitFor();
      await controls(page).voiceCall.click();
      await controls(page).status.filter({ hasText: 'Calling…' }).waitFor();
      recorder = await startSocketRecorder(port);
      const said = () =>
        Promise.resolve(recorder.sockets.flatMap(({ frames }) => frames.map(({ type }) => type)));
      await eventually('the invitation arrives', said, (types) => types.includes('call_invitation'), 45_000);
      await controls(page).endCall.click();
      await eventually('its end too', said, (types) => types.at(-1) === 'call_ended');
    }));

  test('S12 a socket that the server refuses fails a call visibly', () =>
    onPage({ connect: 'open' }, async (page) => {
      recorder.refuse(1008);
      await widget(page, (element) => element.show());
      await page.getByRole('status').getByText('The chat server refused this connection.').waitFor();
      assert.equal(await widget(page, (element) => element.startCall('voice')), false);
      assert.ok((await page.evaluate(() => observed.errors)).includes('not_connected'));
      assert.equal(await widget(page, (element) => element.call), null);
      recorder.refuse(null);
      await controls(page).button('Reconnect').click();
      await whenConnected(page);
      assert.equal(recorder.sockets.length, 2, 'a refusal is not asked for again');
    }));

  test('S14 connect="manual" connects when it is told to, and not otherwise', () =>
    onPage({ connect: 'manual' }, async (page) => {
      await widget(page, async (element) => {
        element.show();
        await element.updateComplete;
      });
      assert.deepEqual(await page.evaluate(() => observed.socketUrls), []);
      await widget(page, (element) => element.connectSocket());
      await whenOpen(1);
      await widget(page, (element) => element.close());
      await widget(page, (element) => element.show());
      assert.equal(recorder.open().length, 1);
      await widget(page, (element) => element.disconnectSocket());
      await whenOpen(0);
      assert.equal(recorder.sockets.length, 1);
    }));
});

describe('the socket of a live call', () => {
  let network: Network;

  before(async () => {
    network = await startNetwork();
  });
  after(() => network.site.close());

  test('S14 S15 a live call keeps the socket that it needs, the modal may leave; and the other way round', () =>
    withTwo(browser, { site: network.site, attributes: { connect: 'open' }, offline: true }, async (two) => {
      const sockets = () => network.site.forwarder?.sockets('1', 'tutor').length ?? -1;
      for (const { page } of two.both) await widget(page, (element) => element.show());
      await Promise.all(two.both.map(({ page }) => whenConnected(page)));
      await connect(two, 'voice');

      await two.tariq.minimize.click();
      await two.tariq.button('Return to call').waitFor();
      await widget(two.tariq.page, (element) => element.disconnectSocket());
      await injected(network, two.tariq.page, SARA, TARIQ);
      assert.equal(await widget(two.tariq.page, (element) => element.connection), 'open');
      // the modal comes back, the call leaves: still the one socket
      await two.tariq.button('Return to call').click();
      await two.sara.endCall.click();
      await whenPhase(two.tariq, 'ended', 'idle');
      await injected(network, two.tariq.page, SARA, TARIQ);
      assert.equal(sockets(), 1);
      assert.equal(await two.tariq.page.evaluate(() => observed.socketUrls.length), 1);
      // nobody is left who needs it
      await widget(two.tariq.page, (element) => element.close());
      await eventually(
        'the socket is closed',
        () => Promise.resolve(sockets()),
        (open) => open === 0,
      );
    }));

  test('S14 connect="manual": hanging up reaches the peer after disconnectSocket(), then the socket closes', () =>
    withTwo(
      browser,
      { site: network.site, attributes: { connect: 'manual' }, offline: true },
      async (two) => {
        for (const { page } of two.both) await widget(page, (element) => element.connectSocket());
        await Promise.all(two.both.map(({ page }) => whenConnected(page)));
        await connect(two, 'voice');
        await widget(two.tariq.page, (element) => element.disconnectSocket());
        await two.tariq.endCall.click();
        await whenPhase(two.sara, 'ended', 'idle');
        const sockets = () => Promise.resolve(network.site.forwarder?.sockets('1', 'tutor').length ?? -1);
        await eventually('the socket is closed', sockets, (open) => open === 0);
        for (const { page } of two.both) expectNoErrors(page);
      },
    ));
});
