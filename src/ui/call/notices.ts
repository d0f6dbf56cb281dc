import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { circleAlert, micOff } from '../icons-lazy.js';

/** One card: calm, and the call goes on. */
export function note(content: unknown, kind = ''): TemplateResult {
  return html`<div class="note box ${kind}" part="notice">${kind ? micOff : circleAlert}${content}</div>`;
}

/** Somebody is muted. `key`: what ends it, where there is a keyboard. */
export function mutedHint(text: string, key = ''): TemplateResult {
  return note(html`<p>${text} <span class="keys">${key}</span></p>`, 'hint');
}
