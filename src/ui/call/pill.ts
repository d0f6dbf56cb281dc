import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CallSnapshot } from '../../call/snapshot.js';
import { iconButton } from '../button.js';
import { controlButton } from '../controls/control.js';
import type { ControlContext } from '../controls/control.js';
import { end, mute } from '../controls/index.js';
import { CcmElement, props } from '../element.js';
import { base } from '../styles.js';
import { corners } from './corners.js';
import { controlStyles } from '../controls/styles.js';
import { statusRegion } from './stage-view.js';
import { peerPicture, watchStreams } from './streams.js';
import { tick } from './ticker.js';

/**
 * A call that stands aside: floats over the page in a corner, is dragged to another one.
 *
 * @csspart pill - The card.
 * @csspart restore-button - The picture or the face; returns to the call.
 * @csspart status - The status region.
 * @csspart control - mute-button and end-button.
 * @fires ccm-restore-request
 * @fires ccm-mute-request - `{muted}`
 * @fires ccm-hang-up-request
 */
export class CcmPill extends CcmElement {
  static override properties = props({ call: null, remoteStream: null, now: undefined });

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
        touch-action: none;
        user-select: none;
      }
      :host([at-start]) {
        inset-inline: max(20px, env(safe-area-inset-left)) auto;
      }
      :host([at-top]) {
        top: max(20px, env(safe-area-inset-top));
        bottom: auto;
      }
      .pill {
        min-width: 176px;
        overflow: hidden;
        border-radius: 18px;
        background: #0b0e14;
        color: #fff;
        box-shadow:
          0 0 0 1px #fff2,
          0 10px 36px #0f172a66;
        cursor: grab;
        transform-origin: bottom;
        animation: shrink 0.22s ease-out;
      }
      .voice {
        border-radius: 999px;
      }
      video {
        display: block;
        width: 100%;
        height: 112px;
        object-fit: cover;
        pointer-events: none;
      }
      .restore {
        outline-offset: -3px;
      }
      .pill > .restore {
        width: 100%;
        border-radius: 18px;
      }
      .row {
        display: flex;
        gap: 6px;
        align-items: center;
        padding: 7px 8px;
      }
      [role='status'] {
        flex: 1;
        padding: 0 6px;
        font-size: 13px;
        font-weight: 500;
        font-variant-numeric: tabular-nums;
      }
      .c {
        width: 34px;
        height: 34px;
        --i: 17px;
      }
      @keyframes shrink {
        from {
          opacity: 0;
          transform: scale(1.6);
        }
      }
    `,
  ];

  declare call: CallSnapshot | null;
  declare remoteStream: MediaStream | null;
  /** Milliseconds since the epoch; without it the element reads the clock and ticks by itself. */
  declare now: number | undefined;

  constructor() {
    super();
    tick(this);
    watchStreams(this, () => [this.remoteStream]);
    corners(this);
  }

  protected override render(): unknown {
    const { call, strings } = this;
    if (!call) return nothing;
    const picture = peerPicture(call, this.remoteStream);
    const restore = this.restoreButton(call, picture);
    const context: ControlContext = { call, strings, chat: false, unread: 0 };
    return html`<section
      class="pill box ${picture ? '' : 'voice'}"
      part="pill"
      aria-label=${this.nameOf(call.peer)}
    >
      ${picture ? restore : nothing}
      <div class="row">
        ${picture ? nothing : restore} ${statusRegion(call, this.now ?? Date.now(), strings)}
        ${call.phase === 'ended' ? nothing : [mute, end].map((one) => controlButton(one, context, this.ask))}
      </div>
    </section>`;
  }

  private restoreButton(call: CallSnapshot, picture: boolean): TemplateResult {
    const { strings } = this;
    const face = picture
      ? html`<video playsinline autoplay .muted=${true} .srcObject=${this.remoteStream}></video>`
      : html`<ccm-avatar .strings=${strings} .profile=${call.peer} .size=${34}></ccm-avatar>`;
    return iconButton('restore', 'restore-button', strings.restore, face, () => this.ask('restore'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-pill': CcmPill;
  }
}
