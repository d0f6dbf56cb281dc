import { css, html, nothing } from 'lit';
import type { CallKind } from '../protocol/frames.js';
import type { Profile } from '../protocol/identity.js';
import { CcmElement, props } from './element.js';
import { phone, video, x } from './icons.js';
import { base } from './styles.js';

/**
 * Who this is, and the ways to reach them.
 *
 * @slot - More content between the name and the buttons.
 * @csspart header - The bar.
 * @csspart avatar - The peer's face.
 * @csspart name - The peer's name.
 * @csspart status - The line under the name.
 * @csspart call-button - Voice call and Video call.
 * @csspart close-button - Close.
 * @fires ccm-call-request - `{kind}`
 * @fires ccm-close-request
 */
export class CcmHeader extends CcmElement {
  static override properties = props<CcmHeader>('peer', 'status', 'online', 'callable', 'disabledReason');

  static override styles = [
    base,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: max(12px, env(safe-area-inset-top)) 10px 12px;
        padding-inline-start: 16px;
        border-block-end: 1px solid var(--_line);
        background: var(--_surface);
        color: var(--_text);
      }
      .who {
        flex: 1;
        min-width: 0;
        margin-inline-start: 8px;
      }
      b,
      small {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      b {
        font-weight: 600;
        line-height: 20px;
      }
      small {
        color: var(--_muted);
        font-size: 13px;
        line-height: 18px;
      }
      .dot {
        display: inline-block;
        width: 7px;
        height: 7px;
        margin-inline-end: 6px;
        border-radius: 9px;
        background: var(--_success);
        vertical-align: 1px;
      }
    `,
  ];

  peer: Profile | null = null;
  /** The line under the name; what `online` says when empty. */
  status = '';
  /** The peer's presence where the back end tells it. */
  online = false;
  callable = true;
  /** Why calling is not possible now, for the tooltip and for screen readers. */
  disabledReason = '';

  protected override render(): unknown {
    const { strings } = this;
    const line = this.status || (this.online ? strings.online : '');
    return html`<header part="header">
      <ccm-avatar part="avatar" .strings=${strings} .profile=${this.peer} .online=${this.online}></ccm-avatar>
      <div class="who">
        <b part="name"><bdi>${this.nameOf(this.peer)}</bdi></b>
        ${
          line
            ? html`<small part="status"
                >${this.online ? html`<span class="dot"></span>` : nothing}${line}</small
              >`
            : nothing
        }
      </div>
      <slot></slot>
      ${this.callButton('voice', strings.voiceCall)} ${this.callButton('video', strings.videoCall)}
      <span class="vh" id="why">${this.callable ? '' : this.disabledReason}</span>
      <button
        class="ib"
        part="close-button"
        aria-label=${strings.close}
        title=${strings.close}
        @click=${() => this.ask('ccm-close-request')}
      >
        ${x}
      </button>
    </header>`;
  }

  private callButton(kind: CallKind, label: string): unknown {
    const off = !this.callable;
    // not `disabled`: who cannot call should be able to reach the button and hear why
    return html`<button
      class="ib"
      part="call-button"
      aria-label=${label}
      title=${(off && this.disabledReason) || label}
      aria-disabled=${off ? 'true' : nothing}
      aria-describedby=${off && this.disabledReason ? 'why' : nothing}
      @click=${() => {
        if (this.callable) this.ask('ccm-call-request', { kind });
      }}
    >
      ${kind === 'voice' ? phone : video}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-header': CcmHeader;
  }
}
