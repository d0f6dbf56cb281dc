import type { TimelineEntry } from '../../chat/types.js';
import type { CcmElement } from '../element.js';

/** How far from the end still counts as the end, in CSS pixels: half a line, and room for fractions. */
const near = 24;

/** What keeps a log at its end. */
export interface Stick {
  /** The other side's entries that came while one was reading further up; `null` at the end. */
  readonly fresh: () => number | null;
  /**
   * There are other entries now; `follow` goes to the end whatever one was reading, or to the line above the entry `unread`,
   * where not all from there on fits.
   */
  readonly grew: (entries: readonly TimelineEntry[], follow: boolean, unread?: string) => void;
  readonly toLatest: () => void;
  readonly scrolled: () => void;
  /** More is about to be drawn above, and what `next` adds in the frames after. */
  readonly growing: (log: { next(): boolean }) => void;
}

/**
 * Keeps a log at its end while one is there, and counts what came while one was reading further up.
 * @param older one comes near the top: more is wanted there
 * @param leaves one is not at the end any more
 */
export function stickToEnd(host: CcmElement, older: () => void, leaves: () => void): Stick {
  let fresh: number | null = null;
  let seen: string | undefined;
  let top = 0;
  const log = (): Element => host.renderRoot.querySelector('.log')!;
  const set = (count: number | null): void => {
    if (fresh !== count) host.requestUpdate();
    fresh = count;
  };
  const toLatest = (): void => {
    log().scrollTo(0, log().scrollHeight);
    top = log().scrollTop;
    set(null);
  };
  const grew: Stick['grew'] = (entries, follow, unread) => {
    if (!follow && fresh !== null) return set(newAfter(seen, entries));
    seen = entries.at(-1)?.id;
    toLatest();
    if (!unread || !toLine(log())) return;
    seen = entries[entries.findIndex(({ id }) => id === unread) - 1]?.id;
    top = log().scrollTop;
    leaves();
    set(newAfter(seen, entries));
  };
  const scrolled = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = log();
    const up = scrollTop < top - 1;
    top = scrollTop;
    // only a person scrolls up; a log that became smaller or longer is caught up with
    if (scrollHeight - top - clientHeight <= near) return set(null);
    if (!up) return;
    if (fresh === null) leaves();
    set(fresh ?? 0);
    if (top > clientHeight) return;
    older();
  };
  keepAtEnd(host, log, () => {
    if (fresh === null) toLatest();
  });
  return { fresh: () => fresh, grew, toLatest, scrolled, growing: grower(host, log) };
}

/** How many of the other side's came after that one. */
function newAfter(seen: string | undefined, entries: readonly TimelineEntry[]): number {
  const from = entries.findIndex(({ id }) => id === seen);
  return entries.slice(from + 1).filter(({ mine }) => !mine).length;
}

/** To the line above what was not seen yet, unless that is in view. */
function toLine(log: Element): boolean {
  const line = log.querySelector('.new');
  const above = (): number =>
    line?.isConnected ? log.getBoundingClientRect().top - line.getBoundingClientRect().top : 0;
  if (above() <= 0) return false;
  const go = (): void => {
    log.scrollTop -= above();
  };
  go();
  // what is drawn there for the first time may be taller than it was taken for
  requestAnimationFrame(go);
  return true;
}

/** What is drawn above must not push down what one reads. Not every browser does it by itself. */
function grower(host: CcmElement, log: () => Element): Stick['growing'] {
  let fromEnd = NaN;
  const hostUpdated = (): void => {
    if (fromEnd) log().scrollTop = log().scrollHeight - fromEnd;
    fromEnd = NaN;
  };
  host.addController({ hostUpdated });
  const growing: Stick['growing'] = (window) => {
    fromEnd = log().scrollHeight - log().scrollTop;
    host.requestUpdate();
    // one that is asked for before a frame is drawn is for that frame
    requestAnimationFrame(() => requestAnimationFrame(() => window.next() && growing(window)));
  };
  return growing;
}

/** A smaller window or a taller field must not hide the end. */
function keepAtEnd(host: CcmElement, log: () => Element, resized: () => void): void {
  const sizes = new ResizeObserver(resized);
  host.addController({ hostUpdated: () => sizes.observe(log()), hostDisconnected: () => sizes.disconnect() });
}
