import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { leaveTurned, takeTurned } from '../../../src/storage/turned.js';

const BACK = { facingMode: { exact: 'environment' } };
const kept = new Map<string, string>();
Object.assign(globalThis, {
  sessionStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  },
});

beforeEach(() => kept.clear());

test('H16 a camera that was turned round is there for the next page, once', () => {
  leaveTurned('mark', BACK);
  assert.deepEqual(takeTurned('mark'), BACK);
  assert.equal(takeTurned('mark'), null);
});

test('H16 after 30 s the call is over, and the next one begins with the usual camera', () => {
  leaveTurned('mark', BACK);
  const later = Date.now() + 30_000;
  mock.method(Date, 'now', () => later);
  assert.equal(takeTurned('mark'), null);
  mock.restoreAll();
});

test('nothing that was left, and what nobody of ours left', () => {
  leaveTurned('mark', null);
  assert.equal(takeTurned('mark'), null);
  kept.set('mark', 'no JSON');
  assert.equal(takeTurned('mark'), null);
});
