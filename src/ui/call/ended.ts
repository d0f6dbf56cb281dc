import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CallSnapshot } from '../../call/snapshot.js';
import type { Strings } from '../../i18n/en.js';
import { phone, video } from '../icons.js';
import type { Request } from '../requests.js';

/** Reasons after which calling again makes no sense: the call is somewhere else. */
const elsewhere: readonly (string | null)[] = ['answered_elsewhere', 'declined_elsewhere', 'replaced'];

/** Under the reason: how long it lasted, and what the other side said while declining. */
export function endedDetails(call: CallSnapshot, strings: Strings): TemplateResult {
  return html`${call.duration ? html`<p class="sub">${strings.lasted(call.duration)}</p>` : nothing}
  ${call.declineMessage ? html`<p class="said" dir="auto">${call.declineMessage}</p>` : nothing}`;
}

/** What to do next. */
export function endedActions(
  call: CallSnapshot,
  strings: Strings,
  ask: (request: Request) => void,
): TemplateResult {
  const again = (): void => {
    ask(['ccm-call-again-request', { kind: call.kind }]);
  };
  const dismiss = (): void => {
    ask(['ccm-dismiss-request', undefined]);
  };
  return html`<div class="two">
    <button part="dismiss-button" @click=${dismiss}>${strings.backToChat}</button>
    ${
      elsewhere.includes(call.endReason)
        ? nothing
        : html`<button class="again" part="again-button" @click=${again}>
            ${call.kind === 'video' ? video : phone}${strings.callAgain}
          </button>`
    }
  </div>`;
}
