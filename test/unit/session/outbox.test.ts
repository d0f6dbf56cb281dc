import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import type { MessageEntry, Unsent } from '../../../src/chat/types.js';
import type { ChatMessage } from '../../../src/protocol/frames.js';
import { MAX_UNSENT, Outbox } from '../../../src/session/delivery/outbox.js';

const SARA = { id: '7', type: 'student' };
const entry = (id: string): MessageEntry => ({
  ...{ entry: 'message', id, mine: true, text: id, at: 0, status: 'sending' },
});

/** An outbox, a line that a test cuts, and what a page that comes later would find. */
function setUp(options: { acks?: boolean; kept?: readonly Unsent[] } = {}) {
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
              typing: true,
              send: (body) => (sent.push((body as ChatMessage).message_id), true),
            }
          : null,
      save: (change) => {
        kept = change(kept);
        return Promise.resolve();
      },
      told: (ids, status, error) => told.push([...ids, status, ...(error ? [error] : [])].join(' ')),
    },
    kept,
  );
  return {
    outbox,
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

  test('sends the next when the one before is confirmed', () => {
    const { outbox, sent, told, kept } = setUp();
    for (const id of ['a', 'b', 'c']) outbox.push(SARA, entry(id));
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

  test('what was under way when the line was cut goes again, in order', () => {
    const { outbox, sent, cut, mend } = setUp();
    outbox.push(SARA, entry('a'));
    outbox.push(SARA, entry('b'));
    cut();
    outbox.push(SARA, entry('c'));
    mend();
    for (const id of ['a', 'b', 'c']) outbox.confirmed(id);
    assert.deepEqual(sent, ['a', 'a', 'b', 'c']);
  });

  test('a page that comes later sends what the one before left', () => {
    const { outbox, sent } = setUp({ kept: [{ to: SARA, message: entry('a') }] });
    outbox.push(SARA, entry('b'));
    outbox.confirmed('a');
    assert.deepEqual(sent, ['a', 'b']);
  });

  test('a refused one says why, stays for somebody to decide, and stops nothing', () => {
    const { outbox, sent, told, kept } = setUp();
    for (const id of ['a', 'b']) outbox.push(SARA, entry(id));
    outbox.refused('a', 'forbidden');
    assert.deepEqual(told, ['a failed forbidden']);
    assert.deepEqual(sent, ['a', 'b']);
    assert.deepEqual(kept(), ['a failed', 'b sending']);
    outbox.retry('a');
    outbox.confirmed('b');
    assert.deepEqual(sent, ['a', 'b', 'a'], 'a second try comes after what was written since');
    outbox.refused('a', 'forbidden');
    outbox.remove(['a']);
    assert.deepEqual(kept(), []);
  });

  test('asked to slow down, it waits and sends the same again', () => {
    const { outbox, sent, told } = setUp();
    outbox.push(SARA, entry('a'));
    outbox.push(SARA, entry('b'));
    outbox.refused('a', 'rate_limited');
    mock.timers.tick(1000);
    assert.deepEqual([sent, told], [['a', 'a'], []]);
  });

  test('without an answer it goes three times, then it failed', () => {
    const { outbox, sent, told } = setUp();
    outbox.push(SARA, entry('a'));
    outbox.push(SARA, entry('b'));
    mock.timers.tick(10_000);
    mock.timers.tick(10_000);
    assert.deepEqual([sent, told], [['a', 'a', 'a'], []]);
    mock.timers.tick(10_000);
    assert.deepEqual([sent, told], [['a', 'a', 'a', 'b'], ['a failed']]);
  });

  test('a server that confirms nothing is believed', () => {
    const { outbox, sent, told } = setUp({ acks: false });
    for (const id of ['a', 'b']) outbox.push(SARA, entry(id));
    assert.deepEqual(
      [sent, told],
      [
        ['a', 'b'],
        ['a sent', 'b sent'],
      ],
    );
  });

  test('it is bounded', () => {
    const { outbox, cut } = setUp();
    cut();
    for (let i = 0; i < MAX_UNSENT; i++) {
      assert.ok(!outbox.isFull);
      outbox.push(SARA, entry(`m${i}`));
    }
    assert.ok(outbox.isFull);
  });

  test('a receipt for what was never confirmed confirms it', () => {
    const { outbox, sent, kept } = setUp();
    for (const id of ['a', 'b']) outbox.push(SARA, entry(id));
    outbox.remove(['a']);
    assert.deepEqual([sent, kept()], [['a', 'b'], ['b sending']]);
  });
});
