import { CcmElement } from './element.js';

/**
 * A menu that floats over the log. Arrow keys, Home and End step; Escape, Tab and a press elsewhere close it.
 *
 * @fires end - It is to close.
 */
export abstract class FloatingMenu extends CcmElement {
  private abort = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.abort = new AbortController();
    const { signal } = this.abort;
    const outside = (event: Event): void => {
      if (!event.composedPath().some((one) => this.isOwn(one))) this.end();
    };
    document.addEventListener('pointerdown', outside, { signal, capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.abort.abort();
  }

  protected override firstUpdated(): void {
    this.begin();
  }

  /** A press there leaves it open. */
  protected isOwn(target: EventTarget): boolean {
    return target === this;
  }

  /** Finds its place. */
  protected place(): void {}

  protected end(): void {
    this.dispatchEvent(new Event('end'));
  }

  /** It shows something else now. */
  protected begin(): void {
    this.place();
    this.items[0]?.focus();
  }

  protected readonly key = (event: KeyboardEvent): void => {
    const { items } = this;
    const at = items.findIndex((one) => one.matches(':focus'));
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const to = { Home: 0, End: -1 }[event.key] ?? (step && (at + step) % items.length);
    const isOver = event.key === 'Escape' || event.key === 'Tab';
    event.stopPropagation();
    if (to === undefined && !isOver) return;
    event.preventDefault();
    if (isOver) this.end();
    else items.at(to ?? 0)?.focus();
  };

  private get items(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('button')];
  }
}
