import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** One Lucide icon: 24 units wide, drawn in the text's colour, `--i` tall. Decorative: the control carries the name. */
export function icon(shapes: TemplateResult<2>): TemplateResult {
  return html`<svg
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.9"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shapes}
  </svg>`;
}
