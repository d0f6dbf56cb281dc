import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Pointer travel that makes a drag of a press, in CSS pixels. */
const slack = 4;

interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Lets its host be dragged, and snaps it to the nearest corner of `bounds()`. The corner is told by the attributes
 * `at-start` and `at-top` on the host, whose sheet places it, so that right-to-left pages are mirrored for free.
 * Arrow keys do the same from a control inside.
 */
export class Corners implements ReactiveController {
  private from: { x: number; y: number; id: number } | null = null;
  private dragged = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly bounds: () => Bounds,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    const { host } = this;
    host.addEventListener('pointerdown', this.down);
    host.addEventListener('pointermove', this.move);
    host.addEventListener('pointerup', this.up);
    host.addEventListener('pointercancel', this.up);
    host.addEventListener('keydown', this.key);
    host.addEventListener('click', this.click, true);
  }

  hostDisconnected(): void {
    const { host } = this;
    host.removeEventListener('pointerdown', this.down);
    host.removeEventListener('pointermove', this.move);
    host.removeEventListener('pointerup', this.up);
    host.removeEventListener('pointercancel', this.up);
    host.removeEventListener('keydown', this.key);
    host.removeEventListener('click', this.click, true);
    this.from = null;
    host.style.transform = '';
  }

  /** Clockwise to the next corner: what a press does for whoever does not drag. */
  next(): void {
    const start = this.host.hasAttribute('at-start');
    const top = this.host.hasAttribute('at-top');
    // bottom end, bottom start, top start, top end
    this.snap(!top, start);
  }

  private snap(start: boolean, top: boolean): void {
    const { host } = this;
    const before = host.getBoundingClientRect();
    host.style.transform = '';
    host.toggleAttribute('at-start', start);
    host.toggleAttribute('at-top', top);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const after = host.getBoundingClientRect();
    const offset = `translate(${before.left - after.left}px, ${before.top - after.top}px)`;
    host.animate([{ transform: offset }, { transform: 'none' }], { duration: 200, easing: 'ease-out' });
  }

  private readonly down = (event: PointerEvent): void => {
    if (event.button || this.from) return;
    this.dragged = false;
    this.from = { x: event.clientX, y: event.clientY, id: event.pointerId };
  };

  private readonly move = (event: PointerEvent): void => {
    const { from, host } = this;
    if (event.pointerId !== from?.id) return;
    const x = event.clientX - from.x;
    const y = event.clientY - from.y;
    if (!this.dragged) {
      if (Math.hypot(x, y) < slack) return;
      this.dragged = true;
      // only now: a captured pointer would take the click from the buttons inside
      host.setPointerCapture(from.id);
    }
    host.style.transform = `translate(${x}px, ${y}px)`;
  };

  private readonly up = (event: PointerEvent): void => {
    if (event.pointerId !== this.from?.id) return;
    this.from = null;
    if (!this.dragged) return;
    const box = this.host.getBoundingClientRect();
    const area = this.bounds();
    const left = box.left + box.width / 2 < area.left + area.width / 2;
    const top = box.top + box.height / 2 < area.top + area.height / 2;
    this.snap(left !== this.rtl(), top);
  };

  private readonly key = ({ key }: KeyboardEvent): void => {
    const start = this.host.hasAttribute('at-start');
    const top = this.host.hasAttribute('at-top');
    if (key === 'ArrowUp' || key === 'ArrowDown') this.snap(start, key === 'ArrowUp');
    if (key === 'ArrowLeft' || key === 'ArrowRight') this.snap((key === 'ArrowLeft') !== this.rtl(), top);
  };

  /** The click that ends a drag presses nothing. Keyboards' clicks have no detail and always count. */
  private readonly click = (event: MouseEvent): void => {
    if (this.dragged && event.detail) event.stopPropagation();
    this.dragged = false;
  };

  private rtl(): boolean {
    return getComputedStyle(this.host).direction === 'rtl';
  }
}
