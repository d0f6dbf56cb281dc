import { css, html } from 'lit';
import type { CallKind } from '../protocol/frames.js';
import type { Profile } from '../protocol/identity.js';
import { iconButton, menuButton } from './button.js';
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
 * @csspart call-button - Voice call and Video call.
 * @csspart menu-button - The menu of the conversation.
 * @csspart close-button - Close.
 * @fires ccm-call-request - `{kind}`
 * @fires ccm-menu-request - The menu of the conversation is wanted.
 * @fires ccm-close-request
 */
export class CcmHeader extends CcmElement {
  static override properties = props({ peer: null, callable: true, disabledReason: '' });

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
      b {
        flex: 1;
        margin-inline-start: 8px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-weight: 600;
      }
    `,
  ];

  declare peer: Profile | null;
  declare callable: boolean;
  /** Why calling is not possible now, for the tooltip and for screen readers. */
  declare disabledReason: string;

  protected override render(): unknown {
    const { strings } = this;
    return html`<header part="header">
      <ccm-avatar part="avatar" .strings=${strings} .profile=${this.peer}></ccm-avatar>
      <b part="name"><bdi>${this.nameOf(this.peer)}</bdi></b>
      <slot></slot>
      ${this.callButton('voice', strings.voiceCall)} ${this.callButton('video', strings.videoCall)}
      ${menuButton('ib', 'menu-button', strings.menu, () => this.ask('menu'))}
      ${iconButton('ib', 'close-button', strings.close, x, () => this.ask('close'))}
    </header>`;
  }

  private callButton(kind: CallKind, label: string): unknown {
    const { callable } = this;
    const click = (): void => void (callable && this.ask('call', { kind }));
    const off = !callable && (this.disabledReason || label);
    return iconButton('ib', 'call-button', label, kind === 'voice' ? phone : video, click, undefined, off);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-header': CcmHeader;
  }
}
