/** Pointer travel that makes a drag of a press, in CSS pixels. */
const slack = 4;

const isAt = (host: HTMLElement, side: 'start' | 'top'): boolean => host.hasAttribute(`at-${side}`);
const isRtl = (host: HTMLElement): boolean => getComputedStyle(host).direction === 'rtl';

/** Glides into a corner. */
function snap(host: HTMLElement, start: boolean, top: boolean): void {
  const before = host.getBoundingClientRect();
  host.style.translate = '';
  host.toggleAttribute('at-start', start);
  host.toggleAttribute('at-top', top);
  const after = host.getBoundingClientRect();
  if (!matchMedia('(prefers-reduced-motion)').matches)
    host.animate(
      { translate: [`${before.x - after.x}px ${before.y - after.y}px`, '0'] },
      { duration: 200, easing: 'ease-out' },
    );
}

/** To the corner that is nearest to where it was left. */
function drop(host: HTMLElement): void {
  const { x, y, width, height } = host.getBoundingClientRect();
  const area = host.offsetParent?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
  snap(
    host,
    x + width / 2 < area.x + area.width / 2 !== isRtl(host),
    y + height / 2 < area.y + area.height / 2,
  );
}

/**
 * Lets an element be dragged, and snaps it to the nearest corner of what it is placed in. The corner is told by the
 * attributes `at-start` and `at-top`, and the element's sheet places it, so that right-to-left pages are mirrored for
 * free. Arrow keys do the same from a control inside. The listeners are the element's own and go with it.
 * Returns what sends it to the next corner: for a press, by whoever does not drag.
 */
export function corners(host: HTMLElement): () => void {
  let from: PointerEvent | null = null;
  let dragged = false;
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
  for (const type of ['pointerup', 'pointercancel'] as const)
    on(type, () => {
      if (from && dragged) drop(host);
      from = null;
    });
  // The click that ends a drag presses nothing. Keyboards' clicks have no detail and always count.
  on('click', (event) => {
    if (dragged && event.detail) event.stopPropagation();
    dragged = false;
  });
  on('keydown', ({ key }) => {
    if (/^Arrow[UD]/.test(key)) snap(host, isAt(host, 'start'), key === 'ArrowUp');
    if (/^Arrow[LR]/.test(key)) snap(host, (key === 'ArrowLeft') !== isRtl(host), isAt(host, 'top'));
  });
  // bottom end, bottom start, top start, top end
  return () => snap(host, !isAt(host, 'top'), isAt(host, 'start'));
}
