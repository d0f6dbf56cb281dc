import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { add, compareCursors, isUnread, setStatus, type Timeline } from '../../../src/chat/timeline.js';
import type { CallEntry, MessageEntry } from '../../../src/chat/types.js';

const message = (id: string, more: Partial<MessageEntry> = {}): MessageEntry => ({
  ...{ entry: 'message', id, mine: false, text: id, at: 0, status: 'sent' },
  ...more,
});
const call: CallEntry = {
  entry: 'call',
  id: 'call',
  mine: true,
  kind: 'voice',
  outcome: 'answered',
  duration: 1,
  at: 0,
};
const ids = (timeline: Timeline) => timeline.map(({ id }) => id).join(' ');
const build = (...entries: (MessageEntry | CallEntry)[]) => entries.reduce<Timeline>(add, []);

describe('a timeline', () => {
  test('orders by the server’s places, whenever they come, of any length', () => {
    const at = (cursor: string) => message(cursor, { cursor });
    assert.equal(ids(build(at('10'), at('9'), at('100'), at('11'))), '9 10 11 100');
    assert.ok(compareCursors('9', '10') < 0 && compareCursors('10', '10') === 0);
    assert.ok(
      compareCursors('12345678901234567891', '12345678901234567890') > 0,
      'beyond what a number can hold',
    );
  });

  test('without places it keeps the order of arrival', () => {
    assert.equal(ids(build(message('b'), message('a'), message('c'))), 'b a c');
  });

  test('a call stands once, as long as the longest that somebody knew of it', () => {
    const longer = { ...call, duration: 60, at: 1 };
    assert.deepEqual(build({ ...call, duration: 0 }, message('a'), longer, call), [longer, message('a')]);
  });

  test('what is on its way stands last, until it has its place', () => {
    const own = message('own', { mine: true, status: 'sending' });
    const before = build(message('1', { cursor: '1' }), own, message('3', { cursor: '3' }));
    assert.equal(ids(before), '1 3 own');
    const placed = add(before, { ...own, status: 'sent', cursor: '2' });
    assert.equal(ids(placed), '1 own 3');
    assert.equal(add(placed, { ...own, cursor: '9' }), placed, 'a place is for good');
  });

  test('every order of arrival ends in the same order', () => {
    const all = ['1', '2', '3', '4'].map((cursor) => message(cursor, { cursor, mine: cursor === '2' }));
    const orders = (list: MessageEntry[]): MessageEntry[][] =>
      list.length < 2
        ? [list]
        : list.flatMap((one) => orders(list.filter((other) => other !== one)).map((rest) => [one, ...rest]));
    for (const order of orders(all)) assert.equal(ids(build(call, ...order)), 'call 1 2 3 4');
  });

  test('a message and a call count once', () => {
    const once = build(message('1', { cursor: '1' }), call);
    assert.equal(add(once, message('1', { cursor: '1' })), once);
    assert.equal(add(once, call), once);
    assert.equal(
      ids(add(once, message('call'))),
      '1 call call',
      'a message with the id of a call is another entry',
    );
  });

  test('a new message comes after a call that was', () => {
    assert.equal(ids(build(message('1', { cursor: '1' }), call, message('2', { cursor: '2' }))), '1 call 2');
  });

  test('a status goes on and never back; of own messages or of the other side’s', () => {
    const start = build(message('1', { mine: true, status: 'sending' }), message('2'));
    const status = (timeline: Timeline, i: number) => (timeline[i] as MessageEntry).status;
    const read = setStatus(start, { mine: true, ids: ['1', '2'], status: 'read' });
    assert.deepEqual([status(read, 0), status(read, 1)], ['read', 'sent']);
    assert.equal(setStatus(read, { mine: true, ids: ['1'], status: 'delivered' }), read);
    assert.equal(setStatus(read, { mine: true, ids: ['1'], status: 'failed' }), read);
    const failed = setStatus(start, { mine: true, ids: ['1'], status: 'failed', error: 'forbidden' });
    assert.equal((failed[0] as MessageEntry).error, 'forbidden');
    const again = setStatus(failed, { mine: true, ids: ['1'], status: 'sending' });
    assert.equal(status(again, 0), 'sending');
    assert.ok(!('error' in (again[0] as MessageEntry)));
  });

  test('only what the other side wrote and nobody read is unread', () => {
    const all = [message('1'), message('2', { status: 'read' }), message('3', { mine: true }), call];
    assert.deepEqual(all.map(isUnread), [true, false, false, false]);
  });
});
