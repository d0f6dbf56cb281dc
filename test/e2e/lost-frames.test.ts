import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { ForwardedFrame } from '../fakes/bare-forwarder.js';
import {
  eventually,
  expectAgreement,
  expectMedia,
  injected,
  launchChromium,
  ringsOnDemand,
  SARA,
  startCall,
  twoCalls,
  startNetwork,
  TARIQ,
  whenBothConnected,
  whenPhase,
  withTwo,
  type Network,
} from './support/index.js';

const FRAMES = ['call_invitation', 'call_answer', 'ice_candidate', 'call_declined', 'call_ended'];

describe('frames that are lost, doubled, late or wrong', () => {
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

  const addressee = (frame: ForwardedFrame) => (frame.to_profile_type === SARA.type ? SARA : TARIQ);

  test('H8 each frame type lost once: the call connects, and both hear of its end', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      for (const type of FRAMES) {
        let lost = 0;
        network.each((frame) => (frame.type === type && lost++ === 0 ? 'drop' : 'pass'));
        await twoCalls(two);
        assert.ok(lost > 0, type);
      }
    }));

  test('H8 a call whose answers are all lost ends for a reason, on both sides', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      let lost = 0;
      network.each(({ type }) => (type === 'call_answer' ? ((lost += 1), 'drop') : 'pass'));
      const ringOut = await ringsOnDemand(two.tariq);
      await startCall(two.tariq, 'voice');
      await two.sara.accept.click();
      await eventually(
        'an answer is lost',
        () => Promise.resolve(lost),
        (count) => count > 0,
      );
      await ringOut();
      await whenPhase(two.tariq, 'ended');
      await whenPhase(two.sara, 'ended', 'idle');
      const reasons = await two.tariq.page.evaluate(() => observed.ended.map(({ reason }) => reason));
      assert.deepEqual(reasons, ['timeout']);
      const told = () => two.sara.page.evaluate(() => observed.ended.length);
      await eventually('she hears of it', told, (count) => count === 1);
    }));

  test('H8 every frame three times changes nothing', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      network.each((frame, text) => {
        for (let i = 0; i < 2; i++) network.deliver(addressee(frame), text);
        return 'pass';
      });
      await twoCalls(two);
      for (const { page } of two.both) {
        assert.equal(
          await page.evaluate(() => observed.history.filter(({ phase }) => phase === 'ringing').length),
          1,
        );
        assert.ok((await page.evaluate(() => observed.made())) <= 2, 'one connection a call');
      }
    }));

  test('H8 H5 every two frames swapped: candidates before the offer, the end before the answer', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      // a network that delivers each frame after the one that follows it, or soon where none does
      const waiting = new Map<unknown, { text: string; timer: NodeJS.Timeout }>();
      network.each((frame, text) => {
        const from = frame['from_profile_type'];
        const to = addressee(frame);
        const held = waiting.get(from);
        if (held) {
          clearTimeout(held.timer);
          waiting.delete(from);
          network.deliver(to, text);
          network.deliver(to, held.text);
        } else {
          const late = () => {
            waiting.delete(from);
            network.deliver(to, text);
          };
          waiting.set(from, { text, timer: setTimeout(late, 200) });
        }
        return 'drop';
      });
      await twoCalls(two);
    }));

  test('S27 H5 candidates early, doubled, malformed, with every end mark, and from a stranger', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      const invitations = network.hold(({ type }) => type === 'call_invitation');
      await startCall(two.tariq, 'video');
      const early = () => Promise.resolve(network.seen().some(({ type }) => type === 'ice_candidate'));
      await eventually('candidates overtake the offer', early, Boolean);
      const [ice] = network.seen().filter(({ type }) => type === 'ice_candidate');
      assert.ok(ice);
      const { candidate: _one, candidates: _many, ...head } = ice;
      const wrong = [
        { ...head, candidate: { candidate: 'candidate:nonsense', sdpMid: '0' } },
        { ...head, candidate: { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '99' } },
        { ...head, candidate: { candidate: 'nothing of the kind' } },
        { ...head, candidates: [{ candidate: 'candidate:0 0 0 0 0 0' }, null, null] },
        { ...head, candidate: 7 },
        { ...head, candidates: 'none' },
        {
          ...head,
          party_id: 'another device',
          candidate: { candidate: 'candidate:2 1 udp 1 192.0.2.2 9 typ host' },
        },
        { ...ice, from_profile_id: '9' },
        ice,
        { ...head, candidate: null },
        { ...head, candidate: '' },
        { ...head, candidate: { candidate: '' } },
        head,
      ];
      await injected(network, two.sara.page, TARIQ, SARA, ...wrong);
      invitations.release();
      await two.sara.accept.waitFor();
      await injected(network, two.sara.page, TARIQ, SARA, ...wrong);
      await two.sara.accept.click();
      await whenBothConnected(two);
      await injected(network, two.sara.page, TARIQ, SARA, ...wrong);
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
      await two.tariq.endCall.click();
      await expectAgreement(two);
      const made = await two.sara.page.evaluate(() => observed.made());
      await injected(network, two.sara.page, TARIQ, SARA, ...wrong, ...network.seen().slice(0, 10));
      assert.equal(await two.sara.page.evaluate(() => observed.made()), made);
    }));

  test('S27 candidates wait for the answer that they belong to, and keep their order', () =>
    withTwo(browser, { site: network.site }, async (two) => {
      for (const { page } of two.both) {
        await page.evaluate(() => {
          const added: string[] = [];
          Object.assign(globalThis, { added });
          type Add = (this: RTCPeerConnection, candidate?: RTCIceCandidateInit | null) => Promise<void>;
          const { prototype } = RTCPeerConnection;
          const real: Add = Reflect.get(prototype, 'addIceCandidate');
          const add: Add = function (candidate) {
            added.push(`${this.remoteDescription ? '' : 'early '}${candidate?.candidate ?? 'end'}`);
            return real.call(this, candidate);
          };
          Reflect.set(prototype, 'addIceCandidate', add);
        });
      }
      const answers = network.hold(({ type }) => type === 'call_answer');
      await startCall(two.tariq, 'voice');
      await two.sara.accept.click();
      const hers = () =>
        network
          .seen()
          .filter((frame) => frame.type === 'ice_candidate' && frame['from_profile_type'] === SARA.type)
          .flatMap(
            (frame) => (frame['candidates'] ?? [frame['candidate']]) as ({ candidate: string } | null)[],
          )
          .map((entry) => entry?.candidate ?? 'end');
      await eventually(
        'she has gathered',
        () => Promise.resolve(hers()),
        (all) => all.includes('end'),
      );
      await injected(network, two.tariq.page, SARA, TARIQ);
      const added = () => two.tariq.page.evaluate(() => (globalThis as unknown as { added: string[] }).added);
      assert.deepEqual(await added(), []);
      answers.release();
      await whenBothConnected(two);
      await eventually('all, in order', added, (all) => all.join('\n') === hers().join('\n'));
      await two.tariq.endCall.click();
    }));
});
