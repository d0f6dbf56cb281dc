import { html, noChange, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TimelineEntry } from '../../chat/types.js';
import type { Profile } from '../../protocol/identity.js';
import { CcmElement, props } from '../element.js';
import { base } from '../styles.js';
import { bubble, callRow, stamp } from './bubbles.js';
import { dayOf } from './dates.js';
import { bubbleStyles } from './bubble-styles.js';
import { isBlocked, isMore, type Extras, type ExtrasHost, type ExtrasRoom, type Wish } from './extras.js';
import type { FilesPart } from './files.js';
import { linkify } from './linkify.js';
import { logStyles } from './log-styles.js';
import { stickToEnd } from './stick.js';
import { emojiButton, emptyView, latestButton, typingView } from './parts.js';
import { messageRows, tabStop } from './rows.js';
import { rowsOf, type Row } from './timeline.js';
import { LogWindow } from './window.js';

/**
 * The conversation: what was said and which calls there were, and where one writes.
 *
 * @slot empty - In place of the empty conversation's picture and words.
 * @slot composer-actions - More buttons beside the field.
 * @csspart log - The scrolling log.
 * @csspart day - A day's separator.
 * @csspart unread - The line above what was not seen yet.
 * @csspart bubble - A message; own ones also bubble-mine.
 * @csspart retry-button - Retry on a message that was not sent.
 * @csspart delete-button - Delete on a message that was not sent.
 * @csspart typing - The peer is writing.
 * @csspart call-entry - A call that was.
 * @csspart call-back-button - Call back.
 * @csspart latest-button - Back to the latest message.
 * @csspart composer - The bar with the field; also message-input, send-button.
 * @fires ccm-send-request - `{text}`
 * @fires ccm-older-request - What stands before the first entry is wanted.
 * @fires ccm-act-request - `{act, id, …}`: something is done with a message.
 * @fires ccm-draft-request - `{text}`
 * @fires ccm-call-request - `{kind}`
 */
export class CcmConversation extends CcmElement {
  static override properties = props({
    entries: [],
    unreadFrom: '',
    peer: null,
    typing: false,
    draft: '',
    canSend: true,
    cannotSendReason: '',
    callable: true,
    files: null,
    terms: '',
    now: undefined,
  });

  static override styles = [base, logStyles, bubbleStyles];

  /** In order of time. */
  declare entries: readonly TimelineEntry[];
  /** Before this entry begins what was not seen when the conversation was opened. */
  declare unreadFrom: string;
  declare peer: Profile | null;
  /** The peer is writing. */
  declare typing: boolean;
  /** What was written here and not sent. */
  declare draft: string;
  declare canSend: boolean;
  declare cannotSendReason: string;
  /** Whether Call back is offered. */
  declare callable: boolean;
  /** Chooses and draws files. */
  declare files: FilesPart | null;
  /** What may be done here, in words: `changes` (messages can be changed), and each `Term` that holds. */
  declare terms: string;
  /** Milliseconds since the epoch, for Today and Yesterday; the clock when unset. */
  declare now: number | undefined;

