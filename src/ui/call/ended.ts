import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { phone, video } from '../icons.js';
import type { StageView } from './view.js';

/** Reasons after which calling again makes no sense: the call is somewhere else. */
const elsewhere = /elsewhere|replaced|moved/;

/** Under the reason: how long it lasted, and what the other side said while declining. */
export function endedDetails({ call, strings }: StageView): TemplateResult {
  return html`${call.duration ? html`<p class="sub">${strings.lasted(call.duration)}</p>` : nothing}
  ${call.declineMessage ? html`<p class="said" dir="auto">${call.declineMessage}</p>` : nothing}`;
}

/** What to do next. */
export function endedActions({ call, strings, ask }: StageView): TemplateResult {
  const { kind, endReason } = call;
  const again = (): void => ask('call-again', { kind });
  const dismiss = (): void => ask('dismiss');
  return html`<div class="two">
    <button class="big" part="dismiss-button" @click=${dismiss}>${strings.backToChat}</button>
    ${
      elsewhere.test(endReason ?? '')
        ? nothing
        : html`<button class="big white" part="again-button" @click=${again}>
            ${kind === 'video' ? video : phone}${strings.callAgain}
          </button>`
    }
  </div>`;
}
