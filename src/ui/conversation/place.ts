/** Where somebody reads in a conversation. Loaded when one scrolls up, or did on the page before. */
import type { TimelineEntry } from '../../chat/types.js';

/** The conversation, as this part sees it. */
export interface PlaceHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly updateComplete: Promise<boolean>;
  readonly unreadFrom: string;
  /** The key under which its place is kept. */
  readonly placeKey: string;
  readonly window: { grow(): boolean; chunks(): (readonly TimelineEntry[])[] };
  readonly stick: { fresh(): number | null; scrolled(): void };
  requestUpdate(): void;
}

/** Three quarters of a second: a hundred more above take 20 frames to come in, and heights were seen to settle within four. */
const SETTLE_FRAMES = 45;

/** A scroll that rests this long, in milliseconds, is where one reads: looked at in each frame it took half a millisecond of it. */
const REST_MS = 150;

const followed = new WeakSet<Element>();

/** Goes back to where one read, unless there is news; from then on remembers that place while one is not at the end. */
export async function keepPlace(host: PlaceHost): Promise<void> {
  const log = host.renderRoot.querySelector('.log');
  if (!log) return;
  await restore(host, log);
  if (followed.has(log)) return;
  followed.add(log);
  const keep = (): void => {
    // closed since: what was kept before still holds
    if (!log.clientHeight) return;
    const place = host.stick.fresh() === null ? '' : placeIn(host, log);
    if (place) sessionStorage.setItem(host.placeKey, place);
    else sessionStorage.removeItem(host.placeKey);
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (): void => {
    clearTimeout(timer);
    removeEventListener('pagehide', settle);
    attempt(keep);
  };
  log.addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = setTimeout(settle, REST_MS);
    // a page that goes before has it written then
    addEventListener('pagehide', settle);
  });
  // news lead to them, or to the end: that scroll may have been before anybody listened
  if (host.stick.fresh() !== null || host.unreadFrom) attempt(keep);
}

/** What is on top of the view, and how far from its edge in CSS pixels. */
function placeIn({ window }: PlaceHost, log: Element): string {
  const { top } = log.getBoundingClientRect();
  const isSeen = (one: Element): boolean => one.getBoundingClientRect().bottom > top;
  const chunks = [...log.querySelectorAll('.chunk')];
  const at = chunks.findIndex(isSeen);
  const rows = rowsIn(chunks[at]);
  const row = rows.findIndex(isSeen);
  const id = window.chunks()[at]?.[row]?.id;
  return id ? `${Math.round((rows[row]?.getBoundingClientRect().top ?? top) - top)} ${id}` : '';
}

async function restore(host: PlaceHost, log: Element): Promise<void> {
  const [, offset, id] =
    /^(-?\d+) (.+)$/s.exec(attempt(() => sessionStorage.getItem(host.placeKey)) ?? '') ?? [];
  if (!id || host.unreadFrom || host.stick.fresh() !== null) return;
  const { window } = host;
  const find = (): Element | undefined => {
    const chunks = window.chunks();
    const at = chunks.findIndex((entries) => entries.some((one) => one.id === id));
    const row = chunks[at]?.findIndex((one) => one.id === id) ?? -1;
    return rowsIn(log.querySelectorAll('.chunk')[at])[row];
  };
  const isDrawn = (): boolean =>
    window
      .chunks()
      .flat()
      .some((one) => one.id === id);
  while (!isDrawn()) if (!window.grow()) return;
  host.requestUpdate();
  await host.updateComplete;
  // What was not laid out before it came near has its real height only then, and older ones may be drawn above it.
  let frames = SETTLE_FRAMES;
  // also on the way to the latest message, which is not in the log
  for (const by of ['wheel', 'touchmove', 'pointerdown', 'click', 'keydown'])
    host.renderRoot.addEventListener(by, () => (frames = 0), { once: true, passive: true });
  const go = (): void => {
    const row = find();
    if (!row || frames-- <= 0) return;
    const off = row.getBoundingClientRect().top - log.getBoundingClientRect().top - Number(offset);
    if (Math.abs(off) >= 1) {
      log.scrollTop += off;
      host.stick.scrolled();
    }
    requestAnimationFrame(go);
  };
  go();
}

/** One for each entry: messages are in groups, calls are not. */
function rowsIn(chunk: Element | undefined): Element[] {
  return [...(chunk?.querySelectorAll('.group > *, .entry') ?? [])];
}

/** Storage may be refused. */
function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}
