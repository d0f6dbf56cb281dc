import { html, nothing } from 'lit';
import type { MessageEntry } from '../../chat/types.js';
import type { ActionStrings } from '../../i18n/actions/index.js';
import type { ExtrasHost } from '../conversation/extras.js';
import type { Deed } from './may-do.js';
import type { MenuChoice } from './menu.js';

/** What an emoji is for: the field, or the message of this id. */
export interface EmojiUse {
  readonly for: string;
}

interface OpenMenu {
  readonly entry: MessageEntry;
  readonly row: HTMLElement;
  readonly may: ReadonlySet<Deed>;
  readonly byKey: boolean;
}

interface Decisions {
  chosen(entry: MessageEntry, choice: MenuChoice): void;
  emoji(use: EmojiUse, emoji: string): void;
  /** `byKey`: the focus is to go back. */
  closed(byKey: boolean): void;
}

/** What floats over the log: the menu of a message, or the emoji. One at a time. */
export class Overlays {
  private menu: OpenMenu | null = null;
  private emoji: EmojiUse | null = null;

  constructor(
    private readonly host: ExtrasHost,
    private readonly words: () => ActionStrings,
    private readonly decide: Decisions,
  ) {}

  openMenu(menu: OpenMenu): void {
    this.close();
    this.menu = menu;
    this.host.requestUpdate();
  }

  openEmoji(use: EmojiUse): void {
    const again = this.emoji?.for === use.for;
    this.close();
    if (again) return;
    import('../emoji/index.js').then(
      (room) => {
        room.defineEmoji();
        this.emoji = use;
        this.host.requestUpdate();
      },
      () => {}, // the next click tries again
    );
  }

  close(): void {
    this.menu = this.emoji = null;
    this.host.requestUpdate();
  }

  draw(): unknown {
    const { menu, emoji, host } = this;
    if (menu)
      return html`<ccm-message-menu
        .strings=${host.strings}
        .words=${this.words()}
        .may=${menu.may}
        .own=${menu.entry.mine}
        .chosen=${(menu.entry.more?.reactions ?? []).filter((one) => one.mine && one.active).map((one) => one.emoji)}
        .anchor=${menu.row}
        exportparts="message-menu"
        @pick=${(event: CustomEvent<MenuChoice>) => {
          this.end(menu.byKey);
          this.decide.chosen(menu.entry, event.detail);
        }}
        @end=${() => this.end(menu.byKey)}
      ></ccm-message-menu>`;
    if (!emoji) return nothing;
    return html`<ccm-emoji
      .strings=${host.strings}
      exportparts="emoji-picker"
      @pick=${(event: CustomEvent<string>) => {
        if (emoji.for !== 'field') this.end(false);
        this.decide.emoji(emoji, event.detail);
      }}
      @end=${() => {
        this.end(false);
        host.focus();
      }}
    ></ccm-emoji>`;
  }

  private end(byKey: boolean): void {
    this.close();
    this.decide.closed(byKey);
  }
}
