import { render } from 'lit';
import { menuButton } from '../button.js';
import type { ExtrasHost, Wish } from './extras.js';

/** How long a finger rests on a message until its menu opens, in milliseconds: what Android and iOS wait. */
const PRESS_MS = 500;
const KEYS = /^((Shift)?(Enter| |Arrow(Up|Down)|ContextMenu)|ShiftF10)$/;

/**
 * What leads to the menu of a message: with a mouse a button beside it, else a finger that rests on it, and keys. What it then
 * takes loads then.
 */
export function messageRows(host: ExtrasHost, reach: (wish: Wish) => void): void {
  const { renderRoot } = host;
  const dots = document.createElement('span');
  dots.className = 'beside';
  let pressing: ReturnType<typeof setTimeout> | undefined;

  const handle = (event: Event): void => {
    const { type, pointerType, key, shiftKey } = event as PointerEvent & KeyboardEvent;
    const target = event.target as Element;
    const row = target.closest<HTMLElement>('p.bubble');
    clearTimeout(pressing);
    if (!row) return;
    const open = (): void => reach({ type: 'row', row, key });
    const isFinger = pointerType === 'touch' && !target.closest('a, button');
    if (type === 'pointerover' && pointerType !== 'touch') {
      render(menuButton('dots', 'message-menu-button', host.strings.actions, open), dots);
      // put in anew it would be pointed at anew
      if (dots.parentNode !== row) row.append(dots);
    } else if (type === 'pointerdown' && isFinger) {
      pressing = setTimeout(open, PRESS_MS);
    } else if (
      // the browser's own menu stays for the mouse
      type === 'contextmenu' ? isFinger : target === row && KEYS.test((shiftKey ? 'Shift' : '') + key)
    ) {
      event.preventDefault();
      event.stopPropagation();
      open();
    }
  };
  for (const type of ['pointerover', 'pointerdown', 'pointerup', 'pointercancel', 'contextmenu', 'keydown'])
    renderRoot.addEventListener(type, handle);
}

/**
 * Tab leads to one message: the last, unless one is among them.
 * @returns makes it another one
 */
export function tabStop(host: ExtrasHost): ExtrasHost['lead'] {
  let stop: HTMLElement | undefined;
  const lead: ExtrasHost['lead'] = (row) => {
    const rows = host.renderRoot.querySelectorAll<HTMLElement>('p.bubble');
    if (stop) stop.tabIndex = -1;
    stop = row ?? rows[rows.length - 1];
    if (!stop) return;
    stop.tabIndex = 0;
    stop.setAttribute('role', 'group');
    const said = stop.textContent.replaceAll(/\s+/g, ' ').trim();
    stop.setAttribute('aria-label', `${said}. ${host.strings.actions}`);
  };
  host.addController({
    hostUpdated: () => (stop?.isConnected && host.shadowRoot?.activeElement?.closest('.view')) || lead(),
  });
  lead();
  return lead;
}
