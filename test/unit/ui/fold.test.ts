import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fold, rangesOf } from '../../../src/ui/talk/fold.js';

/** What is marked of a text. */
const marked = (text: string, wanted: string): string[] =>
  rangesOf(text, fold(wanted)).map(([from, to]) => text.slice(from, to));

describe('texts as search compares them', () => {
  test('large and small letters, with and without accents are one', () => {
    for (const [text, wanted] of [
      ['Crème BRÛLÉE', 'creme brulee'],
      ['cre\u0300me', 'CRÈME'],
      ['Straße', 'STRASSE'],
      ['ΟΔΥΣΣΕΥΣ', 'Ὀδυσσεύς'],
      ['İstanbul', 'istanbul'],
      ['шёлк', 'ШЕЛК'],
      ['مُعَلِّم', 'معلم'],
      ['أحـــمد', 'احمد'],
      ['שָׁלוֹם', 'שלום'],
      ['ｆｕｌｌ width', 'FULL WIDTH'],
      ['two\nlines', 'two lines'],
    ] as const)
      assert.equal(fold(text), fold(wanted), text);
  });

  test('vowel signs of scripts that cannot be read without are kept, and other words stay others', () => {
    for (const [a, b] of [
      ['कि', 'क'],
      ['น้ำ', 'นา'],
      ['か', 'が'],
      ['page 12', 'page 13'],
    ] as const)
      assert.notEqual(fold(a), fold(b));
  });

  test('what is marked is whole characters of the text itself', () => {
    assert.deepEqual(marked('Crème brûlée, crème', 'CREME'), ['Crème', 'crème']);
    assert.deepEqual(marked('a cre\u0300me\u0301 b', 'creme'), ['cre\u0300me\u0301']);
    assert.deepEqual(marked('Straße', 'ass'), ['aß']);
    assert.deepEqual(marked('Straße', 'as'), ['aß']);
    assert.deepEqual(marked('ßß', 'sss'), ['ßß']);
    assert.deepEqual(marked('one 👩‍💻 two', '👩‍💻 t'), ['👩‍💻 t']);
    assert.deepEqual(marked('aaaa', 'aa'), ['aa', 'aa']);
    assert.deepEqual(marked('anything', ''), []);
    assert.deepEqual(marked('<b>', '<B>'), ['<b>']);
  });
});
