import { html, nothing, type TemplateResult } from 'lit';
import type { MessageEntry } from '../../chat/types.js';
import type { TalkStrings } from '../../i18n/talk/index.js';
import { lookBack } from '../actions/older.js';
import { iconButton } from '../button.js';
import type { ExtrasHost, Found, Tools } from '../conversation/extras.js';
import { chevronDown, chevronUp } from '../icons-actions.js';
import { x } from '../icons.js';
import { fold, rangesOf } from './fold.js';
import { marker } from './marker.js';

/** One has stopped typing, in milliseconds. */
const STILL_MS = 400;

/** Looks for words in what was said, the latest first; where the back end keeps older messages, in those too. */
export class Search {
  isOpen = false;
  /** As it is compared; empty while nothing is looked for. */
  private query = '';
  /** The id of the message that is shown now. */
  private at = '';
  private isTired = false;
  private looking: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly folded = new WeakMap<MessageEntry, string>();

  constructor(
    private readonly host: ExtrasHost,
    private readonly words: () => TalkStrings,
    private readonly tools: Tools,
    private readonly reveal: (id: string) => void,
  ) {
    host.addController({ hostDisconnected: () => this.stop() });
  }

  /** Another one: messages are drawn anew. */
  get key(): string {
    return this.query && `${this.query}\n${this.at}`;
  }

  open(): void {
    const { host } = this;
    this.isOpen = true;
    host.requestUpdate();
    const field = (): HTMLInputElement | null => host.renderRoot.querySelector('.find input');
    void host.updateComplete.then(() => field()?.focus());
  }

  close(): void {
    if (!this.isOpen) return;
    this.stop();
    this.isOpen = this.isTired = false;
    this.query = this.at = '';
    this.host.requestUpdate();
  }

  /** How a message looks that holds what is looked for; `null`: as always. */
  found(message: MessageEntry): Found | null {
    const { query, tools, host } = this;
    if (!this.holds(message)) return null;
    const text = host.files?.draw(message, host)?.text ?? message.text;
    const ranges = rangesOf(text, query);
    return {
      look: message.id === this.at ? 'current' : '',
      ...(ranges.length && { body: tools.linkify(text, marker(ranges)) }),
    };
  }

  draw(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const words = this.words();
    const button = (label: string, picture: unknown, press: () => void): TemplateResult =>
      iconButton('ib', 'search-button', label, picture, press);
    return html`<div class="find box" part="search" role="search" @keydown=${this.pressed}>
      <input
        class="field box"
        type="search"
        part="search-input"
        aria-label=${words.search}
        placeholder=${words.search}
        autocomplete="off"
        .enterKeyHint=${'search'}
        @input=${this.wrote}
      />
      <bdi role="status">${this.told(words)}</bdi>
      ${button(words.earlier, chevronUp, () => this.step(1))}
      ${button(words.later, chevronDown, () => this.step(-1))} ${button(words.endSearch, x, this.leave)}
    </div>`;
  }

  /** For the eye the count; for who listens the message too. */
  private told(words: TalkStrings): unknown {
    if (!this.query) return nothing;
    if (this.looking) return words.looking;
    const all = this.all();
    if (!all.length && this.isTired) return words.soFar;
    const place = all.findIndex(({ id }) => id === this.at);
    const text = all[place]?.text ?? '';
    return html`${words.matches(place + 1, all.length)}<span class="vh">: ${text}</span>`;
  }

  private holds(message: MessageEntry): boolean {
    const { query, folded } = this;
    if (!query || message.more?.deleted) return false;
    const text = folded.get(message) ?? fold(message.text);
    folded.set(message, text);
    return text.includes(query);
  }

  /** The latest first. */
  private all(): MessageEntry[] {
    const holds = (one: { entry: string }): one is MessageEntry =>
      one.entry === 'message' && this.holds(one as MessageEntry);
    return this.host.entries.filter(holds).reverse();
  }

  /** The message beside the shown one; without one, the latest. `1`: the earlier. */
  private next(by: 1 | -1): MessageEntry | undefined {
    const all = this.all();
    return all[all.findIndex(({ id }) => id === this.at) + by];
  }

  private step(by: 1 | -1): void {
    if (!this.query) return;
    const next = this.next(by);
    if (next) return this.go(next);
    if (by > 0) void this.look();
    else this.go(this.all().at(-1));
  }

  private go(message: MessageEntry | undefined): void {
    this.at = message?.id ?? '';
    if (message) this.reveal(this.at);
    this.host.requestUpdate();
  }

  private readonly wrote = (event: Event): void => {
    this.stop();
    this.isTired = false;
    this.query = fold((event.target as HTMLInputElement).value.trim());
    const all = this.all();
    if (!all.some(({ id }) => id === this.at)) this.go(all[0]);
    if (this.query && !all.length) this.timer = setTimeout(() => void this.look(), STILL_MS);
    this.host.requestUpdate();
  };

  /** Page by page, until an earlier one is found; then from the latest again. */
  private async look(): Promise<void> {
    if (this.looking) return;
    const { signal } = (this.looking = new AbortController());
    this.host.requestUpdate();
    const isMore = await lookBack(this.host, () => !!this.next(1), signal);
    if (isMore === null) return;
    this.looking = null;
    this.isTired = isMore;
    const next = this.next(1);
    if (next || !isMore) this.go(next ?? this.all()[0]);
    this.host.requestUpdate();
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.looking?.abort();
    this.looking = null;
  }

  private readonly leave = (): void => {
    this.close();
    this.host.focus();
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const { key } = event;
    const isField = (event.composedPath()[0] as Element).matches('input');
    const isEnter = key === 'Enter' && isField && !event.isComposing && event.keyCode !== 229;
    if (key !== 'Escape' && !isEnter) return;
    event.preventDefault();
    event.stopPropagation();
    if (isEnter) this.step(event.shiftKey ? -1 : 1);
    else this.leave();
  };
}
