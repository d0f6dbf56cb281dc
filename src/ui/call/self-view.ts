import { css, html, nothing } from 'lit';
import { iconButton } from '../button.js';
import { CcmElement, props } from '../element.js';
import { micOff, videoOff } from '../icons-lazy.js';
import { base } from '../styles.js';
import { corners } from './corners.js';

/**
 * One's own picture: a tile that is dragged to a corner of the stage, or sent to the next one by a press.
 *
 * @csspart self-view - The tile.
 */
export class CcmSelfView extends CcmElement {
  static override properties = props({ stream: null, off: false, muted: false });

  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        z-index: 1;
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
        width: 100%;
        height: 100%;
        overflow: hidden;
        border-radius: 16px;
        background: #1b202b;
        color: #fffc;
        box-shadow:
          0 6px 24px #0008,
          0 0 0 1px #fff3;
        cursor: grab;
      }
      video {
        width: 100%;
        height: 100%;
        object-fit: cover;
        pointer-events: none;
        transform: scaleX(-1);
      }
      span {
        position: absolute;
        inset-inline-start: 8px;
        bottom: 8px;
        padding: 5.5px;
        border-radius: 999px;
        background: var(--_danger);
        color: #fff;
        line-height: 0;
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

  declare stream: MediaStream | null;
  declare off: boolean;
  declare muted: boolean;

  private readonly next = corners(this);

  /** A phone's camera may be turned round. */
  protected override firstUpdated(): void {
    if (matchMedia('(any-pointer: coarse)').matches) this.ask('tile', this);
  }

  protected override render(): unknown {
    const picture = this.off
      ? videoOff
      : html`<video playsinline autoplay .muted=${true} .srcObject=${this.stream}></video>`;
    const badge = this.muted ? html`<span>${micOff}</span>` : nothing;
    return iconButton('', 'self-view', this.strings.moveSelfView, [picture, badge], () => this.next());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-self-view': CcmSelfView;
  }
}
