import type { TimelineEntry } from '../../chat/types.js';

/** Entries that are drawn at first, and that each look further up adds. */
const STEP = 100;
/** Entries of a chunk: what has not changed in one is not drawn again, and one out of sight is not laid out. */
const CHUNK = 50;

/** The part of a long conversation that is drawn: the last entries, and more for who scrolls up. */
export class LogWindow {
  private start = 0;
  private before: readonly TimelineEntry[] = [];

  /** There are other entries now. `reset`: it is drawn from the end anew. `true`: older ones came in above. */
  update(entries: readonly TimelineEntry[], reset: boolean): boolean {
    const latest = Math.max(0, aligned(entries.length - STEP));
    // older ones came in before the first: what was drawn is still drawn
    const [first] = this.before;
    const added = first && first !== entries[0] ? entries.findIndex(({ id }) => id === first.id) : 0;
    this.before = entries;
    if (reset || added < 0 || this.start > entries.length) this.start = latest;
    else if (added) this.start = Math.max(0, aligned(this.start + added - STEP));
    return !reset && added > 0;
  }

  /** `false`: everything that is here is drawn. */
  grow(): boolean {
    const more = this.start > 0;
    this.start = Math.max(0, this.start - STEP);
    return more;
  }

  /** Far more is drawn than who is at the end looks at. */
  get isLong(): boolean {
    return this.before.length - this.start > 2 * STEP;
  }

  /** What is drawn, in pieces whose bounds stay while entries are added. */
  chunks(): (readonly TimelineEntry[])[] {
    const chunks = [];
    for (let i = this.start; i < this.before.length; i += CHUNK) chunks.push(this.before.slice(i, i + CHUNK));
    return chunks;
  }

  /** What stands before what is drawn. */
  get previous(): TimelineEntry | undefined {
    return this.before[this.start - 1];
  }
}

const aligned = (index: number): number => Math.floor(index / CHUNK) * CHUNK;
