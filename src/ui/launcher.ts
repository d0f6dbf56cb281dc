import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { CcmElement } from './element.js';
import { messageCircle } from './icons.js';
import { base } from './styles.js';

/**
 * The floating button that opens the chat, with the number of unread messages.
 *
 * @csspart launcher - The button.
 * @csspart badge - The number.
 * @fires ccm-open-request
 */
export class CcmLauncher extends CcmElement {
  static readonly parts = 'launcher, badge';

  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        z-index: var(--_z);
        inset-inline-end: max(20px, env(safe-area-inset-right));
        bottom: max(20px, env(safe-area-inset-bottom));
      }
      button {
        position: relative;
        width: 58px;
        height: 58px;
        border-radius: 99px;
        background: var(--_accent);
        color: var(--_on-accent);
        box-shadow:
          0 2px 6px #0f172a33,
          0 8px 24px -4px var(--_accent);
        transition: transform 0.15s ease-out;
        --i: 26px;
      }
      em {
        position: absolute;
        top: -2px;
        inset-inline-end: -2px;
        min-width: 21px;
        padding: 0 5px;
        border-radius: 99px;
        background: #c92a31;
        color: #fff;
        box-shadow: 0 0 0 2.5px var(--_surface);
        font-size: 11px;
        font-style: normal;
        font-weight: 600;
        line-height: 21px;
        text-align: center;
        direction: ltr;
      }
      @media (hover: hover) and (prefers-reduced-motion: no-preference) {
        button:hover {
          transform: translateY(-2px);
        }
      }
    `,
  ];

  @property({ type: Number }) unread = 0;

  protected override render(): unknown {
    const { strings, unread } = this;
    const count = unread > 99 ? '99+' : String(unread);
    return html`<button
      part="launcher"
      aria-label=${unread ? strings.unread(count) : strings.openChat}
      aria-haspopup="dialog"
      @click=${() => this.ask('ccm-open-request')}
    >
      ${messageCircle}${unread ? html`<em part="badge">${count}</em>` : nothing}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-launcher': CcmLauncher;
  }
}
