/** The list of conversations. Loaded when the modal opens for nobody in particular; importing defines the tags. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TimelineEntry } from '../chat/types.js';
import type { AroundWords } from '../i18n/en-around.js';
import type { Profile } from '../protocol/identity.js';
import { iconButton } from './button.js';
import { backStyles, chatsStyles } from './chats-styles.js';
import { dayOf, timeOf } from './conversation/dates.js';
import { CcmElement, define, props } from './element.js';
import { phone, video, x } from './icons.js';
import { arrowLeft, search } from './icons-around.js';
import { base } from './styles.js';

/** Characters of a message that a line of the list can show. */
const LINE_CHARS = 120;
/** Characters that stand before what was found. */
const BEFORE_CHARS = 12;

/** A conversation, as the list shows it. */
export interface ChatRow {
  readonly peer: Profile;
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[];
  readonly unread: number;
  readonly online: boolean;
}

/**
 * All conversations, the last one first. Arrow keys, Home and End go through them; what is typed filters by name and text.
 *
 * @slot - Beside the title.
 * @csspart chats - The list.
 * @csspart chat-entry - A conversation.
 * @csspart search-input - The search field.
 * @fires ccm-peer-request - `{peer}`
 * @fires ccm-close-request
 */
export class CcmChats extends CcmElement {
  static override properties = {
    ...props({ words: null, rows: [], current: '', waiting: false, now: undefined, query: '' }),
    at: { attribute: false },
  };
  static override styles = [base, chatsStyles];

  declare words: AroundWords;
  /** The last one first. */
  declare rows: readonly ChatRow[];
  /** It is not known yet which conversations there are. */
  declare waiting: boolean;
  /** Milliseconds since the epoch, for Today and Yesterday; the clock when unset. */
  declare now: number | undefined;
  /** What is searched for. */
  declare query: string;
  /** The row that Tab reaches. */
  declare private at: number | undefined;

  override focus(): void {
    (this.entry(this.at ?? 0) ?? this.field).focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query')) this.at = 0;
  }

  protected override render(): unknown {
    const { strings, words, query, rows } = this;
    const wanted = query.trim().toLocaleLowerCase();
    const found = rows.map((row) => this.find(row, wanted)).filter((row) => row !== null);
    return html`<header>
        <h2>${words.chats}</h2>
        <slot></slot>
        ${iconButton('ib', 'close-button', strings.close, x, () => this.ask('close'))}
      </header>
      <label class="search">
        ${search}<input
          part="search-input"
          type="search"
          autocomplete="off"
          aria-label=${words.search}
          placeholder=${words.search}
          .value=${query}
          @input=${this.typed}
          @keydown=${this.pressed}
        />
      </label>
      <p class="vh" role="status">${wanted ? words.found(found.length) : ''}</p>
      ${found.length ? this.list(found) : this.none(wanted)}`;
  }

  private list(found: readonly Found[]): TemplateResult {
    const at = Math.min(this.at ?? 0, found.length - 1);
    return html`<ul part="chats" aria-label=${this.words.chats} @keydown=${this.pressed}>
      ${found.map((row, i) => html`<li>${this.row(row, i === at)}</li>`)}
    </ul>`;
  }

  private none(wanted: string): TemplateResult {
    const { words, strings } = this;
    if (this.waiting && !wanted)
      return html`<div class="bones" aria-hidden="true">${[1, 2, 3].map(() => html`<i></i>`)}</div>`;
    return html`<div class="empty">
      <h3>${wanted ? words.nothingFound : words.noChats}</h3>
      <p>${wanted ? words.tryOther : strings.emptyText}</p>
    </div>`;
  }

