import type { MessageEntry } from '../../chat/types.js';
import type { ExtrasHost, Wish } from '../conversation/extras.js';
import { bubblesIn } from './reveal.js';

/** What is done at a message: with the keyboard one steps from one to the next, all else opens its menu. */
export class Rows {
  private current: HTMLElement | undefined;

  constructor(
    private readonly host: ExtrasHost,
    private readonly open: (row: HTMLElement, byKey: boolean) => void,
  ) {}

  /** What was wanted while this part was not there yet: messages that are drawn otherwise now are other elements. */
  async begin(wish: Extract<Wish, { type: 'row' }>): Promise<void> {
    const { host } = this;
    const at = bubblesIn(host).indexOf(wish.row);
    host.requestUpdate();
    await host.updateComplete;
    const row = bubblesIn(host)[at];
    if (row) this.handle({ ...wish, row });
  }

  handle({ row, key = '' }: Extract<Wish, { type: 'row' }>): void {
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    this.current = row;
    if (!by) return this.open(row, !!key);
    const rows = bubblesIn(this.host);
    const next = rows[rows.indexOf(row) + by];
    if (!next) return;
    this.host.lead(next);
    next.focus();
  }

  entryOf(row: HTMLElement): MessageEntry | undefined {
    const rows = bubblesIn(this.host);
    const messages = this.host.entries.filter((one): one is MessageEntry => one.entry === 'message');
    return messages[messages.length - rows.length + rows.indexOf(row)];
  }

  focus(): void {
    this.current?.focus();
  }
}
