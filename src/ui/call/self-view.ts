import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { CcmElement } from '../element.js';
import { micOff, videoOff } from '../icons-lazy.js';
import { base } from '../styles.js';
import { Corners } from './corners.js';

/**
 * One's own picture: a tile that is dragged to a corner of the stage, or sent to the next one by a press.
 *
 * @csspart self-view - The tile.
 */
export class CcmSelfView extends CcmElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        z-index: 2;
        inset-inline-end: 16px;
        bottom: calc(92px + env(safe-area-inset-bottom));
        width: 104px;
        height: 148px;
        touch-action: none;
      }
      :host([at-start]) {
        inset-inline: 16px auto;
      }
      :host([at-top]) {
        top: 66px;
        bottom: auto;
      }
      button {
        position: relative;
        width: 100%;
        height: 100%;
        overflow: hidden;
        border-radius: 16px;
        background: #1b202b;
        color: #ffffffb0;
        box-shadow:
          0 6px 24px #0008,
          0 0 0 1px #ffffff2e;
        cursor: grab;
      }
      button:active {
        cursor: grabbing;
      }
      video {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: cover;
        pointer-events: none;
      }
      .mirror {
        transform: scaleX(-1);
      }
      span {
        position: absolute;
        inset-inline-start: 8px;
        bottom: 8px;
        display: grid;
        place-items: center;
        width: 24px;
        height: 24px;
        border-radius: 99px;
        background: var(--_danger);
        color: #fff;
        --i: 13px;
      }
      @media (max-height: 520px) {
        :host {
          width: 76px;
          height: 100px;
        }
      }
    `,
  ];

  @property({ attribute: false }) stream: MediaStream | null = null;
  @property({ type: Boolean }) off = false;
  @property({ type: Boolean }) muted = false;
  /** A screen is not mirrored. */
  @property({ type: Boolean }) sharing = false;

  private readonly corners = new Corners(this, () =>
    (this.offsetParent ?? document.documentElement).getBoundingClientRect(),
  );

  protected override render(): unknown {
    const { strings } = this;
    const shown = !this.off || this.sharing;
    return html`<button
      part="self-view"
      aria-label=${strings.moveSelfView}
      title=${strings.moveSelfView}
      @click=${() => {
        this.corners.next();
      }}
    >
      ${
        shown
          ? html`<video
              class=${this.sharing ? '' : 'mirror'}
              playsinline
              autoplay
              .muted=${true}
              .srcObject=${this.stream}
            ></video>`
          : videoOff
      }
      ${this.muted ? html`<span>${micOff}</span>` : nothing}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-self-view': CcmSelfView;
  }
}
