import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import {
  connect,
  controls,
  eventually,
  expectAgreement,
  expectMedia,
  expectNothingLeft,
  injected,
  launchChromium,
  newPerson,
  openProfile,
  openTwo,
  phaseOf,
  SARA,
  startCall,
  startNetwork,
  startSocketRecorder,
  TARIQ,
  whenBothConnected,
  whenCallLog,
  whenConnected,
  whenPhase,
  withTwo,
  type Network,
  type Person,
  type Two,
} from './support/index.js';

/** The devices answer when the test says so: `answerDevices()` in the page, with real ones. */
function devicesOnDemand(page: Page): Promise<void> {
  return page.evaluate(() => {
    const waiting: (() => Promise<MediaStream>)[] = [];
    const answer = (constraints: MediaStreamConstraints) =>
      new Promise<MediaStream>((resolve) => {
        waiting.push(() => {
          const real = navigator.mediaDevices.getUserMedia(constraints);
          resolve(real);
          return real;
        });
      });
    const widget = document.querySelector('chat-call-modal');
    if (widget) widget.getUserMedia = answer;
    Object.assign(globalThis, {
      devicesAsked: () => waiting.length,
      answerDevices: () => Promise.all(waiting.splice(0).map((resolve) => resolve())),
    });
  });
}

interface OnDemand {
  devicesAsked(): number;
  /** Resolves when they have come. */
  answerDevices(): Promise<unknown>;
}

const whenAsked = (page: Page) =>
  page.waitForFunction(() => (globalThis as unknown as OnDemand).devicesAsked() > 0);
const answerDevices = (page: Page) =>
  page.evaluate(() => void (globalThis as unknown as OnDemand).answerDevices());

const phasesOf = ({ page }: Person) => page.evaluate(() => observed.history.map(({ phase }) => phase));
const reasonsOf = ({ page }: Person) => page.evaluate(() => observed.ended.map(({ reason }) => reason));
const openIn = ({ page }: Person) =>
  page.evaluate(() => ({
    connections: observed.openConnections().length,
    tracks: observed.liveTracks().length,
  }));
const callIdOf = ({ page }: Person) =>
  page.evaluate(() => document.querySelector('chat-call-modal')?.call?.id ?? '');

