import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { en, type ActionStrings } from '../../i18n/actions/en.js';
import { define, props } from '../element.js';
import { FloatingMenu } from '../floating-menu.js';
import { copy, pencil, plus, reply, trash2 } from '../icons-actions.js';
import { x } from '../icons.js';
import { panelStyles } from '../panel-styles.js';
import { base } from '../styles.js';
import type { Deed } from './may-do.js';
import { menuStyles } from './menu-styles.js';

export type MenuChoice =
  | { readonly do: 'reply' | 'copy' | 'edit' | 'delete' | 'more' }
  | { readonly do: 'react'; readonly emoji: string };

/** What most people react with, on most messengers. */
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** Deed → its picture, in the order of the menu. */
const ITEMS = [
  ['reply', reply],
  ['copy', copy],
  ['edit', pencil],
  ['delete', trash2],
] as const;

/**
 * What one may do with a message, beside it. Arrow keys, Home and End step; Escape, Tab and a press elsewhere close it.
 *
 * @csspart message-menu - The menu.
 * @fires pick - `MenuChoice`
 * @fires end - It is to close.
 */
export class CcmMessageMenu extends FloatingMenu {
  static override properties = props({
    words: en,
    may: new Set(),
    own: false,
    chosen: [],
    anchor: null,
    asking: false,
  });

  static override styles = [base, panelStyles, menuStyles];

  declare words: ActionStrings;
  declare may: ReadonlySet<Deed>;
  declare own: boolean;
  /** What one has reacted with. */
  declare chosen: readonly string[];
  declare anchor: HTMLElement | null;
  /** Whether it is to be deleted for both. */
  declare asking: boolean;

  protected override render(): unknown {
    const { words, may } = this;
    if (this.asking)
      return html`<div
        class="menu panel"
        part="message-menu"
        role="menu"
        aria-label=${words.deleteForBoth}
        @keydown=${this.key}
      >
        <p>${words.deleteForBoth}</p>
        ${this.item({ do: 'delete' }, words.delete, trash2, 'danger')}
        <button role="menuitem" tabindex="-1" @click=${() => this.end()}>${x}${words.cancel}</button>
      </div>`;
    return html`<div
      class="menu panel"
      part="message-menu"
      role="menu"
      aria-label=${this.strings.actions}
      @keydown=${this.key}
    >
      ${may.has('react') ? this.quick() : nothing}
      ${ITEMS.filter(([deed]) => may.has(deed)).map(([deed, picture]) =>
        deed === 'delete'
          ? html`<button class="danger" role="menuitem" tabindex="-1" @click=${this.askFirst}>
              ${picture}${words.delete}
            </button>`
          : this.item({ do: deed }, words[deed], picture),
      )}
    </div>`;
  }

  private item(choice: MenuChoice, label: string, picture: TemplateResult, look = ''): TemplateResult {
    return html`<button class=${look} role="menuitem" tabindex="-1" @click=${() => this.pick(choice)}>
      ${picture}${label}
    </button>`;
  }

  private quick(): TemplateResult {
    const { words, chosen } = this;
    return html`<div class="quick" role="group" aria-label=${words.reactions}>
      ${QUICK.map(
        (emoji) =>
          html`<button
            role="menuitemcheckbox"
            tabindex="-1"
            aria-checked=${chosen.includes(emoji) ? 'true' : 'false'}
            aria-label=${words.react(emoji)}
            @click=${() => this.pick({ do: 'react', emoji })}
          >
            ${emoji}
          </button>`,
      )}
      <button
        role="menuitem"
        tabindex="-1"
        aria-label=${words.moreReactions}
        title=${words.moreReactions}
        @click=${() => this.pick({ do: 'more' })}
      >
        ${plus}
      </button>
    </div>`;
  }

  private pick(detail: MenuChoice): void {
    this.dispatchEvent(new CustomEvent('pick', { detail }));
  }

  private readonly askFirst = (): void => {
    this.asking = true;
    void this.updateComplete.then(() => this.begin());
  };

  /** Under its message, or over it where there is more room; never past the edge of the log. */
  protected override place(): void {
    const view = this.offsetParent?.getBoundingClientRect();
    const at = this.anchor?.getBoundingClientRect();
    if (!view || !at) return;
    const { offsetWidth: width, offsetHeight: height } = this;
    const isRtl = getComputedStyle(this).direction === 'rtl';
    const x = (this.own === isRtl ? at.left : at.right - width) - view.left;
    const below = at.bottom - view.top + 4;
    const y = below + height <= view.height - 8 ? below : at.top - view.top - height - 4;
    this.style.left = `${Math.max(8, Math.min(x, view.width - width - 8))}px`;
    this.style.top = `${Math.max(8, Math.min(y, view.height - height - 8))}px`;
  }
}

/** Safe to call more than once. */
export function defineMenu(): void {
  define('ccm-message-menu', CcmMessageMenu);
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-message-menu': CcmMessageMenu;
  }
}
