import { css, html, nothing } from 'lit';
import { CcmElement, props } from './element.js';
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
  static override properties = props({ unread: 0 });

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
        background: var(--_accent);
        color: var(--_on-accent);
        box-shadow: 0 8px 24px -4px var(--_accent);
        --i: 26px;
      }
      em {
        position: absolute;
        top: -2px;
        inset-inline-end: -2px;
        min-width: 21px;
        padding: 0 5px;
        border-radius: 999px;
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
    `,
  ];

  declare unread: number;

  protected override render(): unknown {
    const { strings, unread } = this;
    const count = unread > 99 ? '99+' : String(unread);
    return html`<button
      part="launcher"
      aria-label=${unread ? strings.unread(count) : strings.openChat}
      aria-haspopup="dialog"
      @click=${() => this.ask('open')}
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
