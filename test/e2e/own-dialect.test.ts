import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Frame } from '../../src/protocol/frames.js';
import type { Dialect, TransportHandlers } from '../../src/signaling/types.js';
import { openChat } from './support/chat.js';
import {
  callLog,
  expectMedia,
  injected,
  launchChromium,
  phaseOf,
  SARA,
  startCall,
  startNetwork,
  TARIQ,
  whenBothConnected,
  whenConnected,
  whenPhase,
  withTwo,
  type Network,
  type Person,
  type Two,
} from './support/index.js';

interface PageOfItsOwn {
  /** Delivers texts that arrived together, as a polling transport does. */
  arrive(...texts: string[]): void;
}

/** What a page writes whose back end wants the offer after the acceptance: a transport and a codec of its own. */
function useOwnDialect({ page }: Person): Promise<void> {
  return page.evaluate(() => {
    const dialect: Dialect = {
      name: 'house',
      offerAfterAcceptance: true,
      openTransport: ({ url }, handlers: TransportHandlers) => {
        const socket = new WebSocket(url);
        socket.onopen = () => handlers.open();
        socket.onmessage = ({ data }) => handlers.message([String(data)]);
        socket.onclose = ({ code, reason }) => handlers.close(code, reason);
        const arrive = (...texts: string[]) => handlers.message(texts);
        Object.assign(globalThis, { arrive });
        return {
          send: (text) => {
            if (socket.readyState !== WebSocket.OPEN) return false;
            socket.send(text);
            return true;
          },
          close: (code = 1000) => {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close(code);
          },
        };
      },
      codec: {
        encode: (frame) => JSON.stringify(frame),
        decode: (text) => [JSON.parse(text) as Frame],
      },
    };
    const widget = document.querySelector('chat-call-modal');
    if (!widget) return;
    widget.dialect = dialect;
    widget.connect = 'always';
  });
}

describe('a dialect of the page, with the offer after the acceptance', () => {
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

  function withOwnDialect(act: (two: Two) => Promise<void>): Promise<void> {
    const options = { site: network.site, attributes: { connect: 'manual' }, offline: true };
    return withTwo(browser, options, async (two) => {
      for (const side of two.both) {
        await useOwnDialect(side);
        await whenConnected(side.page);
      }
      await act(two);
    });
  }

  const made = (side: Person) => side.page.evaluate(() => observed.made());

  test('S25 S36 no peer connection before the acceptance, on either side; then video both ways', () =>
    withOwnDialect(async (two) => {
      await startCall(two.tariq, 'video');
      await two.sara.accept.waitFor();
      assert.deepEqual(await Promise.all(two.both.map(made)), [0, 0]);
      assert.equal(await two.tariq.page.evaluate(() => observed.captures()), 0);
      await two.sara.accept.click();
      await whenBothConnected(two);
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
      assert.deepEqual(await Promise.all(two.both.map(made)), [1, 1]);

      const steps = network
        .seen()
        .filter(({ type }) => type === 'call_invitation' || type === 'call_answer')
        .map(({ type, offer, answer }) => `${type} ${offer || answer ? 'with SDP' : 'without'}`);
      // a repetition counts once
      assert.deepEqual(
        [...new Set(steps)],
        [
          'call_invitation without',
          'call_answer without',
          'call_invitation with SDP',
          'call_answer with SDP',
        ],
      );
      await two.sara.endCall.click();
    }));

  test('S25 declined or cancelled before the acceptance: no peer connection was ever made', () =>
    withOwnDialect(async (two) => {
      await startCall(two.tariq, 'voice');
      await two.sara.decline.click();
      await whenPhase(two.tariq, 'ended');
      await startCall(two.tariq, 'voice');
      await two.sara.accept.waitFor();
      await two.tariq.endCall.click();
      await whenPhase(two.sara, 'ended', 'idle');
      assert.deepEqual(await Promise.all(two.both.map(made)), [0, 0]);
    }));

  test('S26 accepted, and the offer never comes: asked for once more, then both say so', () =>
    withOwnDialect(async (two) => {
      network.each(({ type, offer }) => (type === 'call_invitation' && offer ? 'drop' : 'pass'));
      await startCall(two.tariq, 'voice');
      await two.sara.accept.click();
      const why = { hasText: 'Timeout waiting for offer SDP' };
      await two.sara.status.filter(why).waitFor();
      await two.tariq.status.filter(why).waitFor();
      const requests = network.seen().filter(({ type }) => type === 'call_answer');
      assert.equal(new Set(requests.map(({ seq }) => seq)).size, 2);
    }));

  test('H4 an invitation and its cancellation that arrive together never ring', () =>
    withOwnDialect(async (two) => {
      const { sara } = two;
      const head = {
        from_profile_id: TARIQ.id,
        from_profile_type: TARIQ.type,
        from_name: 'Tariq',
        to_profile_id: SARA.id,
        to_profile_type: SARA.type,
        call_id: 'a call',
        party_id: 'a page',
      };
      const invitation = { ...head, type: 'call_invitation', call_type: 'voice', offer: null };
      const end = { ...head, type: 'call_ended', reason: 'cancelled' };
      await sara.page.evaluate(
        (texts) => (globalThis as unknown as PageOfItsOwn).arrive(...texts),
        [invitation, end].map((frame) => JSON.stringify(frame)),
      );
      await injected(network, sara.page, TARIQ, SARA);
      assert.equal(await phaseOf(sara), 'idle');
      assert.deepEqual(await sara.page.evaluate(() => observed.history), []);
      // beside what came after them
      await openChat(sara);
      await sara.messages.getByText('marker').waitFor();
      assert.deepEqual(await callLog(sara), []);
    }));
});
