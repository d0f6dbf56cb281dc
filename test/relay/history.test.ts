import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatHistory, createRelay, type Relay, type RelayOptions } from '../../src/relay/index.js';
import { connect, message, TO_SARA, TO_TARIQ, type RelayClient, type Wire } from './relay-client.js';

const TARIQ = '/ws/1/tutor';
const SARA = '/ws/7/student';

async function withRelay(options: RelayOptions, act: (relay: Relay) => Promise<void>): Promise<void> {
  const relay = await createRelay(options);
  try {
    await act(relay);
  } finally {
    await relay.close();
  }
}

/** What `sync` answers: the frames, and the `sync` that closes them. */
async function sync(client: RelayClient, asked: Wire = {}): Promise<{ frames: Wire[]; end: Wire }> {
  client.send({ type: 'sync', ...asked });
  const frames: Wire[] = [];
  for (;;) {
    const frame = await client.next();
    if (frame['type'] === 'sync') return { frames, end: frame };
    frames.push(frame);
  }
}

const textsOf = (frames: readonly Wire[]) => frames.map((frame) => frame['text']);
const cursorOf = (frame: Wire | undefined) => String(frame?.['cursor']);

/** Sends and waits for the answer, so that the order is certain. */
async function say(client: RelayClient, id: string, more: Wire = {}): Promise<Wire> {
  client.send(message({ message_id: id, text: id, ...more }));
  const answer = await client.next();
  assert.deepEqual([answer['type'], answer['ref']], ['ack', id]);
  return answer;
}