describe('clicks and frames that cross', () => {
  let network: Network;
  let browser: Browser;

  before(async () => {
    [network, browser] = await Promise.all([startNetwork(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await network.site.close();
  });
  beforeEach(() => network.reset());

  const firstOf = (from: 'tutor' | 'student') => (frames: readonly Record<string, unknown>[]) =>
    [...frames].sort(
      (a, b) => Number(b['from_profile_type'] === from) - Number(a['from_profile_type'] === from),
    ) as never;

  for (const kind of ['voice', 'video'] as const) {
    const isPending = kind === 'video';
    const how = isPending ? 'while the devices are still being asked for' : 'in both orders';

    test(`H1 two ${kind} calls that cross become one that nobody has to answer, ${how}`, () =>
      withTwo(browser, { site: network.site }, async (two) => {
        if (isPending) await Promise.all(two.both.map(({ page }) => devicesOnDemand(page)));
        for (const first of ['tutor', 'student'] as const) {
          const invitations = network.hold(
            ({ type }) => type === 'call_invitation' || type === 'ice_candidate',
          );
          await Promise.all(two.both.map((side) => startCall(side, kind)));
          await eventually(
            'both invitations are on their way',
            () =>
              Promise.resolve(
                new Set(
                  invitations.frames
                    .filter(({ type }) => type === 'call_invitation')
                    .map((frame) => frame['from_profile_type']),
                ).size,
              ),
            (size) => size === 2,
          );
          if (isPending) await Promise.all(two.both.map(({ page }) => whenAsked(page)));
          invitations.release(firstOf(first));
          await whenBothConnected(two);
          if (isPending) await Promise.all(two.both.map(({ page }) => answerDevices(page)));
          await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: isPending })));

          const [his, hers] = await Promise.all(two.both.map(callIdOf));
          assert.equal(his, hers, 'it is one call');
          for (const side of two.both)
            await eventually(
              'one connection, and no track too many',
              () => openIn(side),
              ({ connections, tracks }) => connections === 1 && tracks <= (isPending ? 2 : 1),
            );
          await two[first === 'tutor' ? 'sara' : 'tariq'].endCall.click();
          await expectAgreement(two);
        }
        for (const side of two.both) {
          assert.ok(!(await phasesOf(side)).includes('ringing'), 'nobody rings');
          // one entry a call
          await whenCallLog(side, [/./, /./]);
        }
      }));
  }

  test('H1 the caller that would have lost hangs up first: the other call rings, and is one', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      const held = network.hold(() => true);
      await Promise.all(two.both.map((side) => startCall(side, 'voice')));
      const [his = '', hers = ''] = await Promise.all(two.both.map(callIdOf));
      const [winner, loser] = his < hers ? [two.tariq, two.sara] : [two.sara, two.tariq];
      const sent = () => Promise.resolve(held.frames.map(({ type }) => type));
      await eventually(
        'both invite',
        sent,
        (types) => types.filter((type) => type === 'call_invitation').length >= 2,
      );
      await loser.endCall.click();
      await eventually('the one takes it back', sent, (types) => types.includes('call_ended'));
      held.release();
      await loser.accept.click();
      await whenBothConnected(two);
      assert.equal(await callIdOf(winner), [his, hers].sort()[0]);
      await winner.endCall.click();
    }));

  test('H7 accepting crosses cancelling, in both orders', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      const ended: string[] = [];
      for (const first of ['tutor', 'student'] as const) {
        await startCall(two.tariq, 'video');
        await two.sara.accept.waitFor();
        const held = network.hold(() => true);
        await two.tariq.endCall.click();
        await two.sara.accept.click();
        await eventually(
          'both have spoken',
          () => Promise.resolve(held.frames.map(({ type }) => type)),
          (types) => types.includes('call_ended') && types.includes('call_answer'),
        );
        held.release(firstOf(first));
        await expectAgreement(two);
        ended.push('cancelled');
        assert.deepEqual(await reasonsOf(two.sara), ended);
      }
    }));

  test('H7 a double click on Accept answers once', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      await startCall(two.tariq, 'video');
      await two.sara.accept.dblclick();
      await two.sara.page.evaluate(() => document.querySelector('chat-call-modal')?.accept());
      await whenBothConnected(two);
      const answers = network.seen().filter(({ type }) => type === 'call_answer');
      assert.equal(new Set(answers.map((frame) => frame['seq'])).size, 1);
      await expectMedia(two.tariq.page, { audio: true, video: true });
      for (const { page } of two.both) assert.equal(await page.evaluate(() => observed.made()), 1);
      await two.sara.endCall.click();
    }));

  test('H7 who hangs up while the devices are being asked for: their tracks stop when they come', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      await Promise.all(two.both.map(({ page }) => devicesOnDemand(page)));
      await startCall(two.tariq, 'video');
      await whenAsked(two.tariq.page);
      await two.sara.accept.click();
      await whenAsked(two.sara.page);
      await whenBothConnected(two);
      await two.tariq.endCall.click();
      await whenPhase(two.sara, 'ended', 'idle');
      for (const { page } of two.both) {
        // the last track is stopped, and was there
        const came = await page.evaluate(async () => {
          const before = observed.captures();
          await (globalThis as unknown as OnDemand).answerDevices();
          return observed.captures() - before;
        });
        assert.equal(came, 1);
      }
    }));

  test('H2 the peer calls again from elsewhere: the old call ends quietly, the new one rings', async (t) => {
    const two = await openTwo(browser, { site: network.site });
    t.after(() => two.close());
    await connect(two, 'voice');
    // gone without a word, as a browser that crashes
    network.each(() => 'drop');
    await two.tariq.page.close();
    const { forwarder } = network.site;
    const sockets = () => Promise.resolve(forwarder?.sockets(TARIQ.id, TARIQ.type).length);
    await eventually('his socket is gone', sockets, (count) => count === 0);
    network.reset();
    const context = await newPerson(browser);
    t.after(() => context.close());
    const attributes = { 'ice-servers': '[]' };
    const page = await openProfile(context, { site: network.site, profile: TARIQ, peer: SARA, attributes });
    await whenConnected(page);
    const again: Two = {
      ...two,
      tariq: { page, ...controls(page) },
      both: [{ page, ...controls(page) }, two.sara],
    };
    await connect(again, 'voice');
    assert.deepEqual(await reasonsOf(two.sara), ['replaced']);
    await eventually(
      'one connection',
      () => openIn(two.sara),
      ({ connections }) => connections === 1,
    );
    await two.sara.endCall.click();
    await expectAgreement(again);
  });

  test('H4 a cancellation that overtakes its invitation keeps it from ringing', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      const held = network.hold(() => true);
      await startCall(two.tariq, 'voice');
      await eventually(
        'it is sent',
        () => Promise.resolve(held.frames.length),
        (count) => count > 0,
      );
      await two.tariq.endCall.click();
      await eventually(
        'and taken back',
        () => Promise.resolve(held.frames.map(({ type }) => type)),
        (types) => types.includes('call_ended'),
      );
      held.release((frames) => [...frames].reverse());
      await injected(network, two.sara.page, TARIQ, SARA);
      assert.deepEqual(await phasesOf(two.sara), []);
      assert.equal(await phaseOf(two.sara), 'idle');
    }));
});

test('H4 an invitation past its age never rings, by the clock of the server', async (t) => {
  const recorder = await startSocketRecorder();
  const network = await startNetwork();
  const browser = await launchChromium();
  t.after(async () => {
    await browser.close();
    await network.site.close();
    await recorder.close();
  });
  const context = await newPerson(browser);
  const page = await openProfile(context, {
    site: network.site,
    server: recorder.url,
    profile: SARA,
    peer: TARIQ,
    attributes: { 'ice-servers': '[]', 'ring-timeout': '30' },
  });
  await whenConnected(page);
  // an hour ahead of this computer: ages must not come from its own clock
  const now = Date.now() + 3_600_000;
  const send = (frame: object) => recorder.sockets[0]?.socket.send(JSON.stringify(frame));
  const invite = (call_id: string, ageSeconds: number) => ({
    type: 'call_invitation',
    from_profile_id: TARIQ.id,
    from_profile_type: TARIQ.type,
    from_name: TARIQ.name,
    to_profile_id: SARA.id,
    to_profile_type: SARA.type,
    call_id,
    call_type: 'voice',
    offer: null,
    sent_at: now - ageSeconds * 1000,
  });
  send({ type: 'welcome', features: [], server_time: now });
  send(invite('old', 31));
  send(invite('young', 10));
  await page.waitForFunction(() => observed.history.length > 0);
  assert.deepEqual(await page.evaluate(() => observed.history.map(({ id, phase }) => `${id} ${phase}`)), [
    'young ringing',
  ]);
  await page.evaluate(() => document.querySelector('chat-call-modal')?.decline());
  await expectNothingLeft(page);
});
