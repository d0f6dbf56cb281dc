import type { ExtrasHost } from '../conversation/extras.js';
import { lookBack } from './older.js';

/** How long a message that was jumped to stands out, in milliseconds. */
const SHOWN_MS = 1600;

/** The place of a message among the drawn ones, counted from the end; -1 when it is not drawn. */
function placeOf({ window }: ExtrasHost, id: string): number {
  const drawn = window.chunks().flat();
  const messages = drawn.filter(({ entry }) => entry === 'message');
  const at = messages.findIndex((one) => one.id === id);
  return at < 0 ? -1 : messages.length - 1 - at;
}

/** The bubbles that are drawn, top to bottom. */
export function bubblesIn({ renderRoot }: ExtrasHost): HTMLElement[] {
  return [...renderRoot.querySelectorAll<HTMLElement>('p.bubble')];
}

/** In the log alone: `scrollIntoView` would move the dialog and the page too. */
function centre(bubble: HTMLElement): void {
  const log = bubble.closest('.log');
  const [view, box] = [log?.getBoundingClientRect(), bubble.getBoundingClientRect()];
  if (log && view) log.scrollTop += (box.top + box.bottom - view.top - view.bottom) / 2;
}

/**
 * Jumps to a message, drawing as much above as it takes. One that is not here is asked for, page by page; one that nobody has is left
 * alone. `''`: what was asked for is not wanted any more.
 */
export function reveal(host: ExtrasHost): (id: string) => void {
  let wanted = '';
  let looking = new AbortController();
  const hostUpdated = (): void => {
    if (!wanted) return;
    const bubble = bubblesIn(host).at(-1 - placeOf(host, wanted));
    wanted = '';
    if (!bubble) return;
    centre(bubble);
    // what is drawn there for the first time may be taller than it was taken for
    requestAnimationFrame(() => centre(bubble));
    bubble.classList.add('shown');
    setTimeout(() => bubble.classList.remove('shown'), SHOWN_MS);
  };
  host.addController({ hostUpdated, hostDisconnected: () => looking.abort() });
  const show = (id: string): void => {
    while (placeOf(host, id) < 0 && host.window.grow());
    wanted = id;
    host.requestUpdate();
  };
  return (id) => {
    looking.abort();
    looking = new AbortController();
    const isHere = (): boolean => host.entries.some((one) => one.id === id);
    if (isHere()) show(id);
    else if (id)
      void lookBack(host, isHere, looking.signal).then((more) => more !== null && isHere() && show(id));
  };
}
