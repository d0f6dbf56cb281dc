import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import type { MessageEntry, Unsent } from '../../../src/chat/types.js';
import type { ChatMessage } from '../../../src/protocol/frames.js';
import { retry } from '../../../src/session/delivery/failed.js';
import { MAX_UNSENT, Outbox } from '../../../src/session/delivery/outbox.js';

const SARA = { id: '7', type: 'student' };
const entry = (id: string): MessageEntry => ({
  ...{ entry: 'message', id, mine: true, text: id, at: 0, status: 'sending' },
});

/** An outbox, a line that a test cuts, and what a page that comes later would find. */
function setUp(options: { acks?: boolean; kept?: readonly Unsent[]; store?: () => Promise<void> } = {}) {
  const sent: string[] = [];
  const told: string[] = [];
  let kept = options.kept ?? [];
  let up = true;
  const outbox = new Outbox(
    {
      wayTo: () =>
        up
          ? {
              acks: options.acks ?? true,
              receipts: true,
              reads: true,
              typing: true,
              changes: true,
              send: (body) => (sent.push((body as ChatMessage).message_id), true),
            }
          : null,
      save: (change) => {
        kept = change(kept);
        return options.store?.() ?? Promise.resolve();
      },
      undo: ({ message }) => told.push(`${message.id} undone`),
      told: (ids, status, error) => told.push([...ids, status, ...(error ? [error] : [])].join(' ')),
    },
    kept,
  );
  return {
    outbox,
    push: async (...ids: string[]) => {
      for (const id of ids) outbox.push({ to: SARA, message: entry(id) });
      await new Promise(setImmediate);
    },
    sent,
    told,
    kept: () => kept.map(({ message }) => `${message.id} ${message.status}`),
    cut: () => {
      up = false;
      outbox.interrupted();
    },
    mend: () => {
      up = true;
      outbox.run();
    },
  };
}

describe('H22 the outbox', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  test('sends the next when the one before is confirmed', async () => {
    const { outbox, push, sent, told, kept } = setUp();
    await push('a', 'b', 'c');
    assert.deepEqual([sent, kept()], [['a'], ['a sending', 'b sending', 'c sending']]);
    outbox.confirmed('a');
    assert.deepEqual(
      [sent, kept()],
      [
        ['a', 'b'],
        ['b sending', 'c sending'],
      ],
    );
    outbox.confirmed('b');
    outbox.confirmed('c');
    assert.deepEqual([sent, kept(), outbox.isEmpty], [['a', 'b', 'c'], [], true]);
    assert.deepEqual(told, ['a sent', 'b sent', 'c sent']);
  });

  test('what was under way when the line was cut goes again, in order', async () => {
    const { outbox, push, sent, cut, mend } = setUp();
    await push('a');
    await push('b');
    cut();
    await push('c');
    mend();
    for (const id of ['a', 'b', 'c']) outbox.confirmed(id);
    assert.deepEqual(sent, ['a', 'a', 'b', 'c']);
  });

  test('a page that comes later sends what the one before left', async () => {
    const { outbox, push, sent } = setUp({ kept: [{ to: SARA, message: entry('a') }] });
    await push('b');
    outbox.confirmed('a');
    assert.deepEqual(sent, ['a', 'b']);
  });

  test('a refused one says why, stays for somebody to decide, and stops nothing', async () => {
    const { outbox, push, sent, told, kept } = setUp();
    await push('a', 'b');
    outbox.refused('a', 'forbidden');
    assert.deepEqual(told, ['a failed forbidden']);
    assert.deepEqual(sent, ['a', 'b']);
    assert.deepEqual(kept(), ['a failed', 'b sending']);
    retry(outbox, 'a');
    outbox.confirmed('b');
    assert.deepEqual(sent, ['a', 'b', 'a'], 'a second try comes after what was written since');
    outbox.refused('a', 'forbidden');
    outbox.remove(['a']);
    assert.deepEqual(kept(), []);
  });

  test('asked to slow down, it waits and sends the same again', async () => {
    const { outbox, push, sent, told } = setUp();
    await push('a');
    await push('b');
    outbox.refused('a', 'rate_limited');
    mock.timers.tick(1000);
    assert.deepEqual([sent, told], [['a', 'a'], []]);
  });

  test('a change of a message goes out in order, and a refused one is taken back and gone', async () => {
    const { outbox, push, sent, told, kept } = setUp();
    await push('a');
    const body = { type: 'chat_delete', change_id: 'c', message_id: 'x' } as const;
    outbox.push({ to: SARA, message: { ...entry('c'), text: '' }, body, before: entry('x') });
    await push('b');
    outbox.confirmed('a');
    outbox.refused('c', 'forbidden');
    outbox.confirmed('b');
    assert.deepEqual(sent, ['a', 'x', 'b']);
    assert.deepEqual([told, kept()], [['a sent', 'c undone', 'b sent'], []]);
  });

  test('without an answer it goes three times, then it failed', async () => {
    const { push, sent, told } = setUp();
    await push('a');
    await push('b');
    mock.timers.tick(10_000);
    mock.timers.tick(10_000);
    assert.deepEqual([sent, told], [['a', 'a', 'a'], []]);
    mock.timers.tick(10_000);
    assert.deepEqual([sent, told], [['a', 'a', 'a', 'b'], ['a failed']]);
  });

  test('a server that confirms nothing is believed', async () => {
    const { push, sent, told } = setUp({ acks: false });
    await push('a', 'b');
    assert.deepEqual(
      [sent, told],
      [
        ['a', 'b'],
        ['a sent', 'b sent'],
      ],
    );
  });

  test('it is bounded', async () => {
    const { outbox, push, cut } = setUp();
    cut();
    for (let i = 0; i < MAX_UNSENT; i++) {
      assert.ok(!outbox.isFull);
      await push(`m${i}`);
    }
    assert.ok(outbox.isFull);
  });

  test('nothing goes out before it is kept, unless the disk takes too long', async () => {
    let written = (): void => {};
    const { outbox, sent } = setUp({ store: () => new Promise((done) => (written = done)) });
    outbox.push({ to: SARA, message: entry('a') });
    outbox.run();
    assert.deepEqual(sent, []);
    written();
    await new Promise(setImmediate);
    assert.deepEqual(sent, ['a']);
    outbox.confirmed('a');
    outbox.push({ to: SARA, message: entry('b') });
    mock.timers.tick(500);
    assert.deepEqual(sent, ['a', 'b']);
    outbox.close();
    outbox.push({ to: SARA, message: entry('c') });
    mock.timers.tick(500);
    assert.deepEqual(sent, ['a', 'b'], 'nothing after sign-out');
  });

  test('a receipt for what was never confirmed confirms it', async () => {
    const { outbox, push, sent, kept } = setUp();
    await push('a', 'b');
    outbox.remove(['a']);
    assert.deepEqual([sent, kept()], [['a', 'b'], ['b sending']]);
  });
});
