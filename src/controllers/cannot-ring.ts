import type { Strings } from '../i18n/en.js';
import { CcmCannotRing } from '../ui/cannot-ring.js';

/** An allowed AudioContext takes up to about 100 ms to run. */
const GRACE_MS = 300;
/** What counts as a gesture (HTML, "activation triggering input event"). */
const GESTURES = ['pointerdown', 'pointerup', 'keydown'];

interface Host {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * Shows in the element that this page cannot ring yet, until the first gesture in the page, whatever it was meant for. Shows
 * nothing where sound may play: an address that people often hear sound from, a page that a click led to.
 */
export async function showCannotRing({ renderRoot }: Host, strings: Strings): Promise<void> {
  const chip = new CcmCannotRing();
  chip.strings = strings;
  const abort = new AbortController();
  const armed = (): void => {
    if (navigator.userActivation?.hasBeenActive === false) return;
    abort.abort();
    chip.remove();
  };
  for (const gesture of GESTURES)
    document.addEventListener(gesture, armed, { capture: true, signal: abort.signal });
  // a driver or an assistive tool clicks without any of those
  chip.addEventListener('click', () => chip.remove());
  if (await maySound()) abort.abort();
  else if (!abort.signal.aborted) renderRoot.append(chip);
}

async function maySound(): Promise<boolean> {
  try {
    const context = new AudioContext();
    if (context.state !== 'running')
      await new Promise((resolve) => {
        context.onstatechange = resolve;
        setTimeout(resolve, GRACE_MS);
      });
    const runs = (context.state as string) === 'running';
    void context.close();
    return runs;
  } catch {
    return true; // no sound device, or no Web Audio: no click would help
  }
}
