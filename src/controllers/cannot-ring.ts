import type { Strings } from '../i18n/en.js';
import { CcmCannotRing } from '../ui/cannot-ring.js';

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
    if (isUntouched()) return;
    abort.abort();
    chip.remove();
  };
  for (const gesture of GESTURES)
    document.addEventListener(gesture, armed, { capture: true, signal: abort.signal });
  // a driver or an assistive tool clicks without any of those
  chip.addEventListener('click', () => chip.remove());
  if (!isUntouched() || !(await isRefused())) abort.abort();
  else if (!abort.signal.aborted) renderRoot.append(chip);
}

/** Nobody has clicked here; where the browser does not tell, somebody has. */
const isUntouched = (): boolean => navigator.userActivation?.hasBeenActive === false;

/** Whether sound is refused. Told at once, where an AudioContext is silent about it, and a slow machine's only late. */
async function isRefused(): Promise<boolean> {
  const policies = navigator as { getAutoplayPolicy?(what: 'audiocontext'): string };
  const audio = new Audio();
  const played = audio.play().catch((error: DOMException) => error.name);
  audio.pause();
  const told = policies.getAutoplayPolicy?.('audiocontext') ?? (await played);
  return told === 'disallowed' || told === 'NotAllowedError';
}
