import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { MediaProblem } from '../../call/snapshot.js';
import type { Strings } from '../../i18n/en.js';
import { mic, x } from '../icons.js';
import { circleAlert, micOff } from '../icons-lazy.js';
import { problemText } from './problems.js';

/** Devices that did not come, each with its remedy: calm, dismissible, the call goes on. */
export function problemNotices(
  problems: readonly MediaProblem[],
  strings: Strings,
  dismiss: (problem: MediaProblem) => void,
): TemplateResult[] {
  return problems.map((problem) => {
    const { title, remedy } = problemText(problem, strings);
    return html`<div class="note" part="notice">
      ${circleAlert}
      <p><b>${title}</b>${remedy}</p>
      <button
        aria-label=${`${strings.dismiss}: ${title}`}
        title=${strings.dismiss}
        @click=${() => {
          dismiss(problem);
        }}
      >
        ${x}
      </button>
    </div>`;
  });
}

/** Before the browser asks: what it will ask for, and why. */
export function promptNotice(text: string): TemplateResult {
  return html`<div class="note" part="notice">
    ${mic}
    <p>${text}</p>
  </div>`;
}

/** A line of the owner's: another microphone took over, the network is poor. */
export function plainNotice(text: string): TemplateResult | typeof nothing {
  return text
    ? html`<div class="note" part="notice">
        ${circleAlert}
        <p>${text}</p>
      </div>`
    : nothing;
}

/** Shown while one is muted, with the key that ends it where there is a keyboard. */
export function mutedHint(strings: Strings): TemplateResult {
  return html`<div class="note hint" part="notice">
    ${micOff}<span>${strings.mutedHint} <span class="keys">${strings.mutedKey}</span></span>
  </div>`;
}

/** The peer has turned the microphone off. */
export function peerMutedHint(text: string): TemplateResult {
  return html`<div class="note hint" part="notice">${micOff}<span>${text}</span></div>`;
}
