/** The call that another tab of this browser has. Loaded when there is one; importing defines the tag. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/en.js';
import { iconButton } from './button.js';
import { controlStyles } from './controls/styles.js';
import { CcmElement, define, props } from './element.js';
import { mic, phone, phoneOff } from './icons.js';
import { micOff } from './icons-lazy.js';
import type { RemoteCallView } from './requests.js';
import { base } from './styles.js';

/**
 * Says that the call is in another tab, and steers it from here. Floats over the page like a minimized call; a strip of the
 * modal with `docked`.
 *
 * @csspart elsewhere - The card or the strip.
 * @csspart move-button - Move here.
 * @csspart control - mute-button and end-button.
 * @fires ccm-steer-request - `{action}`
 */
export class CcmElsewhere extends CcmElement {
  static override properties = { ...props({ call: null }), docked: { type: Boolean, reflect: true } };

  static override styles = [
    base,
    controlStyles,
    css`
      :host {
        --_focus: #fff;
        position: fixed;
        z-index: var(--_z);
        inset-inline-end: max(20px, env(safe-area-inset-right));
        bottom: calc(96px + env(safe-area-inset-bottom));
        max-width: calc(100% - 40px);
      }
      :host([docked]) {
        position: static;
        max-width: none;
      }
      section {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        justify-content: end;
        align-items: center;
        padding: 7px 8px 7px 14px;
        border-radius: 18px;
        background: #0b0e14;
        color: #fff;
        box-shadow:
          0 0 0 1px #fff2,
          0 10px 36px #0f172a66;
        --i: 16px;
        animation: appear 0.2s ease-out;
      }
      :host([docked]) section {
        border-radius: 0;
        box-shadow: none;
      }
      section:dir(rtl) {
        padding: 7px 14px 7px 8px;
      }
      svg {
        color: #4ade80;
      }
      button svg {
        color: inherit;
      }
      p {
        flex: 1;
        min-width: 0;
        margin-inline: 4px 6px;
        font-size: 13px;
        line-height: 17px;
        font-weight: 500;
      }
      p bdi {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: #fffb;
        font-weight: 400;
      }
      /* on a phone the buttons stand below */
      @media (max-width: 440px) {
        p {
          flex-basis: calc(100% - 40px);
        }
      }
      .c {
        width: 34px;
        height: 34px;
      }
      .move {
        height: 34px;
        padding: 0 12px;
        background: #fff;
        color: #0b0e14;
        font-size: 13px;
        font-weight: 600;
        white-space: nowrap;
      }
      @keyframes appear {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
    `,
  ];

  declare call: RemoteCallView | null;
  /** Inside of the modal. */
  declare docked: boolean;

  protected override render(): unknown {
    const { call, strings } = this;
    if (!call) return nothing;
    const { muted } = call;
    const toggle = muted ? 'unmute' : 'mute';
    const movable = call.connectedAt !== null && call.party !== null;
    return html`<section class="box" part="elsewhere" aria-label=${strings.elsewhere}>
      ${phone}
      <p role="status">${strings.elsewhere}<bdi>${this.nameOf(call.peer)}</bdi></p>
      ${iconButton(
        `c ${muted ? 'off' : ''}`,
        'control mute-button',
        strings[toggle],
        muted ? micOff : mic,
        () => this.ask('steer', { action: toggle }),
      )}
      ${iconButton('c red', 'control end-button', strings.endCall, phoneOff, () =>
        this.ask('steer', { action: 'hang_up' }),
      )}
      ${
        movable
          ? html`<button
              class="move"
              part="move-button"
              @click=${() => this.ask('steer', { action: 'move' })}
            >
              ${strings.moveHere}
            </button>`
          : nothing
      }
    </section>`;
  }
}

/** `docked`: while the modal is open, only what is in there can be reached. */
export function drawElsewhere(strings: Strings, call: RemoteCallView, docked: boolean): TemplateResult {
  return html`<ccm-elsewhere
    .strings=${strings}
    .call=${call}
    .docked=${docked}
    exportparts="elsewhere, control, mute-button, end-button, move-button"
  ></ccm-elsewhere>`;
}

define('ccm-elsewhere', CcmElsewhere);

declare global {
  interface HTMLElementTagNameMap {
    'ccm-elsewhere': CcmElsewhere;
  }
}
