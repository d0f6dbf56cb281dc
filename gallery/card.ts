import { LitElement, css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { tokens } from '../src/themes/tokens.js';

/** A frame with the widget's tokens, in place of the modal: phone 380 × 640 (a narrower window: as wide as that), or a wide dialog. */
export class GalleryCard extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        /* makes fixed things stand in this card */
        transform: translateZ(0);
        position: relative;
        display: flex;
        width: min(380px, 100vw);
        height: 640px;
        overflow: hidden;
        border-radius: 20px;
        background: var(--_surface);
        box-shadow:
          0 1px 2px #0f172a14,
          0 12px 40px -8px #0f172a33;
      }
      :host([wide]) {
        width: 1004px;
      }
      .pane {
        display: flex;
        flex-direction: column;
        flex: 1;
        min-width: 0;
      }
      .pane > :last-child,
      ccm-call,
      ccm-ringing {
        flex: 1;
        min-height: 0;
      }
      .pane + .pane {
        flex: 0 0 360px;
        border-inline-start: 1px solid var(--_line);
      }
      .page {
        padding: 32px 26px;
        width: 100%;
      }
      .page b {
        display: block;
        margin-bottom: 18px;
        font-size: 24px;
      }
      .page i {
        display: block;
        height: 10px;
        margin-bottom: 13px;
        border-radius: 6px;
        background: var(--_line);
      }
      .page i:nth-of-type(4) {
        height: 150px;
        border-radius: 12px;
      }
    `,
  ];

  @property({ reflect: true }) theme: 'light' | 'dark' = 'light';
  @property({ type: Boolean, reflect: true }) wide = false;
  @property({ attribute: false }) content: TemplateResult = html``;

  protected override render(): unknown {
    return this.content;
  }
}
customElements.define('gallery-card', GalleryCard);
