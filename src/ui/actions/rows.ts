import { html, nothing } from 'lit';
import type { MessageEntry } from '../../chat/types.js';
import type { ActionStrings } from '../../i18n/actions/index.js';
import type { ExtrasHost } from '../conversation/extras.js';
import { ellipsisVertical } from '../icons-lazy.js';
import { bubblesIn } from './reveal.js';

/** How long a finger rests on a message until its menu opens, in milliseconds: what Android and iOS wait. */
const PRESS_MS = 500;
/** A finger that moves farther scrolls, in CSS pixels. */
const STILL = 10;
/** Room for the button beside a bubble, and how near to it counts as on it. */
const BESIDE = 36;

const bubbleAt = (event: Event): HTMLElement | null =>
  event
    .composedPath()
    .find((one): one is HTMLElement => one instanceof HTMLElement && one.matches('p.bubble')) ?? null;

/**
 * Which message somebody is at: with a pointer a button stands beside it, a finger that rests on it opens its menu, and
 * with the keyboard one steps from message to message, the last one first.
 */
export class Rows {
  private hovered: HTMLElement | null = null;
  /** Reached with Tab. */
  private current: HTMLElement | null = null;
  private pressing: ReturnType<typeof setTimeout> | undefined;
  private from = { x: 0, y: 0 };

  constructor(
    private readonly host: ExtrasHost,
    private readonly words: () => ActionStrings,
    private readonly open: (row: HTMLElement, byKey: boolean) => void,
  ) {
    const listen = (type: string, listener: (event: never) => void): void =>
      host.renderRoot.addEventListener(type, listener as EventListener, true);
    listen('keydown', this.key);
    listen('pointerdown', this.down);
    for (const type of ['pointermove', 'pointerup', 'pointercancel']) listen(type, this.moved);
    listen('scroll', () => this.hover(null));
    listen('contextmenu', this.native);
    host.addController({
      hostUpdated: () => this.step(),
      hostDisconnected: () => clearTimeout(this.pressing),
    });
  }

  /** The pointer is elsewhere, or the focus. */
  handle(event: Event): void {
    if (event.type !== 'pointerover' || (event as PointerEvent).pointerType === 'touch') return;
    // an event that waited for this part to load has no path any more
    const row = this.host.renderRoot.querySelector<HTMLElement>('p.bubble:hover');
    if (row) return this.hover(row);
    const box = this.hovered?.getBoundingClientRect();
    const { clientY } = event as PointerEvent;
    // on its way to the button
    if (!box || clientY < box.top - 4 || clientY > box.bottom + 4) this.hover(null);
  }

  entryOf(row: HTMLElement): MessageEntry | undefined {
    const rows = bubblesIn(this.host);
    const messages = this.host.entries.filter((one): one is MessageEntry => one.entry === 'message');
    return messages[messages.length - rows.length + rows.indexOf(row)];
  }

  focus(): void {
    this.current?.focus();
  }

  /** The button beside the message under the pointer. */
  button(words: ActionStrings): unknown {
    const { hovered } = this;
    if (!hovered?.isConnected || this.entryOf(hovered)?.more?.deleted) return nothing;
    return html`<button
      class="dots"
      part="message-menu-button"
      tabindex="-1"
      aria-label=${words.actions}
      title=${words.actions}
      aria-haspopup="menu"
      @click=${() => this.open(hovered, false)}
    >
      ${ellipsisVertical}
    </button>`;
  }

  private hover(row: HTMLElement | null): void {
    if (row === this.hovered) return;
    this.hovered = row;
    this.host.requestUpdate();
  }

  /** After each drawing: the button stands beside its bubble, and Tab leads to one message. */
  private step(): void {
    const rows = bubblesIn(this.host);
    if (!this.current || !rows.includes(this.current)) this.makeCurrent(rows.at(-1) ?? null);
    const button = this.host.renderRoot.querySelector<HTMLElement>('.dots');
    const box = this.hovered?.getBoundingClientRect();
    const view = button?.offsetParent?.getBoundingClientRect();
    if (!button || !box || !view) return;
    const isRtl = getComputedStyle(button).direction === 'rtl';
    const isOwn = this.hovered?.matches('.out *') ?? false;
    const x = isOwn === isRtl ? box.right + BESIDE - 30 : box.left - BESIDE;
    button.style.left = `${x - view.left}px`;
    button.style.top = `${Math.max(box.top, view.top + 4) - view.top + Math.min(0, (box.height - 30) / 2)}px`;
  }

  private makeCurrent(row: HTMLElement | null): void {
    if (this.current) this.current.tabIndex = -1;
    this.current = row;
    if (!row) return;
    row.tabIndex = 0;
    row.setAttribute('role', 'group');
    row.setAttribute(
      'aria-label',
      `${row.innerText.replaceAll(/\s+/g, ' ').trim()}. ${this.words().actions}`,
    );
  }

  private readonly key = (event: KeyboardEvent): void => {
    const row = event.composedPath()[0] as HTMLElement;
    if (!row.matches('p.bubble')) return;
    const { key } = event;
    const rows = bubblesIn(this.host);
    const by = { ArrowUp: -1, ArrowDown: 1 }[key];
    const opens = ['Enter', ' ', 'ContextMenu'].includes(key) || (key === 'F10' && event.shiftKey);
    if (!by && !opens) return;
    event.preventDefault();
    event.stopPropagation();
    if (opens) return this.open(row, true);
    const next = rows[rows.indexOf(row) + (by ?? 0)];
    if (!next) return;
    this.makeCurrent(next);
    next.focus();
  };

  private readonly down = (event: PointerEvent): void => {
    const row = bubbleAt(event);
    clearTimeout(this.pressing);
    const isLink = (event.composedPath()[0] as Element).matches('a, button');
    if (!row || event.pointerType !== 'touch' || isLink) return;
    this.from = { x: event.clientX, y: event.clientY };
    this.pressing = setTimeout(() => this.open(row, false), PRESS_MS);
  };

  private readonly moved = ({ type, clientX, clientY }: PointerEvent): void => {
    const { x, y } = this.from;
    if (type !== 'pointermove' || Math.hypot(clientX - x, clientY - y) > STILL) clearTimeout(this.pressing);
  };

  /** The browser's own menu stays for the mouse; a resting finger wants ours. */
  private readonly native = (event: PointerEvent): void => {
    const row = bubbleAt(event);
    if (!row || event.pointerType !== 'touch' || (event.composedPath()[0] as Element).matches('a')) return;
    event.preventDefault();
    clearTimeout(this.pressing);
    this.open(row, false);
  };
}
