import type { TimelineEntry } from '../../chat/types.js';
import { together } from './timeline.js';

/** Entries that are drawn at first, and that each look further up adds. */
const STEP = 100;
/**
 * Entries of a chunk: what has not changed in one is not drawn again, and one out of sight is not laid out. What comes in above
 * comes a chunk at a time: to draw ten takes less than a frame, and fifty took two (docs/benchmarks.md).
 */
const CHUNK = 10;

/** The part of a long conversation that is drawn: the last entries, and more for who scrolls up. */
export class LogWindow {
  private start = 0;
  private before: readonly TimelineEntry[] = [];
  /** How many more are still to be drawn above, a chunk after the other. */
  private owed = 0;

  /** There are other entries now. `reset`: it is drawn from the end anew. `true`: older ones came in above. */
  update(entries: readonly TimelineEntry[], reset: boolean): boolean {
    const latest = Math.max(0, aligned(entries.length - STEP));
    // older ones came in before the first: what was drawn is still drawn
    const [first] = this.before;
    const added = first && first !== entries[0] ? entries.findIndex(({ id }) => id === first.id) : 0;
    this.before = entries;
    if (reset || added < 0 || this.start > entries.length) {
      this.start = latest;
      this.owed = 0;
    } else if (added) {
      this.start = aligned(this.start + added);
      this.grow();
    }
    return !reset && added > 0;
  }

  /** Draws the first of more. `false`: everything that is here is drawn. */
  grow(): boolean {
    const more = this.start > 0;
    this.owed = STEP;
    this.next();
    return more;
  }

  /** Draws the next chunk of what `grow` was asked for. `false`: that is drawn. */
  next(): boolean {
    const { start, owed } = this;
    this.start = Math.max(0, start - Math.min(owed, CHUNK));
    this.owed = Math.max(0, owed - CHUNK);
    return this.start < start;
  }

  /** Far more is drawn than who is at the end looks at. */
  get isLong(): boolean {
    return this.before.length - this.start > 2 * STEP;
  }

  /** What is drawn, in pieces whose bounds stay while entries are added, and that part no group. */
  chunks(): (readonly TimelineEntry[])[] {
    const { before } = this;
    const chunks = [];
    for (let i = this.first, end; i < before.length; i = end) {
      end = this.bound(aligned(i) + CHUNK);
      chunks.push(before.slice(i, end));
    }
    return chunks;
  }

  /** What stands before what is drawn. */
  get previous(): TimelineEntry | undefined {
    return this.before[this.first - 1];
  }

  private get first(): number {
    return this.bound(this.start);
  }

  /** Where a chunk that begins about here begins: with a group, unless that is a long one. */
  private bound(index: number): number {
    const { before } = this;
    const last = index + CHUNK - 1;
    while (index < last && together(before[index - 1], before[index])) index += 1;
    return index;
  }
}

const aligned = (index: number): number => Math.floor(index / CHUNK) * CHUNK;
