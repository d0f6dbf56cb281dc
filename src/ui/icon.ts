import { html } from 'lit';
import type { TemplateResult } from 'lit';

/**
 * One Lucide icon from the data of its path: 24 units wide, drawn in the text's colour, `--i` tall; `base` has its look.
 * Decorative: the control carries the name.
 */
export function icon(path: string): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}
