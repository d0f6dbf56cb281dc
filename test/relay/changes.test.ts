import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRelay } from '../../src/relay/index.js';
import { connect, message, TO_SARA, TO_TARIQ, type RelayClient, type Wire } from './relay-client.js';

const TARIQ = '/ws/1/tutor';
const SARA = '/ws/7/student';
const LOOSE = { rate: { burst: 1000, perSecond: 1000 } };

async function withPeople(
  act: (url: string, tariq: RelayClient, sara: RelayClient) => Promise<void>,
  options = {},
): Promise<void> {
  const relay = await createRelay({ ...LOOSE, ...options });
  try {
    await act(relay.url, await connect(relay.url, TARIQ), await connect(relay.url, SARA));
  } finally {
    await relay.close();
  }
}

/** Sends and gives the answer. */
async function ask(client: RelayClient, frame: Wire): Promise<Wire> {
  client.send(frame);
  return client.next();
}

let ids = 0;
const change = (type: string, message_id: string, more: Wire = {}): Wire => ({
  ...{ type, change_id: `c${++ids}`, message_id, ...TO_SARA, ...more },
});

async function sync(client: RelayClient, asked: Wire = {}): Promise<Wire[]> {
  client.send({ type: 'sync', ...asked });
  const frames: Wire[] = [];
  for (;;) {
    const frame = await client.next();
    if (frame['type'] === 'sync') return frames;
    frames.push(frame);
  }
}

const kinds = (frames: readonly Wire[]) => frames.map(({ type, text, emoji }) => text ?? emoji ?? type);

describe('the relay and changes of messages', { timeout: 300_000 }, () => {
  it('passes them on with a place in the order, answers ack for the change, and counts one once', () =>
    withPeople(async (_url, tariq, sara) => {
      const said = await ask(tariq, message({ message_id: 'a' }));
      await sara.next();
      const edit = change('chat_edit', 'a', { text: 'better' });
      const ack = await ask(tariq, edit);
      assert.deepEqual([ack['type'], ack['ref']], ['ack', edit['change_id']]);
      assert.ok(Number(ack['cursor']) > Number(said['cursor']));
      const got = await sara.next();
      assert.deepEqual([got['text'], got['cursor'], got['from_profile_id']], ['better', ack['cursor'], '1']);
      const again = await ask(tariq, edit);
      assert.equal(again['cursor'], ack['cursor']);
      assert.deepEqual(await sara.drain(), []);
    }));

  it('X2 lets only the author edit and delete, and nobody change what was said to somebody else', () =>
    withPeople(async (url, tariq, sara) => {
      await ask(tariq, message({ message_id: 'a' }));
      await sara.drain();
      for (const type of ['chat_edit', 'chat_delete']) {
        const refused = await ask(sara, change(type, 'a', { text: 'mine', ...TO_TARIQ }));
        assert.deepEqual([refused['type'], refused['code']], ['error', 'forbidden']);
      }
      const like = await ask(sara, change('chat_reaction', 'a', { emoji: '👍', active: true, ...TO_TARIQ }));
      assert.equal(like['type'], 'ack');
      assert.deepEqual(
        (await tariq.drain()).map(({ type }) => type),
        ['chat_reaction'],
      );
      const other = await connect(url, '/ws/8/student');
      for (const type of ['chat_edit', 'chat_reaction']) {
        const more = { text: 'x', emoji: '👍', active: true, to_profile_id: '1', to_profile_type: 'tutor' };
        const refused = await ask(other, change(type, 'a', more));
        assert.equal(refused['code'], 'not_found', 'a stranger');
      }
      const astray = await ask(tariq, change('chat_edit', 'a', { text: 'x', to_profile_id: '8' }));
      assert.equal(astray['code'], 'not_found');
      assert.deepEqual(await sara.drain(), []);
    }));

  it('X6 refuses a reaction that is no emoji', () =>
    withPeople(async (_url, tariq, sara) => {
      await ask(tariq, message({ message_id: 'a' }));
      await sara.drain();
      for (const emoji of ['<img src=x onerror=alert(1)>', 'x'.repeat(10_000), 'hello', '']) {
        const refused = await ask(tariq, change('chat_reaction', 'a', { emoji, active: true }));
        assert.deepEqual([refused['type'], refused['code']], ['error', 'invalid']);
      }
      assert.deepEqual(await sara.drain(), []);
    }));

  it('sync tells what changed since, and of what is void nothing', () =>
    withPeople(async (url, tariq) => {
      const { cursor } = await ask(
        tariq,
        message({ message_id: 'a', text: 'secret', reply_to: { message_id: 'x', text: 'secret' } }),
      );
      await ask(tariq, message({ message_id: 'b', text: 'typo' }));
      for (const text of ['one', 'two']) await ask(tariq, change('chat_edit', 'b', { text }));
      for (const active of [true, false, true])
        await ask(tariq, change('chat_reaction', 'b', { emoji: '👍', active }));
      await ask(tariq, change('chat_edit', 'a', { text: 'secret too' }));
      await ask(tariq, change('chat_delete', 'a'));
      const phone = await connect(url, TARIQ);
      const since = await sync(phone, { after: String(cursor) });
      assert.deepEqual(kinds(since), ['typo', 'two', '👍', 'chat_delete']);
      const all = await sync(phone);
      assert.equal(all[0]?.['deleted'], true);
      assert.ok(!JSON.stringify(all).includes('secret'), 'what is deleted is not kept');
    }));

  it('a page of what is older brings what was done with it since', () =>
    withPeople(async (url, tariq) => {
      await ask(tariq, message({ message_id: 'old', text: 'old' }));
      for (let i = 0; i < 120; i++) await ask(tariq, message({ message_id: `m${i}`, text: `m${i}` }));
      await ask(tariq, change('chat_edit', 'old', { text: 'new' }));
      const phone = await connect(url, TARIQ);
      const last = await sync(phone);
      const first = last.find(({ type }) => type === 'chat_message');
      const page = await sync(phone, {
        before: String(first?.['cursor']),
        peer_id: '7',
        peer_type: 'student',
      });
      assert.deepEqual([kinds(page)[0], kinds(page).at(-1)], ['old', 'new']);
    }));

  it('keeps nothing: passes them on, and says when nobody is there', () =>
    withPeople(
      async (url, tariq, sara) => {
        assert.equal((await ask(tariq, change('chat_delete', 'a')))['type'], 'ack');
        assert.equal((await sara.next())['type'], 'chat_delete');
        const alone = { to_profile_id: '9', to_profile_type: 'student' };
        assert.equal((await ask(tariq, change('chat_delete', 'a', alone)))['code'], 'offline');
        void url;
      },
      { history: 0 },
    ));
});
