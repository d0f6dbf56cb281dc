import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CallEntry, DeliveryStatus, MessageEntry } from '../../chat/types.js';
import type { Strings } from '../../i18n/en.js';
import { check, checkCheck, clock, phoneIncoming, phoneMissed, phoneOutgoing } from '../icons-lazy.js';
import { timeOf } from './dates.js';
import { linkify } from './linkify.js';

const ticks: Record<Exclude<DeliveryStatus, 'failed'>, TemplateResult> = {
  sending: clock,
  sent: check,
  delivered: checkCheck,
  read: checkCheck,
};

/** One message. `last` of its group carries the time and the tail; `who` is read out before the first. */
export function bubble(
  message: MessageEntry,
  who: string,
  last: boolean,
  strings: Strings,
  retry: (id: string) => void,
): TemplateResult {
  const { status, mine, text, at, id } = message;
  const failed = mine && status === 'failed';
  const tick =
    mine && status !== 'failed'
      ? html`${ticks[status]}<span class="vh">${strings.status[status]}</span>`
      : nothing;
  return html`<p class="bubble ${failed ? 'fail' : ''}" part=${mine ? 'bubble bubble-mine' : 'bubble'}>
    ${who ? html`<span class="vh">${who}: </span>` : nothing}<span class="text">${linkify(text)}</span>${
      failed
        ? html`<span class="meta"
            >${message.error ?? strings.status.failed}<button
              part="retry-button"
              @click=${() => {
                retry(id);
              }}
            >
              ${strings.retry}
            </button></span
          >`
        : last
          ? html`<time class="meta ${status}" datetime=${new Date(at).toISOString()}
              >${timeOf(at, strings)}${tick}</time
            >`
          : nothing
    }
  </p>`;
}

/** A call that was, with the way to call back. */
export function callRow(entry: CallEntry, strings: Strings, callBack: (() => void) | null): TemplateResult {
  const missed = !entry.mine && entry.outcome !== 'answered';
  const icon = missed ? phoneMissed : entry.mine ? phoneOutgoing : phoneIncoming;
  return html`<div class="entry ${missed ? 'missed' : ''}" part="call-entry">
    ${icon}<span>${strings.callEntry(entry)} · ${timeOf(entry.at, strings)}</span>${
      callBack
        ? html`<button part="call-back-button" @click=${callBack}>${strings.callBack}</button>`
        : nothing
    }
  </div>`;
}
