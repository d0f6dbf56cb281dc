import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renewIn } from '../../../src/session/renewal.js';

const NOW = 1_800_000_000_000;
const turn = (username?: string): RTCIceServer => ({
  urls: 'turn:turn.example.com',
  credential: 'x',
  ...(username === undefined ? {} : { username }),
});
const endsIn = (seconds: number): RTCIceServer => turn(`${NOW / 1_000 + seconds}:7`);

test('H18 credentials are renewed after four fifths of their life, by the first that ends', () => {
  assert.equal(renewIn([{ urls: 'stun:stun.example.com' }, endsIn(600)], NOW), 480_000);
  assert.equal(renewIn([endsIn(600), endsIn(100)], NOW), 80_000);
  assert.equal(renewIn([turn(String(NOW / 1_000 + 100))], NOW), 80_000, 'the end alone');
});

test('H18 user names that tell no end are left alone', () => {
  assert.equal(
    renewIn([turn(), turn('sara'), turn('7:student'), { urls: 'stun:stun.example.com' }], NOW),
    null,
  );
});

test('H18 a clock that is wrong costs a restart every five minutes, not every moment', () => {
  assert.equal(renewIn([endsIn(-3_600)], NOW), 300_000);
  assert.equal(renewIn([endsIn(1)], NOW), 5_000);
  assert.equal(renewIn([endsIn(90 * 86_400)], NOW), 86_400_000, 'timers have 32 bits');
});
