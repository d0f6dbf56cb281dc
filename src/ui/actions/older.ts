import type { LitElement } from 'lit';
import type { ExtrasHost } from '../conversation/extras.js';

/** A page that has not come after this many milliseconds does not. */
const PAGE_MS = 10_000;
/** Between two pages of older messages, in milliseconds: a back end may allow five frames a second. */
const APART_MS = 250;
/** Pages until one is asked to go on: some 4000 messages of the packaged server, in 10 s. */
const PAGES = 40;

/** Asks for a page of what was said before the first message that is here. Whether there may be more after it. */
function askOlder(host: ExtrasHost, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (more: boolean): void => {
      clearTimeout(timer);
      resolve(more);
    };
    const timer = setTimeout(() => done(false), PAGE_MS);
    signal.addEventListener('abort', () => done(false));
    host.ask('act', { act: 'older', tell: done });
  });
}

/** What came is here: the modal around the conversation hands it down with its next frame. */
async function drawn(host: ExtrasHost): Promise<void> {
  const root = host.getRootNode();
  if (root instanceof ShadowRoot) await (root.host as LitElement).updateComplete;
  await host.updateComplete;
}

/**
 * Page by page, until one holds what is wanted.
 * @param isThere asked after each page, when that is drawn
 * @returns whether there may be more; `null`: aborted
 */
export async function lookBack(
  host: ExtrasHost,
  isThere: () => boolean,
  signal: AbortSignal,
): Promise<boolean | null> {
  let isMore = true;
  for (let page = 0; page < PAGES && isMore && !isThere(); page++) {
    isMore = await askOlder(host, signal);
    if (isMore) await new Promise((resolve) => setTimeout(resolve, APART_MS));
    await drawn(host);
    if (signal.aborted) return null;
  }
  return isMore;
}
