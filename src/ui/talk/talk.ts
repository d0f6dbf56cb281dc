import { html, nothing } from 'lit';
import type { Term } from '../../chat/types.js';
import { talkStrings, type TalkStrings } from '../../i18n/talk/index.js';
import type { ExtrasHost, Tools } from '../conversation/extras.js';
import { ban } from '../icons-actions.js';
import type { TalkChoice } from './menu.js';
import { Search } from './search.js';
import { talkStyles } from './styles.js';

/** What belongs to a conversation as a whole: its menu, search, and who is blocked. */
export class Talk {
  readonly search: Search;
  private isMenuOpen = false;
  /** Where the focus was before the menu. */
  private opener: Element | null = null;

  constructor(
    private readonly host: ExtrasHost,
    tools: Tools,
    reveal: (id: string) => void,
  ) {
    const { renderRoot } = host;
    const sheet = talkStyles.styleSheet;
    if (sheet && renderRoot instanceof ShadowRoot) renderRoot.adoptedStyleSheets.push(sheet);
    this.search = new Search(host, () => this.words, tools, reveal);
  }

  private get words(): TalkStrings {
    return talkStrings(this.host.strings.lang);
  }

  /** Opens the menu, or closes it. */
  toggleMenu(): void {
    this.isMenuOpen = !this.isMenuOpen;
    if (this.isMenuOpen) this.opener = focused();
    this.host.requestUpdate();
  }

  /** Another conversation is on the screen. */
  close(): void {
    this.isMenuOpen = false;
    this.search.close();
  }

  over(): unknown {
    const { host, words } = this;
    const menu = html`<ccm-talk-menu
      .strings=${host.strings}
      .words=${words}
      .terms=${host.terms}
      .name=${this.name}
      .canSend=${host.canSend}
      @pick=${({ detail }: CustomEvent<TalkChoice>) => this.chosen(detail)}
      @end=${() => this.closeMenu()}
    ></ccm-talk-menu>`;
    return html`${this.search.draw()}${this.isMenuOpen ? menu : nothing}`;
  }

  /** In place of the composer: this person is blocked. */
  strip(): unknown {
    const { words, name } = this;
    return html`<div class="blocked box" part="blocked" role="group" aria-label=${words.blocked(name)}>
      ${ban}
      <p>${words.blocked(name)}</p>
      <button part="unblock-button" @click=${() => this.settle('blocked')}>${words.unblock}</button>
    </div>`;
  }

  private get name(): string {
    const { peer, strings } = this.host;
    return peer?.name?.trim() || strings.someone;
  }

  private chosen(choice: TalkChoice): void {
    const isSwitch = choice === 'no_read' || choice === 'no_typing';
    // one looks how a switch stands
    if (!isSwitch) this.closeMenu();
    if (choice === 'search') this.search.open();
    else if (choice === 'devices') this.host.ask(choice);
    else this.settle(choice);
  }

  private settle(term: Term): void {
    const { host } = this;
    host.ask('act', { act: 'settle', term, on: !host.terms.includes(term) });
  }

  private closeMenu(): void {
    this.isMenuOpen = false;
    this.host.requestUpdate();
    (this.opener as HTMLElement | null)?.focus();
  }
}

/** Through shadow roots. */
function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}
