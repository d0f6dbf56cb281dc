import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

/** A button that shows a picture: its name is for assistive technology and for the tooltip, with the key that presses it. */
export function iconButton(
  look: string,
  part: string,
  label: string,
  content: unknown,
  click: () => void,
  key?: string,
): TemplateResult {
  return html`<button
    class=${look}
    part=${part}
    aria-label=${label}
    title=${key ? `${label} (${key})` : label}
    aria-keyshortcuts=${key ?? nothing}
    @click=${click}
  >
    ${content}
  </button>`;
}
