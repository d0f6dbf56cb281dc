import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CallEntry, DeliveryStatus, MessageEntry } from '../../chat/types.js';
import type { Strings } from '../../i18n/en.js';
import { phone, video } from '../icons.js';
import { check, checkCheck, circleAlert, clock, phoneMissed } from '../icons-lazy.js';
import { timeOf } from './dates.js';
import type { Drawn } from './files.js';
import { linkify } from './linkify.js';

const ticks: Record<DeliveryStatus, unknown> = {
  sending: clock,
  sent: check,
  delivered: checkCheck,
  read: checkCheck,
  failed: circleAlert,
};

/** When a message was written, and how far an own one has come. */
export function stamp({ status, mine, at }: MessageEntry, strings: Strings): TemplateResult {
  return html`<time class="meta ${status}">
    ${timeOf(at, strings)}${mine ? html`${ticks[status]}<span class="vh">${strings.status[status]}</span>` : nothing}
  </time>`;
}

/**
 * One message. `who` is read out before the first of a group; the last carries the time and the tail.
 * @param body in place of its text
 * @param meta in place of the time
 */
export function bubble(
  { mine, text }: MessageEntry,
  who: string,
  meta: unknown,
  body?: unknown,
  look = '',
  more?: Drawn | null,
): TemplateResult {
  return html`<p class="bubble box ${look}" part="bubble ${mine ? 'bubble-mine' : ''}">
    <span class="vh">${who}</span>${more?.files}<span class="text"
      >${body ?? linkify(more?.text ?? text)}</span
    >${meta}
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
