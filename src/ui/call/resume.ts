/** What a minimized call wants before it is whole again. Loaded when it does. */
import { css, html } from 'lit';
import type { RareStrings } from '../../i18n/en-rare.js';
import { CcmElement, define, props } from '../element.js';
import { base } from '../styles.js';

/**
 * At the foot of a minimized call: the one click that the browser wants.
 *
 * @csspart resume-button - Resume call.
 */
export class CcmResume extends CcmElement {
  static override properties = props({ words: null });

  static override styles = [
    base,
    css`
      :host {
        padding: 0 8px 8px;
      }
      button {
        width: 100%;
        padding: 8px 14px;
        background: #fff;
        color: #0b0e14;
        font-size: 13px;
        line-height: 18px;
        font-weight: 600;
      }
    `,
  ];

  declare words: RareStrings;
  private card: HTMLElement | null = null;

  /** A voice call is a pill with one row; with two it is a card. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.card = this.parentElement;
    if (this.card) this.card.style.borderRadius = '18px';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.card) this.card.style.borderRadius = '';
  }

  protected override render(): unknown {
    return html`<button part="resume-button">${this.words.resumeCall}</button>`;
  }
}

/** Safe to call more than once. */
export function defineResume(): void {
  define('ccm-resume', CcmResume);
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-resume': CcmResume;
  }
}
