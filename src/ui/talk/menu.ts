import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Term } from '../../chat/types.js';
import { en, type TalkStrings } from '../../i18n/talk/en.js';
import { menuStyles } from '../actions/menu-styles.js';
import { define, props } from '../element.js';
import { FloatingMenu } from '../floating-menu.js';
import { ban, pencil, search } from '../icons-actions.js';
import { checkCheck, slidersHorizontal } from '../icons-lazy.js';
import { x } from '../icons.js';
import { panelStyles } from '../panel-styles.js';
import { base } from '../styles.js';
import { talkMenuStyles } from './styles.js';

export type TalkChoice = 'search' | 'devices' | Term;

/**
 * What belongs to a conversation as a whole, under the header's button. Blocking is asked about first.
 *
 * @csspart talk-menu - The menu.
 * @fires pick - `TalkChoice`
 */
export class CcmTalkMenu extends FloatingMenu {
  static override properties = props({ words: en, terms: '', name: '', canSend: true, asking: false });

  static override styles = [base, panelStyles, menuStyles, talkMenuStyles];

  declare words: TalkStrings;
  /** What holds now, as the conversation's. */
  declare terms: string;
  /** Whom it is about. */
  declare name: string;
  /** There is something to tell. */
  declare canSend: boolean;
  declare asking: boolean;

  protected override render(): unknown {
    const { words, name, asking } = this;
    return html`<div
      class="menu panel"
      part="talk-menu"
      role="menu"
      aria-label=${asking ? words.block(name) : this.strings.menu}
      @keydown=${this.key}
    >
      ${asking ? this.question() : this.choices()}
    </div>`;
  }

  private choices(): TemplateResult {
    const { words, name, terms, canSend } = this;
    const ask = (): void => {
      this.asking = true;
      void this.updateComplete.then(() => this.begin());
    };
    return html`${this.item(words.search, search, this.pick('search'))}
    ${this.item(words.check, slidersHorizontal, this.pick('devices'))}
    ${
      canSend
        ? [
            this.switch('no_read', words.tellRead, checkCheck),
            this.switch('no_typing', words.tellTyping, pencil),
          ]
        : nothing
    }
    ${
      terms.includes('blocked')
        ? this.item(words.unblockName(name), ban, this.pick('blocked'))
        : this.item(words.block(name), ban, ask, 'danger')
    }`;
  }

  private question(): TemplateResult {
    const { words, name } = this;
    return html`<p>${words.blockAsk(name)}</p>
      ${this.item(words.block(name), ban, this.pick('blocked'), 'danger')}
      <button role="menuitem" tabindex="-1" @click=${() => this.end()}>${x}${words.cancel}</button>`;
  }

  /** The header's button closes it itself. */
  protected override isOwn(target: EventTarget): boolean {
    return target === this || (target instanceof Element && target.matches('[part="menu-button"]'));
  }

  private item(label: string, picture: TemplateResult, press: () => void, look = ''): TemplateResult {
    return html`<button class=${look} role="menuitem" tabindex="-1" @click=${press}>
      ${picture}${label}
    </button>`;
  }

  /** On unless it was turned off. */
  private switch(term: Term, label: string, picture: TemplateResult): TemplateResult {
    return html`<button
      role="menuitemcheckbox"
      aria-checked=${this.terms.includes(term) ? 'false' : 'true'}
      tabindex="-1"
      @click=${this.pick(term)}
    >
      ${picture}${label}<span class="switch box"></span>
    </button>`;
  }

  private pick(detail: TalkChoice): () => void {
    return () => void this.dispatchEvent(new CustomEvent('pick', { detail }));
  }
}

/** Safe to call more than once. */
export function defineTalkMenu(): void {
  define('ccm-talk-menu', CcmTalkMenu);
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-talk-menu': CcmTalkMenu;
  }
}
