import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TimelineEntry } from '../../../src/chat/types.js';
import { together } from '../../../src/ui/conversation/timeline.js';
import { LogWindow } from '../../../src/ui/conversation/window.js';
import { seeded } from '../../fakes/random.js';

/** Each entry `gap(i)` minutes after the one before. */
function talk(count: number, gap: (i: number) => number, from = 0): TimelineEntry[] {
  let at = 0;
  return Array.from({ length: count }, (_, i) => {
    at += gap(i) * 60_000;
    return { entry: 'message', id: `m${from + i}`, mine: false, text: 'x', at, status: 'read' };
  });
}

const ids = (window: LogWindow): string[] =>
  window
    .chunks()
    .flat()
    .map(({ id }) => id);

describe('the part of a conversation that is drawn', () => {
  test('is the last hundred, and grows by a hundred, a few in each frame', () => {
    const window = new LogWindow();
    window.update(
      talk(450, () => 1),
      true,
    );
    assert.equal(ids(window)[0], 'm350');
    assert.equal(window.previous?.id, 'm349');
    assert.ok(window.grow());
    let before = ids(window).length;
    assert.ok(before < 130, 'a part of them at once');
    while (window.next()) {
      assert.ok(ids(window).length - before <= 20);
      before = ids(window).length;
    }
    assert.deepEqual(ids(window).slice(0, 1), ['m250']);
    assert.equal(before, 200);
  });

  test('older ones that come in are drawn above, a few in each frame; and nothing is left to grow at the first', () => {
    const window = new LogWindow();
    const recent = talk(90, () => 1, 1_000);
    window.update(recent, true);
    assert.equal(ids(window).length, 90);
    assert.equal(window.grow(), false);
    assert.equal(window.next(), false);
    assert.ok(window.update([...talk(50, () => 1), ...recent], false));
    assert.ok(ids(window).includes('m1000'));
    while (window.next());
    assert.equal(ids(window)[0], 'm0');
    assert.equal(ids(window).length, 140);
  });

  test('parts no group that is short, loses and doubles nothing, and keeps its bounds while one writes', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = seeded(seed);
      const entries = talk(300, () => (random.chance(0.4) ? 1 : 0));
      const window = new LogWindow();
      window.update(entries.slice(0, 200), true);
      const bounds = (): string[] => window.chunks().map(([first]) => first?.id ?? '');
      for (let count = 201; count <= 300; count++) {
        const before = bounds();
        window.update(entries.slice(0, count), false);
        assert.deepEqual(bounds().slice(0, before.length), before);
      }
      while (window.grow()) while (window.next());
      assert.deepEqual(
        ids(window),
        entries.map(({ id }) => id),
      );
      for (const [first] of window.chunks()) {
        const at = entries.findIndex(({ id }) => id === first?.id);
        let [from, to] = [at, at];
        while (together(entries[from - 1], entries[from])) from -= 1;
        while (together(entries[to - 1], entries[to])) to += 1;
        assert.ok(from === at || to - from >= 10, 'only a long group is parted');
      }
    }
  });

  test('all within one minute is drawn as well, in chunks', () => {
    const window = new LogWindow();
    window.update(
      talk(1_000, () => 0),
      true,
    );
    assert.equal(ids(window).at(-1), 'm999');
    assert.ok(ids(window).length > 80);
    for (const chunk of window.chunks()) assert.ok(chunk.length < 20);
  });
});
