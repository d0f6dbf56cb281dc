import type { ExtrasHost } from '../conversation/extras.js';

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

/** Jumps to a message, drawing as much above as it takes. One that is not here is left alone. */
export function reveal(host: ExtrasHost): (id: string) => void {
  let wanted = '';
  const hostUpdated = (): void => {
    if (!wanted) return;
    const bubble = bubblesIn(host).at(-1 - placeOf(host, wanted));
    wanted = '';
    bubble?.scrollIntoView({ block: 'center' });
    bubble?.classList.add('shown');
    setTimeout(() => bubble?.classList.remove('shown'), SHOWN_MS);
  };
  host.addController({ hostUpdated });
  return (id) => {
    if (!host.entries.some((one) => one.id === id)) return;
    while (placeOf(host, id) < 0 && host.window.grow());
    wanted = id;
    host.requestUpdate();
  };
}