  private row({ row, entry, wanted = '' }: Found, isReached: boolean): TemplateResult {
    const { strings, words } = this;
    const { peer, unread, online } = row;
    return html`<button
      part="chat-entry"
      class=${unread ? 'new' : ''}
      tabindex=${isReached ? 0 : -1}
      @click=${() => this.ask('peer', { peer })}
    >
      <span class="face"
        ><ccm-avatar .strings=${strings} .profile=${peer} .size=${46}></ccm-avatar>${
          online ? html`<em class="dot"></em>` : nothing
        }</span
      >
      <span class="main"
        ><b><bdi>${this.nameOf(peer)}</bdi></b
        >${online ? html`<span class="vh">, ${words.online}, </span>` : nothing}<span class="last"
          >${entry ? this.last(entry, wanted) : nothing}</span
        ></span
      >
      <span class="side">
        ${entry ? html`<time>${this.when(entry.at)}</time>` : nothing}
        ${unread ? html`<em class="count">${unread > 99 ? '99+' : unread}<span class="vh"> ${words.unread}</span></em>` : nothing}
      </span>
    </button>`;
  }

  private last(entry: TimelineEntry, wanted: string): TemplateResult {
    const { strings } = this;
    if (entry.entry === 'call')
      return html`${entry.kind === 'video' ? video : phone}<bdi>${strings.callEntry(entry)}</bdi>`;
    const line = entry.text.replace(/\s+/g, ' ');
    const at = line.toLocaleLowerCase().indexOf(wanted) - BEFORE_CHARS;
    const text = at > 0 ? `…${line.slice(at, at + LINE_CHARS)}` : line.slice(0, LINE_CHARS);
    const said = entry.more?.deleted ? this.words.deleted : text;
    return html`${entry.mine ? html`<span>${strings.you}:&nbsp;</span>` : nothing}<bdi>${said}</bdi>`;
  }

  /** The time of today, else the day. */
  private when(at: number): string {
    const { strings } = this;
    const day = dayOf(at, this.now ?? Date.now(), strings);
    if (day === strings.today) return timeOf(at, strings);
    if (day === strings.yesterday) return day;
    return new Intl.DateTimeFormat(strings.lang, { day: 'numeric', month: 'short' }).format(at);
  }

  /** What fits: somebody of that name, or the last message that says it. */
  private find(row: ChatRow, wanted: string): Found | null {
    const last = row.entries.at(-1);
    const has = (text: string): boolean => text.toLocaleLowerCase().includes(wanted);
    if (has(this.nameOf(row.peer))) return { row, entry: last };
    const said = row.entries.findLast((one) => one.entry === 'message' && has(one.text));
    return said ? { row, entry: said, wanted } : null;
  }

  private get field(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }

  private entry(index: number): HTMLElement | undefined {
    return this.renderRoot.querySelectorAll<HTMLElement>('li button')[index];
  }

  private readonly typed = (): void => {
    this.query = this.field.value;
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const { field } = this;
    const inField = event.target === field;
    if (event.key === 'Escape' && this.query) {
      event.preventDefault();
      this.query = '';
      return field.focus();
    }
    const all = this.renderRoot.querySelectorAll('li button').length;
    const at = inField ? -1 : (this.at ?? 0);
    const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all - 1 }[event.key];
    if (wanted === undefined || !all || (inField && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (wanted < 0) return field.focus();
    this.at = Math.min(wanted, all - 1);
    this.entry(this.at)?.focus();
  };
}

interface Found {
  readonly row: ChatRow;
  /** What stands under the name. */
  readonly entry: TimelineEntry | undefined;
  /** What was found in it. */
  readonly wanted?: string;
}

/**
 * Leads from a conversation to the list.
 *
 * @csspart back-button - The button.
 * @fires ccm-peer-request - `{peer: null}`
 */
export class CcmBack extends CcmElement {
  static override properties = props({ words: null });
  static override styles = [base, backStyles];

  declare words: AroundWords;

  protected override render(): unknown {
    return iconButton('ib', 'back-button', this.words.back, arrowLeft, () =>
      this.ask('peer', { peer: null }),
    );
  }
}

/** Safe to call more than once. */
export function defineChats(): void {
  define('ccm-chats', CcmChats);
  define('ccm-back', CcmBack);
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-chats': CcmChats;
    'ccm-back': CcmBack;
  }
}
