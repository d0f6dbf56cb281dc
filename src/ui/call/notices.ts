import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { MediaProblem } from '../../call/snapshot.js';
import type { Strings } from '../../i18n/en.js';
import { iconButton } from '../button.js';
import { x } from '../icons.js';
import { circleAlert, micOff } from '../icons-lazy.js';
import { problemText } from './problems.js';

/** One card: calm, and the call goes on. */
function note(content: unknown, kind = ''): TemplateResult {
  return html`<div class="note box ${kind}" part="notice">${kind ? micOff : circleAlert}${content}</div>`;
}

/** A device that did not come, with its remedy. */
export function problemNotice(problem: MediaProblem, strings: Strings, dismiss: () => void): TemplateResult {
  const { title, remedy } = problemText(problem, strings);
  return note([
    html`<p><b>${title}</b>${remedy}</p>`,
    iconButton('', 'dismiss-notice', `${strings.dismiss}: ${title}`, x, dismiss),
  ]);
}

/** A line: what the browser will ask for, or that nothing is heard. */
export function lineNotice(text: string | false | null): TemplateResult | typeof nothing {
  return text ? note(html`<p>${text}</p>`) : nothing;
}

/** Somebody is muted. `key`: what ends it, where there is a keyboard. */
export function mutedHint(text: string, key = ''): TemplateResult {
  return note(html`<span>${text} <span class="keys">${key}</span></span>`, 'hint');
}
