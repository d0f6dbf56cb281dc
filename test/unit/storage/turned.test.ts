import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { leaveTurned, MARK, takeTurned } from '../../../src/storage/turned.js';

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
  leaveTurned(BACK);
  assert.deepEqual(takeTurned(), BACK);
  assert.equal(takeTurned(), null);
});

test('H16 after 30 s the call is over, and the next one begins with the usual camera', () => {
  leaveTurned(BACK);
  const later = Date.now() + 30_000;
  mock.method(Date, 'now', () => later);
  assert.equal(takeTurned(), null);
  mock.restoreAll();
});

test('nothing that was left, and what nobody of ours left', () => {
  leaveTurned(null);
  assert.equal(takeTurned(), null);
  kept.set(MARK, 'no JSON');
  assert.equal(takeTurned(), null);
});
