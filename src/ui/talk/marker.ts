import { html } from 'lit';
import type { Range } from './fold.js';

/** Draws pieces of a text, one after the other, with those ranges of the whole marked. Text stays text. */
export function marker(ranges: readonly Range[]): (piece: string) => unknown {
  let end = 0;
  return (piece) => {
    const start = end;
    end += piece.length;
    const drawn: unknown[] = [];
    let done = 0;
    for (const [from, to] of ranges) {
      if (to <= start || from >= end) continue;
      const at = Math.max(from - start, 0);
      drawn.push(piece.slice(done, at));
      done = to - start;
      drawn.push(html`<mark>${piece.slice(at, done)}</mark>`);
    }
    return drawn.length ? [...drawn, piece.slice(done)] : piece;
  };
}
