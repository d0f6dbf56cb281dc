import { css, html, nothing } from 'lit';
import type { RareStrings } from '../../i18n/en-rare.js';
import { iconButton } from '../button.js';
import { CcmElement, define, props } from '../element.js';
import { x } from '../icons.js';
import { switchCamera } from '../icons-flip.js';
import { base } from '../styles.js';

/**
 * In a corner of one's own picture: turns to the other camera.
 *
 * @csspart flip-button - Switch camera.
 * @fires ccm-flip-request
 */
export class CcmFlip extends CcmElement {
  static override properties = props({ words: null, shown: false, busy: false, failed: false });

  static override styles = [
    base,
    css`
      /* as large as the tile: what went wrong stands beside that */
      :host {
        --_focus: #fff;
        position: absolute;
        inset: 0;
        pointer-events: none;
        color: #fff;
      }
      button {
        position: absolute;
        inset-inline-end: 0;
        bottom: 0;
        width: 44px;
        height: 44px;
        pointer-events: auto;
        --i: 18px;
      }
      .turn {
        /* smaller than what a finger hits */
        border: 6px solid transparent;
        background: #000a padding-box;
      }
      .turn:focus-visible {
        outline-offset: -5px;
      }
      [aria-disabled='true'] {
        opacity: 1;
      }
      [aria-disabled='true'] svg {
        animation: turn 1s linear infinite;
      }
      @keyframes turn {
        to {
          rotate: 1turn;
        }
      }
      p {
        position: absolute;
        bottom: calc(100% + 8px);
        inset-inline-end: 0;
        width: 232px;
        padding: 10px 44px 10px 12px;
        padding-inline: 12px 44px;
        border-radius: 14px;
        background: #1b202be6;
        box-shadow: 0 0 0 1px #fff2;
        font-size: 13px;
        line-height: 18px;
        pointer-events: auto;
      }
      :host([at-top]) p {
        top: calc(100% + 8px);
        bottom: auto;
      }
      :host([at-start]) p {
        inset-inline: 0 auto;
      }
      p button {
        top: 0;
        bottom: auto;
      }
    `,
  ];

  declare words: RareStrings;
  /** There is another camera, and one is on. */
  declare shown: boolean;
  /** It is being turned to. */
  declare busy: boolean;
  /** It did not start. */
  declare failed: boolean;

  protected override render(): unknown {
    const { words, strings, busy, failed } = this;
    if (!this.shown) return nothing;
    const dismiss = (): void => {
      this.failed = false;
    };
    return html`${this.button(busy)}
      <div role="alert">
        ${
          failed
            ? html`<p>
                ${words.otherCamera}${iconButton('', 'dismiss-notice', strings.dismiss, x, dismiss)}
              </p>`
            : nothing
        }
      </div>`;
  }

  private button(busy: boolean): unknown {
    const label = this.words.switchCamera;
    return html`<button
      class="turn"
      part="flip-button"
      aria-label=${label}
      title=${label}
      aria-disabled=${busy}
      @click=${() => this.ask('flip')}
    >
      ${switchCamera}
    </button>`;
  }
}

/** Safe to call more than once. */
export function defineFlip(): void {
  define('ccm-flip', CcmFlip);
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-flip': CcmFlip;
  }
}
