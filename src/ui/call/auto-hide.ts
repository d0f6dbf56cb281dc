import type { CcmElement } from '../element.js';

/** How long the controls stay without a pointer, in ms (the look: "hides after 3 s"). */
const patience = 3000;

/**
 * Hides the controls over moving pictures: what it returns turns true after three seconds without a pointer, never while
 * a control has focus, and never after a key or an assistive technology's click until a pointer moves again.
 */
export function autoHide(host: CcmElement, enabled: () => boolean): () => boolean {
  let hidden = false;
  let timer = 0;
  let keyboard = false;
  const set = (value: boolean): void => {
    if (hidden !== value) host.requestUpdate();
    hidden = value;
  };
  const stop = (): void => {
    clearTimeout(timer);
    timer = 0;
  };
  const show = (): void => {
    stop();
    set(false);
    if (enabled() && host.isConnected)
      timer = window.setTimeout(() => {
        // the stage itself may hold focus; a control must not
        const focused = host.shadowRoot?.activeElement;
        if (keyboard || (focused && !focused.matches('.stage'))) show();
        else set(true);
      }, patience);
  };
  for (const type of ['pointermove', 'pointerdown', 'keydown', 'click', 'focusin'])
    host.addEventListener(type, (event) => {
      if (type.startsWith('p')) keyboard = false;
      if (type === 'keydown' || (type === 'click' && !(event as MouseEvent).detail)) keyboard = true;
      show();
    });
  host.addController({
    hostDisconnected: stop,
    hostUpdated: () => {
      if (enabled() ? !timer : timer || hidden) show();
    },
  });
  return () => hidden;
}
