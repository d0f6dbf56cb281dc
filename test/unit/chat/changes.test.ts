import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { caughtUp, changed, MAX_REACTIONS, postponed, withChange } from '../../../src/chat/changes.js';
import type { Early } from '../../../src/chat/changes.js';
import type { MessageEntry } from '../../../src/chat/types.js';
import type { ChatChange } from '../../../src/protocol/frames.js';
import { isEmoji } from '../../../src/protocol/emoji.js';

const message = (mine: boolean, id = 'm'): MessageEntry => ({
  ...{ entry: 'message', id, mine, text: 'Hello', at: 1, status: 'read', cursor: '1' },
});
let ids = 0;
const about = (cursor?: string, message_id = 'm') => ({
  ...{ change_id: `c${++ids}`, message_id },
  ...(cursor && { cursor }),
});
const edit = (text: string, cursor?: string): ChatChange => ({ type: 'chat_edit', ...about(cursor), text });
const remove = (cursor?: string): ChatChange => ({ type: 'chat_delete', ...about(cursor) });
const react = (emoji: string, active = true, cursor?: string): ChatChange => ({
  ...{ type: 'chat_reaction', ...about(cursor), emoji, active },
});

/** Every order of a few. */
const orders = <T>(all: readonly T[]): T[][] =>
  all.length < 2
    ? [[...all]]
    : all.flatMap((one) => orders(all.filter((x) => x !== one)).map((o) => [one, ...o]));

describe('changes of a message', () => {
  test('the last edit wins in whatever order they come, and says that it is one', () => {
    const edits = [edit('one', '5'), edit('two', '7'), edit('three', '10')];
    for (const order of orders(edits)) {
      const now = order.reduce((entry, each) => changed(entry, each, true), message(true));
      assert.deepEqual([now.text, now.more?.edited], ['three', '10']);
    }
  });

  test('X2 nobody edits or deletes what the other wrote', () => {
    for (const mine of [true, false])
      for (const change of [edit('mine now'), remove()]) {
        const entry = message(mine);
        assert.equal(changed(entry, change, !mine), entry);
        assert.notEqual(changed(entry, change, mine), entry);
      }
  });

  test('what is deleted has no text and no reactions, and stays so in whatever order things come', () => {
    const all: [ChatChange, boolean][] = [
      [edit('again', '5'), true],
      [react('👍', true, '6'), false],
      [remove('7'), true],
    ];
    for (const order of orders(all)) {
      const now = order.reduce((entry, [each, own]) => changed(entry, each, own), message(true));
      assert.deepEqual([now.text, now.more, now.cursor, now.at], ['', { deleted: true }, '1', 1]);
    }
  });

  test('a reaction is one for each side and emoji; the last word about it counts', () => {
    const all = [react('👍', true, '5'), react('👍', false, '7'), react('👍', true, '9')];
    for (const order of orders(all)) {
      const now = order.reduce((entry, each) => changed(entry, each, false), message(true));
      assert.deepEqual(
        now.more?.reactions?.filter(({ active }) => active).map(({ mine }) => mine),
        // an older word that is not known yet may say nothing
        [false],
      );
    }
    const both = changed(changed(message(true), react('👍'), true), react('👍'), false);
    assert.equal(both.more?.reactions?.length, 2);
    const twice = changed(both, react('👍'), true);
    assert.equal(twice, both, 'the same again is the same');
  });

  test('X6 a reaction is an emoji: markup, words and what is long are refused', () => {
    for (const good of ['👍', '❤️', '👍🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇩🇪', '1️⃣', '👩🏽‍❤️‍💋‍👨🏼']) assert.ok(isEmoji(good), good);
    for (const bad of ['', '1', '<b>', 'ok', '👍<img src=x onerror=alert(1)>', '👍'.repeat(5000), '👍 '])
      assert.equal(changed(message(true), react(bad), false).more, undefined, bad.slice(0, 20));
  });

  test('a flood of reactions takes no memory', () => {
    const many = Array.from({ length: 200 }, (_, i) => String.fromCodePoint(0x1f600 + (i % 70), 0x1f400 + i));
    const now = many.reduce((entry, emoji) => changed(entry, react(emoji), false), message(true));
    assert.equal(now.more?.reactions?.length, MAX_REACTIONS);
  });

  test('a change that comes before its message waits for it, in order, and only so many do', () => {
    assert.equal(withChange([], edit('late', '5'), true), null);
    let early: readonly Early[] = [];
    for (const change of [edit('one', '5'), react('👍', true, '6'), edit('two', '7')])
      early = postponed(early, { change, isOwn: true });
    early = postponed(early, { change: { ...remove(), message_id: 'other' }, isOwn: true });
    const then = caughtUp([message(true)], early);
    assert.equal(then.early.length, 1);
    const [entry] = then.timeline;
    assert.ok(entry?.entry === 'message');
    assert.deepEqual([entry.text, entry.more?.reactions?.length], ['two', 1]);
    for (let i = 0; i < 1000; i++) early = postponed(early, { change: edit(`${i}`), isOwn: true });
    assert.equal(early.length, 200);
  });
});
