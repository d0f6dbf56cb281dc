import { html, type ReactiveController, type TemplateResult } from 'lit';
import type { MessageEntry } from '../../chat/types.js';
import { actionStrings, type ActionStrings } from '../../i18n/actions/index.js';
import type { Extras, ExtrasHost, Tools, Wish } from '../conversation/extras.js';
import { bubbleOf } from './bubble.js';
import { copyText } from './copy.js';
import type { Talk } from '../talk/index.js';
import { insertText } from './field.js';
import { isWritable, mayDo } from './may-do.js';
import type { MenuChoice } from './menu.js';
import { Overlays, type EmojiUse } from './overlays.js';
import { reveal } from './reveal.js';
import { Rows } from './rows.js';
import { extraStyles } from './styles.js';
import { Writing } from './writing.js';

/** What people do with messages: knows what is open, and what is being written. */
export class MessageExtras implements Extras, ReactiveController {
  private readonly rows: Rows;
  private readonly writing: Writing;
  private readonly overlays: Overlays;
  private readonly reveal: (id: string) => void;
  private talk: Talk | null = null;
  private with = '';
  private isDrawn = false;

  constructor(
    private readonly host: ExtrasHost,
    private readonly tools: Tools,
  ) {
    const { renderRoot } = host;
    const sheet = extraStyles.styleSheet;
    if (sheet && renderRoot instanceof ShadowRoot) renderRoot.adoptedStyleSheets.push(sheet);
    const words = () => this.words;
    this.rows = new Rows(host, (row, byKey) => this.openMenu(row, byKey));
    this.writing = new Writing(host, words);
    this.reveal = reveal(host);
    this.overlays = new Overlays(host, words, {
      chosen: (entry, choice) => this.chosen(entry, choice),
      emoji: (use, emoji) => this.emojiChosen(use, emoji),
      closed: (byKey) => byKey && this.rows.focus(),
    });
    host.addController(this);
  }

  get query(): string {
    return this.talk?.search.key ?? '';
  }

  private get words(): ActionStrings {
    return actionStrings(this.host.strings.lang);
  }

  hostUpdate(): void {
    const { id, type } = this.host.peer ?? {};
    const now = `${type} ${id}`;
    if (this.with && this.with !== now) {
      this.writing.cancel();
      this.overlays.close();
      this.talk?.close();
      this.reveal('');
    }
    this.with = now;
    if (this.isBlocked && !this.talk) this.useTalk(() => {});
  }

  /** What is drawn otherwise since this part is here may be taller. */
  hostUpdated(): void {
    if (!this.isDrawn && this.host.stick.fresh() === null) this.host.stick.toLatest();
    this.isDrawn = true;
  }

  handle(wish: Wish | undefined): void {
    const { rows } = this;
    if (wish?.type === 'row') void (this.isDrawn ? rows.handle(wish) : rows.begin(wish));
    else if (wish?.type === 'emoji') this.overlays.openEmoji({ for: 'field' });
    else if (wish) this.useTalk((talk) => talk.toggleMenu());
  }

  bubble(message: MessageEntry, who: string, meta: unknown): TemplateResult | null {
    const { host, words } = this;
    return bubbleOf(message, who, meta, {
      ...{ strings: host.strings, words, ask: host.ask },
      found: this.talk?.search.found(message) ?? null,
      tools: this.tools,
      peer: host.peer?.name?.trim() || host.strings.someone,
      canReact: mayDo(host, message).has('react'),
      reveal: this.reveal,
    });
  }

  over(): unknown {
    return html`${this.overlays.draw()}${this.talk?.over()}`;
  }

  strip(): unknown {
    return this.isBlocked ? this.talk?.strip() : this.writing.draw();
  }

  private get isBlocked(): boolean {
    return this.host.terms.includes('blocked');
  }

  /** What belongs to the conversation as a whole. */
  private useTalk(act: (talk: Talk) => void): void {
    if (this.talk) return act(this.talk);
    import('../talk/index.js').then(
      (room) => {
        act((this.talk ??= room.createTalk(this.host, this.tools, this.reveal)));
        this.host.requestUpdate();
      },
      () => {}, // the next click tries again
    );
  }

  private openMenu(row: HTMLElement, byKey: boolean): void {
    const entry = this.rows.entryOf(row);
    if (!entry || entry.more?.deleted) return;
    this.overlays.openMenu({ entry, row, may: mayDo(this.host, entry), byKey });
  }

  private chosen(entry: MessageEntry, choice: MenuChoice): void {
    const { id } = entry;
    if (choice.do === 'reply' || choice.do === 'edit') return this.writing.begin(choice.do, entry);
    if (choice.do === 'copy')
      return void copyText(entry.text).then((done) => done && this.host.say(this.words.copied));
    if (choice.do === 'delete') return this.host.ask('act', { act: 'delete', id });
    if (choice.do === 'more') return this.overlays.openEmoji({ for: id });
    if (choice.do === 'react') this.emojiChosen({ for: id }, choice.emoji);
  }

  private emojiChosen(use: EmojiUse, emoji: string): void {
    if (use.for === 'field') return insertText(this.host, emoji);
    const entry = this.host.entries.find(({ id }) => id === use.for);
    if (entry?.entry !== 'message' || !isWritable(entry)) return;
    const old = entry.more?.reactions?.find((one) => one.mine && one.emoji === emoji);
    this.host.ask('act', { act: 'react', id: entry.id, emoji, active: !old?.active });
  }
}
