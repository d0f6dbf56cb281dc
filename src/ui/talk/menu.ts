import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { en, type TalkStrings } from '../../i18n/talk/en.js';
import { menuStyles } from '../actions/menu-styles.js';
import { define, props } from '../element.js';
import { FloatingMenu } from '../floating-menu.js';
import { search } from '../icons-actions.js';
import { slidersHorizontal } from '../icons-lazy.js';
import { base } from '../styles.js';
import { talkMenuStyles } from './styles.js';

export type TalkChoice = 'search' | 'devices';

/**
 * What belongs to a conversation as a whole, under the header's button.
 *
 * @csspart talk-menu - The menu.
 * @fires pick - `TalkChoice`
 */
export class CcmTalkMenu extends FloatingMenu {
  static override properties = props({ words: en });

  static override styles = [base, menuStyles, talkMenuStyles];

  declare words: TalkStrings;

  protected override render(): unknown {
    const { words, strings } = this;
    return html`<div
      class="menu"
      part="talk-menu"
      role="menu"
      aria-label=${strings.menu}
      @keydown=${this.key}
    >
      ${this.item('search', words.search, search)} ${this.item('devices', words.check, slidersHorizontal)}
    </div>`;
  }

  /** The header's button closes it itself. */
  protected override isOwn(target: EventTarget): boolean {
    return target === this || (target instanceof Element && target.matches('[part="menu-button"]'));
  }

  private item(detail: TalkChoice, label: string, picture: TemplateResult): TemplateResult {
    const pick = (): void => void this.dispatchEvent(new CustomEvent('pick', { detail }));
    return html`<button role="menuitem" tabindex="-1" @click=${pick}>${picture}${label}</button>`;
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