  /** The page put something of its own into the slot `empty`. */
  private filled = false;
  readonly stick = stickToEnd(
    this,
    () => {
      if (!this.window.grow()) return this.ask('older');
      this.stick.growing(this.window);
    },
    () => this.keepPlace(),
  );
  /** Whose conversation was drawn, and whether it is another one now. */
  private with = '';
  private isOther = true;
  readonly window = new LogWindow();
  private extras: Extras | null = null;
  private loading: ExtrasRoom = null;
  declare lead: ExtrasHost['lead'];
  /** What each chunk was drawn of: drawing it anew would change nothing. */
  private drawn: readonly (readonly unknown[])[] = [];

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('ccm-composer')?.focus(options);
  }

  protected override firstUpdated(): void {
    messageRows(this, this.reach);
    this.lead = tabStop(this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { entries, window, stick } = this;
    if (!this.extras && (isBlocked(this) || entries.some(isMore))) this.reach();
    if (!changed.has('entries')) return;
    const { id, type } = this.peer ?? {};
    this.isOther = this.with !== `${type} ${id}` || !changed.get('entries')?.length;
    this.with = `${type} ${id}`;
    if (window.update(entries, this.isOther || (window.isLong && stick.fresh() === null)))
      stick.growing(window);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('entries')) return;
    const [before, last] = [changed.get('entries') ?? [], this.entries.at(-1)];
    const isOwn = last?.mine && last.id !== before.at(-1)?.id;
    this.stick.grew(this.entries, isOwn || this.isOther, this.isOther ? this.unreadFrom : '');
    try {
      if (last && this.isOther && sessionStorage.getItem(this.placeKey)) this.keepPlace();
    } catch {
      // storage refused
    }
  }

  get placeKey(): string {
    return `ccm-place ${this.with}`;
  }

  /** One reads further up, or did on the page before. */
  private keepPlace(): void {
    // without it the end is the place
    import('./place.js').then((part) => part.keepPlace(this)).catch(() => {});
  }

  protected override render(): unknown {
    const { strings, entries } = this;
    const [name, fresh] = [this.nameOf(this.peer), this.stick.fresh()];
    return html`<div class="view">
        <div
          class="log"
          part="log"
          role="log"
          aria-live="off"
          aria-label=${strings.messages}
          tabindex="0"
          @scroll=${this.stick.scrolled}
        >
          <div class="rows">
            ${entries.length ? nothing : emptyView(this, this.filled, this.slotted)} ${this.chunks(name)}
            ${this.typing ? typingView(this, name) : nothing}
          </div>
        </div>
        ${fresh === null ? nothing : latestButton(this, fresh)} ${this.extras?.over()}
        <p class="vh" aria-live="polite"></p>
      </div>
      ${isBlocked(this) ? nothing : this.files?.strip(this)} ${this.extras?.strip()}
      <ccm-composer
        exportparts="composer, message-input, send-button"
        .strings=${strings}
        .draft=${this.draft}
        .canSend=${this.canSend}
        ?hidden=${isBlocked(this)}
        .cannotSendReason=${this.cannotSendReason}
        >${this.files?.buttons(this)}${emojiButton(this)}<slot
          name="composer-actions"
          slot="composer-actions"
        ></slot
      ></ccm-composer>`;
  }

  /** Chunks that are as they were are left alone. */
  private chunks(name: string): unknown[] {
    const { strings, callable, unreadFrom, drawn, window, files, extras } = this;
    const day = new Date(this.now ?? Date.now()).toDateString();
    const all = window.chunks();
    let { previous } = window;
    const around = [strings, name, callable, unreadFrom, day, files?.version, extras?.query];
    this.drawn = all.map((entries) => {
      const key = [previous, ...around, ...entries];
      previous = entries.at(-1);
      return key;
    });
    return all.map((entries, i) => {
      const [key = [], old] = [this.drawn[i], drawn[i]];
      if (old?.length === key.length && key.every((part, j) => part === old[j])) return noChange;
      const [before] = key as readonly (TimelineEntry | undefined)[];
      const rows = rowsOf(entries, unreadFrom, before?.at);
      return html`<div class="rows chunk">${rows.map((row) => this.row(row, name))}</div>`;
    });
  }

  private row(row: Row, name: string): TemplateResult {
    const { strings } = this;
    if (typeof row === 'number')
      return html`<div class="day" part="day">${dayOf(row, this.now ?? Date.now(), strings)}</div>`;
    if (row === 'unread') return html`<div class="day new" part="unread">${strings.newMessages}</div>`;
    if ('kind' in row)
      return callRow(row, strings, this.callable ? () => this.ask('call', { kind: row.kind }) : null);
    const { mine } = row[0];
    return html`<div class="group ${mine ? 'out' : ''}">
      ${row.map((message, i) => {
        const who = i ? '' : `${mine ? strings.you : name}: `;
        const meta = i < row.length - 1 ? nothing : stamp(message, strings);
        return this.extras?.bubble(message, who, meta) ?? this.bubble(message, who, meta);
      })}
    </div>`;
  }

  /** With its files, unless it was taken back. */
  private readonly bubble: typeof bubble = (message, who, meta, body, look) =>
    bubble(message, who, meta, body, look, message.more?.deleted ? null : this.files?.draw(message, this));

  /** Tells screen readers, also several at once, in place of the log: that changes with every tick, and with what comes in above. */
  say(text: string): void {
    const told = this.renderRoot.querySelector('.view > p')!;
    if (told.childNodes.length > 9) told.firstChild!.remove();
    told.append(`${text}\n`);
  }

  /** Somebody wants more than to read and write, or a message is more than a text: what that needs loads once. */
  readonly reach = (wish?: Wish): void => {
    if (this.extras) return this.extras.handle(wish);
    this.loading ??= import('../actions/index.js');
    this.loading.then(
      (room) => {
        this.extras ??= room.createExtras(this, { bubble: this.bubble, linkify });
        this.extras.handle(wish);
        this.requestUpdate();
      },
      () => (this.loading = null), // again with the next one
    );
  };

  private readonly slotted = (event: Event): void => {
    this.filled = (event.target as HTMLSlotElement).assignedNodes({ flatten: true }).length > 0;
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-conversation': CcmConversation;
  }
}
