import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRelay, type Relay, type RelayOptions } from '../../src/relay/index.js';
import { connect, message, TO_SARA, TO_TARIQ, type RelayClient, type Wire } from './relay-client.js';

const SARA = '/ws/7/student';

async function withRelay(options: RelayOptions, act: (relay: Relay) => Promise<void>): Promise<void> {
  const relay = await createRelay(options);
  try {
    await act(relay);
  } finally {
    await relay.close();
  }
}

/** What `conversations` answers: the messages, and the frame that closes them. */
async function ask(client: RelayClient): Promise<{ texts: unknown[]; end: Wire }> {
  client.send({ type: 'conversations' });
  const texts: unknown[] = [];
  for (;;) {
    const frame = await client.next();
    if (frame['type'] === 'conversations') return { texts, end: frame };
    texts.push(frame['text']);
  }
}

async function say(client: RelayClient, id: string, more: Wire = {}): Promise<void> {
  client.send(message({ message_id: id, text: id, ...more }));
  assert.equal((await client.next())['type'], 'ack');
}

const idsOf = (end: Wire) => (end['profiles'] as Wire[]).map(({ id }) => id);

describe('the relay tells which conversations there are', { timeout: 300_000 }, () => {
  it('the last message of each in order, with whom, and who is there', () =>
    withRelay({}, async ({ url }) => {
      const tariq = await connect(url, '/ws/1/tutor');
      const other = await connect(url, '/ws/2/tutor');
      await say(tariq, 'a', { from_name: 'Tariq', from_avatar: '/1.png' });
      await say(tariq, 'b');
      await say(other, 'c');
      await other.close();
      const away = await connect(url, SARA);
      await away.drain();
      await say(away, 'd', TO_TARIQ);
      away.send(message({ message_id: 'e', text: 'to herself' }));
      away.send(message({ message_id: 'f', text: 'f', to_profile_id: '4', to_profile_type: 'tutor' }));
      tariq.send({ type: 'chat_receipt', ...TO_SARA, message_ids: ['d'], status: 'read' });
      await tariq.drain();
      await away.drain();

      const sara = await connect(url, SARA);
      const { texts, end } = await ask(sara);
      assert.deepEqual(texts, ['c', 'd', 'f'], 'the oldest first');
      assert.deepEqual(end['profiles'], [
        { id: '4', type: 'tutor', online: false },
        { id: '1', type: 'tutor', online: true, name: 'Tariq', avatar: '/1.png' },
        { id: '2', type: 'tutor', online: true }, // went a moment ago
      ]);
      assert.equal(end['more'], false);

      // who comes is told to those who have asked, and only of their own conversations
      const [again] = await Promise.all([connect(url, '/ws/4/tutor'), connect(url, '/ws/3/tutor')]);
      assert.deepEqual(await sara.drain(), [
        { type: 'presence', profiles: [{ id: '4', type: 'tutor', online: true }] },
      ]);
      assert.deepEqual(
        (await away.drain()).filter(({ type }) => type === 'presence'),
        [],
      );
      assert.deepEqual(idsOf((await ask(again)).end), ['7']);
    }));

  it('a hundred at most, in frames that a client takes', () =>
    withRelay({ rate: { burst: 1000, perSecond: 1000 } }, async ({ url }) => {
      const sara = await connect(url, SARA);
      const avatar = `https://example.com/${'x'.repeat(1000)}`;
      for (let i = 0; i < 110; i++) {
        const tutor = await connect(url, `/ws/${100 + i}/tutor`);
        await say(tutor, `m${i}`, i < 20 ? {} : { from_avatar: avatar });
        await tutor.close();
      }
      await sara.drain();
      sara.send({ type: 'conversations' });
      const frames = await sara.drain();
      const end = frames.at(-1) ?? assert.fail();
      assert.ok(JSON.stringify(end).length < 65_536);
      assert.equal(frames.length, 101);
      assert.equal(end['more'], true);
      assert.equal(idsOf(end)[0], '209');
    }));

  it('nothing where nothing is kept, and not in the name of another client', () =>
    withRelay({ history: 0 }, async ({ url }) => {
      const [tariq, sara] = await Promise.all([connect(url, '/ws/1/tutor'), connect(url, SARA)]);
      assert.deepEqual((await ask(sara)).end, { type: 'conversations', profiles: [], more: false });
      const forged = { type: 'conversations', ...TO_SARA, profiles: [{ id: '9', type: 'x', online: true }] };
      tariq.send(forged);
      tariq.send({ ...forged, type: 'presence' });
      assert.deepEqual(
        (await tariq.drain()).map(({ type }) => type),
        ['conversations', 'error'],
      );
      assert.deepEqual(await sara.drain(), []);
    }));
});
