import { html, noChange, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { TimelineEntry } from '../../chat/types.js';
import type { Profile } from '../../protocol/identity.js';
import { iconButton } from '../button.js';
import { CcmElement, props } from '../element.js';
import { arrowDown } from '../icons-lazy.js';
import { base } from '../styles.js';
import { bubble, callRow } from './bubbles.js';
import { dayOf } from './dates.js';
import { bubbleStyles } from './bubble-styles.js';
import type { FilesPart } from './files.js';
import { logStyles } from './log-styles.js';
import { stickToEnd } from './stick.js';
import { rowsOf } from './timeline.js';
import type { Row } from './timeline.js';
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
 * @fires ccm-retry-request - `{id}`
 * @fires ccm-discard-request - `{id}`
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
  /** Milliseconds since the epoch, for Today and Yesterday; the clock when unset. */
  declare now: number | undefined;

  /** The page put something of its own into the slot `empty`. */
  private filled = false;
  readonly stick = stickToEnd(
    this,
    () => {
      if (!this.window.grow()) return this.ask('older');
      this.stick.keepPlace();
      this.requestUpdate();
    },
    () => this.keepPlace(),
  );
  /** Whose conversation was drawn, and whether it is another one now. */
  private with = '';
  private isOther = true;
  readonly window = new LogWindow();
  /** What each chunk was drawn of: drawing it anew would change nothing. */
  private drawn: readonly (readonly unknown[])[] = [];

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('ccm-composer')?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { entries, window, stick } = this;
    if (!changed.has('entries')) return;
    const { id, type } = this.peer ?? {};
    this.isOther = this.with !== `${type} ${id}` || !changed.get('entries')?.length;
    this.with = `${type} ${id}`;
    if (window.update(entries, this.isOther || (window.isLong && stick.fresh() === null))) stick.keepPlace();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('entries')) return;
    const before = changed.get('entries') ?? [];
    const last = this.entries.at(-1);
    const mineIsNew = last?.mine === true && last.id !== before.at(-1)?.id;
    this.stick.grew(this.entries, mineIsNew || this.isOther);
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
    import('./place.js').then(
      (part) => part.keepPlace(this),
      () => {}, // then the end is the place
    );
  }

  protected override render(): unknown {
    const { strings, entries } = this;
    const name = this.nameOf(this.peer);
    const fresh = this.stick.fresh();
    return html`<div class="view">
        <div
          class="log"
          part="log"
          role="log"
          aria-label=${strings.messages}
          tabindex="0"
          @scroll=${this.stick.scrolled}
        >
          <div class="rows">
            ${entries.length ? nothing : this.empty(name)} ${this.chunks(name)}
            ${
              this.typing
                ? html`<div class="bubble typing" part="typing">
                    <span class="vh">${strings.typing(name)}</span><i></i><i></i><i></i>
                  </div>`
                : nothing
            }
          </div>
        </div>
        ${fresh === null ? nothing : this.latest(fresh)}
      </div>
      ${this.files?.strip(this)}
      <ccm-composer
        exportparts="composer, message-input, send-button"
        .strings=${strings}
        .draft=${this.draft}
        .canSend=${this.canSend}
        .cannotSendReason=${this.cannotSendReason}
        >${this.files?.buttons(this)}<slot name="composer-actions" slot="composer-actions"></slot
      ></ccm-composer>`;
  }

  /** Chunks that are as they were are left alone. */
  private chunks(name: string): unknown[] {
    const { strings, callable, unreadFrom, drawn, window, files } = this;
    const day = new Date(this.now ?? Date.now()).toDateString();
    const all = window.chunks();
    let { previous } = window;
    this.drawn = all.map((entries) => {
      const key = [previous, strings, name, callable, unreadFrom, day, files?.version, ...entries];
      previous = entries.at(-1);
      return key;
    });
    return all.map((entries, i) => {
      const [key = [], old] = [this.drawn[i], drawn[i]];
      if (old?.length === key.length && key.every((part, j) => part === old[j])) return noChange;
      const [before] = key as readonly (TimelineEntry | undefined)[];
      return html`<div class="rows chunk">
        ${rowsOf(entries, unreadFrom, before?.at).map((row) => this.row(row, name))}
      </div>`;
    });
  }

  private row(row: Row, name: string): TemplateResult {
    const { strings } = this;
    if (typeof row === 'number')
      return html`<div class="day" part="day">${dayOf(row, this.now ?? Date.now(), strings)}</div>`;
    if (row === 'unread') return html`<div class="day new" part="unread">${strings.newMessages}</div>`;
    if ('kind' in row) {
      const { kind } = row;
      return callRow(row, strings, this.callable ? () => this.ask('call', { kind }) : null);
    }
    const { mine } = row[0];
    return html`<div class="group ${mine ? 'out' : ''}">
      ${row.map((message, i) =>
        bubble(
          message,
          i ? '' : `${mine ? strings.you : name}: `,
          i === row.length - 1,
          strings,
          this.ask,
          this.files?.draw(message, this),
        ),
      )}
    </div>`;
  }

  private empty(name: string): TemplateResult {
    const { strings } = this;
    return html`<slot name="empty" @slotchange=${this.slotted}></slot>
      <div class="empty" ?hidden=${this.filled}>
        <ccm-avatar .strings=${strings} .profile=${this.peer} .size=${72}></ccm-avatar>
        <h3>${strings.emptyTitle(name)}</h3>
        <p>${strings.emptyText}</p>
      </div>`;
  }

  private latest(fresh: number): TemplateResult {
    const content = [fresh ? html`<span>${fresh}</span>` : nothing, arrowDown];
    return iconButton('latest', 'latest-button', this.strings.latest(fresh), content, this.stick.toLatest);
  }

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
