/** Pointer travel that makes a drag of a press, in CSS pixels. */
const slack = 4;

/**
 * Lets an element be dragged, and snaps it to the nearest corner of what it is placed in. The corner is told by the
 * attributes `at-start` and `at-top`, and the element's sheet places it, so that right-to-left pages are mirrored for
 * free. Arrow keys do the same from a control inside. The listeners are the element's own and go with it.
 * Returns what sends it to the next corner: for a press, by whoever does not drag.
 */
export function corners(host: HTMLElement): () => void {
  let from: PointerEvent | null = null;
  let dragged = false;
  const box = (): DOMRect => host.getBoundingClientRect();
  const is = (side: 'start' | 'top'): boolean => host.hasAttribute(`at-${side}`);
  const snap = (start: boolean, top: boolean): void => {
    const before = box();
    host.style.translate = '';
    host.toggleAttribute('at-start', start);
    host.toggleAttribute('at-top', top);
    const after = box();
    if (!matchMedia('(prefers-reduced-motion)').matches)
      host.animate(
        { translate: [`${before.x - after.x}px ${before.y - after.y}px`, '0'] },
        { duration: 200, easing: 'ease-out' },
      );
  };
  const rtl = (): boolean => getComputedStyle(host).direction === 'rtl';
  const on = <K extends keyof HTMLElementEventMap>(
    type: K,
    heard: (event: HTMLElementEventMap[K]) => void,
  ): void => host.addEventListener(type, heard, true);

  on('pointerdown', (event) => {
    dragged = false;
    if (!event.button) from = event;
  });
  on('pointermove', ({ pointerId, clientX, clientY }) => {
    if (pointerId !== from?.pointerId) return;
    const x = clientX - from.clientX;
    const y = clientY - from.clientY;
    dragged ||= Math.hypot(x, y) > slack;
    if (!dragged) return;
    // only now: a captured pointer would take the click from the buttons inside
    host.setPointerCapture(pointerId);
    host.style.translate = `${x}px ${y}px`;
  });
  const drop = (): void => {
    if (from && dragged) {
      const { x, y, width, height } = box();
      const area = host.offsetParent?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
      snap(x + width / 2 < area.x + area.width / 2 !== rtl(), y + height / 2 < area.y + area.height / 2);
    }
    from = null;
  };
  on('pointerup', drop);
  on('pointercancel', drop);
  // The click that ends a drag presses nothing. Keyboards' clicks have no detail and always count.
  on('click', (event) => {
    if (dragged && event.detail) event.stopPropagation();
    dragged = false;
  });
  on('keydown', ({ key }) => {
    if (/Up|Down/.test(key)) snap(is('start'), key === 'ArrowUp');
    if (/Left|Right/.test(key)) snap((key === 'ArrowLeft') !== rtl(), is('top'));
  });
  // bottom end, bottom start, top start, top end
  return () => snap(!is('top'), is('start'));
}
