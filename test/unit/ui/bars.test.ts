import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attachment } from '../../../src/protocol/attachments.js';
import { barsOf, drawnBars } from '../../../src/ui/files/bars.js';

test('the loudest part of a sound is a whole bar, silence none, and quiet is not drawn as loud', () => {
  const loud = Float32Array.from({ length: 9600 }, (_, i) => (i < 4800 ? 0 : 0.5 * Math.sin(i)));
  const bars = barsOf(loud);
  assert.equal(bars.length, 48);
  assert.deepEqual([bars[0], bars[23]], [0, 0]);
  assert.ok(bars.slice(24).every((bar) => bar > 95 && bar <= 100));
  assert.ok(Math.max(...barsOf(loud.map((sample) => sample / 1000))) < 25);
  assert.deepEqual(new Set(barsOf([])), new Set([0]));
});

test('a sound of a few samples has its bars too, and the wire takes what is measured', () => {
  assert.deepEqual(barsOf([1, 1], 4), [100, 100, 100, 100]);
  const file = { url: 'https://files.test/1', name: 'a', size: 1, type: 'audio/webm' };
  const waveform = barsOf(Float32Array.from({ length: 777 }, (_, i) => Math.sin(i * i)));
  assert.deepEqual(attachment({ ...file, waveform }, 'attachments').waveform, waveform);
});

test('bars stand at the end of the room that they have', () => {
  const [first = '', last = ''] = drawnBars([0, 100], 4);
  assert.match(first, /^M125\.0 21\.0v2\.0$/);
  assert.match(last, /^M175\.0 4\.0v36\.0$/);
});
