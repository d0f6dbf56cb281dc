import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CallEntry, DeliveryStatus, MessageEntry } from '../../chat/types.js';
import type { Strings } from '../../i18n/en.js';
import { phone, video } from '../icons.js';
import { check, checkCheck, clock, phoneMissed } from '../icons-lazy.js';
import { timeOf } from './dates.js';
import type { Drawn } from './files.js';
import type { Ask } from '../requests.js';
import { linkify } from './linkify.js';

const ticks: Record<DeliveryStatus, unknown> = {
  sending: clock,
  sent: check,
  delivered: checkCheck,
  read: checkCheck,
  failed: nothing,
};

/** One message. `last` of its group carries the time and the tail; `who` is read out before the first. */
export function bubble(
  { status, mine, text, at, id, error }: MessageEntry,
  who: string,
  last: boolean,
  strings: Strings,
  ask: Ask,
  more?: Drawn | null,
): TemplateResult {
  const failed = mine && status === 'failed';
  return html`<p class="bubble box ${failed ? 'fail' : ''}" part="bubble ${mine ? 'bubble-mine' : ''}">
    <span class="vh">${who}</span>${more?.files}<span class="text">${linkify(more?.text ?? text)}</span>
    ${
      failed
        ? html`<span class="meta">
            ${error ? (strings.refused[error] ?? error) : strings.status.failed}
            <button part="retry-button" @click=${() => ask('retry', { id })}>${strings.retry}</button>
            <button part="delete-button" @click=${() => ask('discard', { id })}>${strings.delete}</button>
          </span>`
        : last
          ? html`<time class="meta ${status}">
              ${timeOf(at, strings)}${mine ? html`${ticks[status]}<span class="vh">${strings.status[status]}</span>` : nothing}
            </time>`
          : nothing
    }
  </p>`;
}

/** A call that was, with the way to call back. */
export function callRow(entry: CallEntry, strings: Strings, callBack: (() => void) | null): TemplateResult {
  const missed = !entry.mine && entry.outcome !== 'answered';
  return html`<div class="entry box ${missed ? 'missed' : ''}" part="call-entry">
    ${missed ? phoneMissed : entry.kind === 'video' ? video : phone}
    <span>${strings.callEntry(entry)} · ${timeOf(entry.at, strings)}</span>
    ${callBack ? html`<button part="call-back-button" @click=${callBack}>${strings.callBack}</button>` : nothing}
  </div>`;
}
