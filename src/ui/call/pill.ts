import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { TemplateResult } from 'lit';
import type { CallSnapshot } from '../../call/snapshot.js';
import { controlButton } from '../controls/control.js';
import type { ControlContext } from '../controls/control.js';
import { end, mute } from '../controls/index.js';
import { CcmElement } from '../element.js';
import { maximize2 } from '../icons-lazy.js';
import { base } from '../styles.js';
import { Corners } from './corners.js';
import { controlStyles } from '../controls/styles.js';
import { statusRegion } from './stage-view.js';
import { StreamWatch, hasVideo } from './streams.js';
import { Ticker } from './ticker.js';

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
  static readonly parts = 'pill, restore-button, status, control, mute-button, end-button';

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
        display: flex;
        flex-direction: column;
        width: max-content;
        min-width: 176px;
        max-width: calc(100vw - 32px);
        overflow: hidden;
        border-radius: 18px;
        background: #0b0e14;
        color: #fff;
        box-shadow: 0 10px 36px #0f172a66;
        cursor: grab;
      }
      .restore {
        position: relative;
        overflow: hidden;
        outline-offset: -4px;
        border-radius: 18px 18px 0 0;
        --i: 18px;
      }
      video {
        display: block;
        width: 100%;
        height: 112px;
        object-fit: cover;
        pointer-events: none;
      }
      .restore > .i {
        position: absolute;
        inset: 0;
        margin: auto;
        opacity: 0;
        filter: drop-shadow(0 0 3px #000);
        transition: opacity 0.15s ease-out;
      }
      .restore:hover > .i,
      .restore:focus-visible > .i {
        opacity: 1;
      }
      .row {
        display: flex;
        gap: 6px;
        align-items: center;
        padding: 7px 8px;
      }
      .pill.voice {
        border-radius: 99px;
      }
      .voice .restore {
        border-radius: 99px;
        outline-offset: 1px;
      }
      [role='status'] {
        flex: 1;
        min-width: 44px;
        padding-inline: 6px;
        overflow: hidden;
        font-size: 13px;
        font-weight: 500;
        font-variant-numeric: tabular-nums;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .c {
        width: 34px;
        height: 34px;
        --i: 17px;
      }
      @media (pointer: coarse) {
        .pill {
          min-width: 200px;
        }
        .c {
          width: 44px;
          height: 44px;
        }
      }
      @media (forced-colors: active) {
        .pill {
          border: 1px solid;
        }
      }
      @media (prefers-reduced-motion: no-preference) {
        .pill {
          animation: shrink 0.22s ease-out;
        }
      }
      @keyframes shrink {
        from {
          opacity: 0;
          transform: scale(1.6);
        }
      }
    `,
  ];

  @property({ attribute: false }) call: CallSnapshot | null = null;
  @property({ attribute: false }) remoteStream: MediaStream | null = null;
  /** Milliseconds since the epoch; without it the element reads the clock and ticks by itself. */
  @property({ attribute: false }) now: number | undefined = undefined;

  constructor() {
    super();
    new Ticker(this, () =>
      this.now === undefined && this.call?.phase === 'connected' ? this.call.connectedAt : null,
    );
    new StreamWatch(this, () => [this.remoteStream]);
    new Corners(this, () => ({ left: 0, top: 0, width: innerWidth, height: innerHeight }));
  }

  protected override render(): unknown {
    const { call, strings } = this;
    if (!call) return nothing;
    const told = call.peerMedia;
    const picture = hasVideo(this.remoteStream) && (told ? told.video || told.screen : call.kind === 'video');
    const restore = this.restoreButton(call, picture);
    const context: ControlContext = { call, strings, canShare: false, chat: false, unread: 0 };
    const ended = call.phase === 'ended';
    return html`<section
      class="pill ${picture ? '' : 'voice'}"
      part="pill"
      aria-label=${this.nameOf(call.peer)}
    >
      ${picture ? restore : nothing}
      <div class="row">
        ${picture ? nothing : restore} ${statusRegion(call, this.now ?? Date.now(), strings)}
        ${(ended ? [] : [mute, end]).map((control) =>
          controlButton(control, context, (request) => {
            this.dispatch(request);
          }),
        )}
      </div>
    </section>`;
  }

  private restoreButton(call: CallSnapshot, picture: boolean): TemplateResult {
    const { strings } = this;
    return html`<button
      class="restore"
      part="restore-button"
      aria-label=${strings.restore}
      title=${strings.restore}
      @click=${() => this.ask('ccm-restore-request')}
    >
      ${
        picture
          ? html`<video playsinline autoplay .muted=${true} .srcObject=${this.remoteStream}></video>`
          : html`<ccm-avatar .strings=${strings} .profile=${call.peer} .size=${34}></ccm-avatar>`
      }
      ${maximize2}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-pill': CcmPill;
  }
}
