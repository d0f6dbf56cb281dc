import { css, html } from 'lit';
import { CcmElement, define } from './element.js';
import { phoneOff } from './icons.js';
import { base } from './styles.js';

/**
 * Says that the browser lets this page make no sound before somebody has clicked in it. Any click does; this one is at hand.
 *
 * @csspart cannot-ring - The button.
 */
export class CcmCannotRing extends CcmElement {
  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        z-index: var(--_z);
        inset-inline-end: max(20px, env(safe-area-inset-right));
        bottom: calc(90px + env(safe-area-inset-bottom));
        max-width: calc(100% - 40px);
      }
      button {
        padding: 12px 15px;
        background: var(--_surface);
        color: var(--_text);
        box-shadow:
          0 0 0 1px var(--_line),
          0 8px 24px -6px #0f172a40;
        font-size: 13px;
        line-height: 17px;
        text-align: start;
        --i: 17px;
        animation: appear 0.2s ease-out;
      }
      svg {
        color: var(--_muted);
      }
      b {
        color: var(--_accent-text);
        font-weight: 600;
      }
      @keyframes appear {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
    `,
  ];

  protected override render(): unknown {
    const { strings } = this;
    return html`<button class="box" part="cannot-ring">
      ${phoneOff}<span>${strings.cannotRing}. <b>${strings.armRing}</b></span>
    </button>`;
  }
}

define('ccm-cannot-ring', CcmCannotRing);
