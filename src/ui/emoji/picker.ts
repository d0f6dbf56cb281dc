import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { actionStrings } from '../../i18n/actions/index.js';
import { CcmElement, props } from '../element.js';
import { fieldStyles, panelStyles } from '../panel-styles.js';
import { base } from '../styles.js';
import { emojiOf, findEmoji, groups, type Emoji } from './find.js';
import { pickerStyles } from './picker-styles.js';

const RECENT = 'recent';

/**
 * Emoji to choose from: used last, by group, or by what one looks for. Tab leads from the field to the groups and to the
 * emoji; arrow keys step among these; Escape closes.
 *
 * @csspart emoji-picker - The panel.
 * @fires pick - The emoji, as `detail`.
 * @fires end - It is to close.
 */
export class CcmEmoji extends CcmElement {
  static override properties = props({ recent: [], group: '', query: '' });

  static override styles = [base, fieldStyles, pickerStyles, panelStyles];

  /** Used last, newest first. */
  declare recent: readonly string[];
  /** Which one is shown. */
  declare group: string;
  declare query: string;
  private readonly abort = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    const outside = (event: Event): void => {
      if (!event.composedPath().includes(this)) this.dispatchEvent(new Event('end'));
    };
    document.addEventListener('pointerdown', outside, { signal: this.abort.signal, capture: true });
    this.ask('act', { act: 'recent', tell: (recent) => this.first(recent) });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.abort.abort();
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render(): unknown {
    const words = actionStrings(this.strings.lang);
    const { shown } = this;
    const name = this.query ? words.found(shown.length) : (words.groups[this.group] ?? '');
    return html`<section
      class="panel"
      part="emoji-picker"
      role="group"
      aria-label=${this.strings.emoji}
      @keydown=${this.key}
    >
      <input
        class="field box"
        type="search"
        aria-label=${words.searchEmoji}
        placeholder=${words.searchEmoji}
        .value=${this.query}
        @input=${this.search}
      />
      <div class="groups" role="toolbar" aria-label=${words.groupsLabel}>
        ${this.recent.length ? this.tab(RECENT, '🕘') : nothing}
        ${groups.map(([group, [first]]) => this.tab(group, first?.emoji ?? ''))}
      </div>
      <p role="status" class=${this.query ? '' : 'name'}>${name}</p>
      <div class="grid" role="group" aria-label=${name}>
        ${shown.map(
          ({ emoji, words: label }, i) =>
            html`<button
              type="button"
              tabindex=${i ? '-1' : '0'}
              aria-label=${label}
              title=${label}
              @click=${() => this.pick(emoji)}
            >
              ${emoji}
            </button>`,
        )}
      </div>
    </section>`;
  }

  private get shown(): readonly Emoji[] {
    if (this.query) return findEmoji(this.query);
    if (this.group === RECENT) return this.recent.map(emojiOf);
    return groups.find(([group]) => group === this.group)?.[1] ?? groups[0]?.[1] ?? [];
  }

  private tab(group: string, emoji: string): TemplateResult {
    const label = actionStrings(this.strings.lang).groups[group] ?? group;
    return html`<button
      type="button"
      aria-label=${label}
      title=${label}
      aria-pressed=${!this.query && group === this.group ? 'true' : 'false'}
      @click=${() => this.turnTo(group)}
    >
      ${emoji}
    </button>`;
  }

  private first(recent: readonly string[]): void {
    this.recent = recent;
    this.group ||= recent.length ? RECENT : (groups[0]?.[0] ?? '');
  }

  private turnTo(group: string): void {
    this.query = '';
    this.group = group;
    this.renderRoot.querySelector('.grid')?.scrollTo(0, 0);
  }

  private readonly search = (event: Event): void => {
    this.query = (event.target as HTMLInputElement).value.trim();
  };

  private pick(emoji: string): void {
    this.ask('act', { act: 'recent', used: emoji, tell: () => {} });
    this.dispatchEvent(new CustomEvent('pick', { detail: emoji }));
  }

  private readonly key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const { key } = event;
    if (key === 'Escape') {
      event.preventDefault();
      return void this.dispatchEvent(new Event('end'));
    }
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('.grid button')];
    const at = all.findIndex((one) => one.matches(':focus'));
    const isField = (event.composedPath()[0] as Element).matches('input');
    if (isField && key === 'Enter') return all[0]?.click();
    const to = isField ? (key === 'ArrowDown' ? 0 : -1) : at < 0 ? -1 : this.step(all, at, key);
    if (to < 0) return;
    event.preventDefault();
    const next = all[Math.min(to, all.length - 1)];
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    next?.focus();
  };

  /** Where a key leads from one of the emoji; -1: nowhere. */
  private step(all: readonly HTMLElement[], at: number, key: string): number {
    const first = all[0]?.offsetTop;
    const columns = Math.max(1, all.filter(({ offsetTop }) => offsetTop === first).length);
    const aside = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowRight: aside, ArrowLeft: -aside, ArrowDown: columns, ArrowUp: -columns },
      ...{ Home: -at, End: all.length - 1 - at },
    };
    const step = steps[key];
    return step === undefined ? -1 : Math.max(0, at + step);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-emoji': CcmEmoji;
  }
}
