import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { MAX_TEXT_CHARS } from '../../protocol/limits.js';
import { CcmElement, props } from '../element.js';
import { arrowUp } from '../icons-lazy.js';
import { base } from '../styles.js';

/**
 * Where one writes. Enter sends, Shift+Enter breaks the line, and an input method keeps its own Enter.
 *
 * @slot composer-actions - More buttons beside the field.
 * @slot voice - Between it and Send.
 * @csspart composer - The bar.
 * @csspart message-input - The text field.
 * @csspart send-button - Send.
 * @fires ccm-send-request - `{text}`
 * @fires ccm-draft-request - `{text}`, whenever the text is another
 */
export class CcmComposer extends CcmElement {
  static override properties = props({ draft: '', canSend: true, cannotSendReason: '' });

  static override styles = [
    base,
    css`
      form {
        display: flex;
        gap: 6px;
        align-items: flex-end;
        padding: 8px 12px max(12px, env(safe-area-inset-bottom));
      }
      textarea {
        flex: 1;
        min-width: 0;
        height: 40px;
        max-height: 150px;
        padding: 9px 14px;
        border: 0;
        border-radius: 20px;
        background: var(--_bubble);
        color: inherit;
        font: inherit;
        letter-spacing: inherit;
        resize: none;
        overflow-y: auto;
        unicode-bidi: plaintext;
      }
      textarea::placeholder {
        color: var(--_muted);
        opacity: 1;
      }
      textarea:focus-visible {
        outline-offset: -2px;
      }
      .send {
        width: 40px;
        height: 40px;
        background: var(--_accent);
        color: var(--_on-accent);
      }
      .why {
        padding: 0 16px 4px;
        color: var(--_muted);
        font-size: 13px;
        line-height: 18px;
        text-align: center;
      }
      @media (max-width: 420px) {
        /* who writes needs the room */
        textarea:not(:placeholder-shown) ~ [name='voice'] {
          display: none;
        }
      }
      @media (pointer: coarse) {
        textarea {
          height: 44px;
          padding-block: 11px;
          border-radius: 22px;
          /* Safari zooms into anything smaller */
          font-size: 16px;
        }
      }
    `,
  ];

  /** What was written before this page. */
  declare draft: string;
  declare canSend: boolean;
  declare cannotSendReason: string;

  private get field(): HTMLTextAreaElement {
    return this.renderRoot.querySelector('textarea')!;
  }

  override focus(options?: FocusOptions): void {
    this.field.focus(options);
  }

  protected override render(): unknown {
    const { strings } = this;
    const blocked = !this.canSend && this.cannotSendReason;
    return html`${blocked ? html`<p class="why" id="why">${this.cannotSendReason}</p>` : nothing}
      <form part="composer" @submit=${this.submit}>
        <slot name="composer-actions"></slot>
        <textarea
          part="message-input"
          rows="1"
          aria-label=${strings.message}
          placeholder=${strings.message}
          aria-describedby=${blocked ? 'why' : nothing}
          maxlength=${MAX_TEXT_CHARS}
          .enterKeyHint=${'send'}
          @input=${this.wrote}
          @keydown=${this.key}
        ></textarea>
        <slot name="voice"></slot>
        <button
          class="send"
          part="send-button"
          aria-label=${strings.send}
          title=${strings.send}
          ?disabled=${!this.canSend}
        >
          ${arrowUp}
        </button>
      </form>`;
  }

  /** Another conversation, or a draft that has loaded: it never takes the place of what is being written. */
  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('draft') || this.draft === this.field.value) return;
    if (this.field.value && this.field.value !== changed.get('draft')) return;
    this.field.value = this.draft;
    this.fit();
  }

  private readonly wrote = (): void => {
    this.fit();
    this.ask('draft', { text: this.field.value });
  };

  /** As tall as the text, up to the sheet's limit. */
  private readonly fit = (): void => {
    const { style } = this.field;
    style.height = '';
    if (this.field.scrollHeight > this.field.clientHeight) style.height = `${this.field.scrollHeight}px`;
  };

  private readonly key = (event: KeyboardEvent): void => {
    // 229: an input method is at work (Safari says isComposing too late)
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    this.submit(event);
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    const text = this.field.value.trim();
    this.field.focus();
    if (!this.canSend) return;
    this.ask('send', { text });
    this.field.value = '';
    this.wrote();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-composer': CcmComposer;
  }
}
