/** Pointer travel that makes a drag of a press, in CSS pixels. */
const slack = 4;

/**
 * Lets an element be dragged, and snaps it to the nearest corner of `bounds()`. The corner is told by the attributes
 * `at-start` and `at-top`, and the element's sheet places it, so that right-to-left pages are mirrored for free.
 * Arrow keys do the same from a control inside. The listeners are the element's own and go with it.
 */
export class Corners {
  private from: PointerEvent | null = null;
  private dragged = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly bounds: () => Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>,
  ) {
    host.addEventListener('pointerdown', (event) => {
      this.dragged = false;
      if (!event.button) this.from = event;
    });
    host.addEventListener('pointermove', this.move);
    host.addEventListener('pointerup', this.up);
    host.addEventListener('pointercancel', this.up);
    host.addEventListener('keydown', this.key);
    // The click that ends a drag presses nothing. Keyboards' clicks have no detail and always count.
    host.addEventListener(
      'click',
      (event) => {
        if (this.dragged && event.detail) event.stopPropagation();
        this.dragged = false;
      },
      true,
    );
  }

  /** To the next corner: what a press does for whoever does not drag. */
  next(): void {
    // bottom end, bottom start, top start, top end
    this.snap(!this.at('top'), this.at('start'));
  }

  private at(side: 'start' | 'top'): boolean {
    return this.host.hasAttribute(`at-${side}`);
  }

  private snap(start: boolean, top: boolean): void {
    const { host } = this;
    const before = host.getBoundingClientRect();
    host.style.transform = '';
    host.toggleAttribute('at-start', start);
    host.toggleAttribute('at-top', top);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const after = host.getBoundingClientRect();
    const transform = `translate(${before.left - after.left}px,${before.top - after.top}px)`;
    host.animate([{ transform }, { transform: 'none' }], { duration: 200, easing: 'ease-out' });
  }

  private readonly move = ({ pointerId, clientX, clientY }: PointerEvent): void => {
    const { from, host } = this;
    if (pointerId !== from?.pointerId) return;
    const x = clientX - from.clientX;
    const y = clientY - from.clientY;
    if (!this.dragged && Math.hypot(x, y) < slack) return;
    this.dragged = true;
    // only now: a captured pointer would take the click from the buttons inside
    host.setPointerCapture(pointerId);
    host.style.transform = `translate(${x}px,${y}px)`;
  };

  private readonly up = (): void => {
    if (!this.from) return;
    this.from = null;
    if (!this.dragged) return;
    const box = this.host.getBoundingClientRect();
    const area = this.bounds();
    const left = box.left + box.width / 2 < area.left + area.width / 2;
    this.snap(left !== this.rtl(), box.top + box.height / 2 < area.top + area.height / 2);
  };

  private readonly key = ({ key }: KeyboardEvent): void => {
    const [, side] = /^Arrow(.+)/.exec(key) ?? [];
    if (side === 'Up' || side === 'Down') this.snap(this.at('start'), side === 'Up');
    else if (side) this.snap((side === 'Left') !== this.rtl(), this.at('top'));
  };

  private rtl(): boolean {
    return getComputedStyle(this.host).direction === 'rtl';
  }
}