describe('the relay keeps conversations', { timeout: 300_000 }, () => {
  it('gives each message a place in one order, and tells both sides the same', () =>
    withRelay({}, async ({ url }) => {
      const [tariq, sara] = await Promise.all([connect(url, TARIQ), connect(url, SARA)]);
      const first = await say(tariq, 'a', { cursor: '99999999999999999' });
      const got = await sara.next();
      assert.equal(cursorOf(got), cursorOf(first), 'and a client’s own cursor is not believed');
      const second = await say(sara, 'b', TO_TARIQ);
      assert.ok(Number(cursorOf(second)) > Number(cursorOf(first)));
      assert.ok(Number.isSafeInteger(Number(cursorOf(second))));
    }));

  it('H22 counts a message once, however often it is sent', () =>
    withRelay({}, async ({ url }) => {
      const [tariq, sara] = await Promise.all([connect(url, TARIQ), connect(url, SARA)]);
      const first = await say(tariq, 'a');
      const again = await say(tariq, 'a');
      assert.equal(cursorOf(again), cursorOf(first));
      assert.deepEqual(textsOf(await sara.drain()), ['a']);
      // an id belongs to its sender: somebody else's is another message
      await say(sara, 'a', TO_TARIQ);
      assert.deepEqual(textsOf(await tariq.drain()), ['a']);
    }));

  it('keeps for who is away, and delivers when the first socket comes, once', () =>
    withRelay({}, async ({ url }) => {
      const tariq = await connect(url, TARIQ);
      await say(tariq, 'a');
      await say(tariq, 'b');
      const sara = await connect(url, SARA);
      assert.deepEqual(textsOf(await sara.drain()), ['a', 'b']);
      assert.deepEqual(await (await connect(url, SARA)).drain(), []);
    }));

  it('answers sync with what was missed, in order and in pages', () =>
    withRelay({ rate: { burst: 1000, perSecond: 1000 } }, async ({ url }) => {
      const [tariq, sara] = await Promise.all([connect(url, TARIQ), connect(url, SARA)]);
      const first = await say(tariq, 'first');
      const ids = Array.from({ length: 150 }, (_, i) => `m${i}`);
      for (const id of ids) await say(tariq, id);
      await sara.drain();
      const one = await sync(sara, { after: cursorOf(first) });
      assert.equal(one.frames.length, 100);
      assert.equal(one.end['more'], true);
      const two = await sync(sara, { after: cursorOf(one.end) });
      assert.equal(two.end['more'], false);
      assert.deepEqual(textsOf([...one.frames, ...two.frames]), ids);
      const none = await sync(sara, { after: cursorOf(two.end) });
      assert.deepEqual([none.frames, cursorOf(none.end)], [[], cursorOf(two.end)]);
    }));

  it('a device without a cursor gets the last ones, and older ones on demand, of one conversation', () =>
    withRelay({ rate: { burst: 1000, perSecond: 1000 } }, async ({ url }) => {
      const tariq = await connect(url, TARIQ);
      for (let i = 0; i < 130; i++) await say(tariq, `m${i}`);
      await say(tariq, 'elsewhere', { to_profile_id: '8' });
      const phone = await connect(url, TARIQ);
      const { frames, end } = await sync(phone);
      assert.equal(frames.length, 100);
      assert.equal(textsOf(frames).at(-1), 'elsewhere');
      assert.equal(end['more'], false);
      const older = await sync(phone, { before: cursorOf(frames[0]), peer_id: '7', peer_type: 'student' });
      assert.deepEqual(
        textsOf(older.frames),
        Array.from({ length: 31 }, (_, i) => `m${i}`),
      );
      const peers = await sync(phone, { before: cursorOf(end) + '9', peer_id: '8', peer_type: 'student' });
      assert.deepEqual(textsOf(peers.frames), ['elsewhere']);
    }));

  it('a page of sync stays far below what a slow reader may let wait', () =>
    withRelay({ rate: { burst: 1000, perSecond: 1000 } }, async ({ url }) => {
      const tariq = await connect(url, TARIQ);
      const text = 'x'.repeat(9000);
      for (let i = 0; i < 60; i++) await say(tariq, `m${i}`, { text });
      let after = '1';
      const seen: unknown[] = [];
      for (let more = true; more;) {
        const { frames, end } = await sync(tariq, { after });
        assert.ok(JSON.stringify(frames).length < 250_000);
        seen.push(...frames.map((frame) => frame['message_id']));
        after = cursorOf(end);
        more = end['more'] === true;
      }
      assert.equal(new Set(seen).size, 60);
      assert.equal(seen.length, 60);
    }));

  it('a device that syncs hears what its profile writes and reads on another', () =>
    withRelay({}, async ({ url }) => {
      const [laptop, phone, older] = await Promise.all([1, 2, 3].map(() => connect(url, TARIQ)));
      await sync(phone!);
      await say(laptop!, 'a');
      laptop!.send({ type: 'chat_receipt', ...TO_SARA, message_ids: ['s1'], status: 'read' });
      await laptop!.drain();
      assert.deepEqual(
        (await phone!.drain()).map((frame) => frame['type']),
        ['chat_message', 'chat_receipt'],
      );
      assert.deepEqual(await older!.drain(), [], 'an older client would take it for a message to itself');
    }));

  it('receipts are missed and made up for too', () =>
    withRelay({}, async ({ url }) => {
      const sara = await connect(url, SARA);
      sara.send({ type: 'chat_receipt', ...TO_TARIQ, message_ids: ['m1'], status: 'read' });
      await sara.drain();
      const tariq = await connect(url, TARIQ);
      assert.deepEqual(
        (await tariq.drain()).map((frame) => frame['status']),
        ['read'],
      );
    }));

  it('the oldest go first, and one history may outlive its relay', async () => {
    const history = new ChatHistory(3);
    await withRelay({ history }, async ({ url }) => {
      const tariq = await connect(url, TARIQ);
      for (const id of ['a', 'b', 'c', 'd']) await say(tariq, id);
    });
    await withRelay({ history }, async ({ url }) => {
      const tariq = await connect(url, TARIQ);
      assert.deepEqual(textsOf((await sync(tariq)).frames), ['b', 'c', 'd']);
      const e = await say(tariq, 'e');
      const { frames } = await sync(tariq);
      assert.deepEqual(textsOf(frames), ['c', 'd', 'e']);
      assert.equal(cursorOf(frames[2]), cursorOf(e));
    });
  });

  it('a new server’s places come after those of the one before', () => {
    let now = 1_700_000_000_000;
    const before = new ChatHistory(1, () => now).next();
    now += 1;
    assert.ok(new ChatHistory(1, () => now).next() > before);
  });

  it('without a history it says so, and offline to who writes to nobody', () =>
    withRelay({ history: 0 }, async ({ url }) => {
      const tariq = await connect(url, TARIQ);
      tariq.send(message());
      assert.deepEqual(await tariq.next(), { type: 'error', code: 'offline', ref: 'm-1' });
    }));

  it('X2 sync tells a profile its own conversations and no others', () =>
    withRelay({}, async ({ url }) => {
      const tariq = await connect(url, TARIQ);
      await say(tariq, 'secret');
      const mallory = await connect(url, '/ws/9/tutor');
      assert.deepEqual((await sync(mallory)).frames, []);
      assert.deepEqual((await sync(mallory, { after: '0' })).frames, []);
      const { frames } = await sync(mallory, { before: '9'.repeat(16), peer_id: '7', peer_type: 'student' });
      assert.deepEqual(frames, []);
    }));
});
