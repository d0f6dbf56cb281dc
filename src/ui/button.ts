import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { ellipsisVertical } from './icons-lazy.js';

/**
 * A button that shows a picture: its name is for assistive technology and for the tooltip, with the key that presses it.
 * @param off why it does nothing now: then this is the tooltip, which screen readers say after the name. Not `disabled`: who
 *   cannot use it should be able to reach it and hear why
 */
export function iconButton(
  look: string,
  part: string,
  label: string,
  content: unknown,
  click: () => void,
  key?: string,
  off?: string | false,
): TemplateResult {
  return html`<button
    class=${look}
    part=${part}
    aria-label=${label}
    title=${off || (key ? `${label} (${key})` : label)}
    aria-keyshortcuts=${key ?? nothing}
    aria-disabled=${off ? 'true' : 'false'}
    @click=${click}
  >
    ${content}
  </button>`;
}

/** A button with three dots that opens a menu. */
export function menuButton(look: string, part: string, label: string, click: () => void): TemplateResult {
  return html`<button
    class=${look}
    part=${part}
    aria-label=${label}
    title=${label}
    aria-haspopup="menu"
    tabindex=${look === 'ib' ? 0 : -1}
    @click=${click}
  >
    ${ellipsisVertical}
  </button>`;
}
