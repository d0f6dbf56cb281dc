/** What a screen reader says by itself: one text for each change of a live region. */
export interface Ears {
  readonly heard: string[];
  stop(): void;
}

/**
 * Stands in for a screen reader, as WAI-ARIA 1.2 has live regions: a change belongs to the closest element with `aria-live` or
 * a role that implies it; `off` is silent; a status or an alert is read as a whole, others as what came in. What is born
 * with its text is not read, but for alerts. It needs nothing from outside, so that it can be sent into a page.
 */
export function listen(root: Node): Ears {
  const heard: string[] = [];
  const seen = new WeakSet<Element>();
  const rooms = new Set<Node>();
  const parent = (node: Node): Node | null => node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
  const regionOf = (node: Node): Element | null => {
    for (let at: Node | null = node; at; at = parent(at)) {
      if (!(at instanceof Element)) continue;
      if (at.getAttribute('aria-live') === 'off') return null;
      if (at.matches('[aria-live], [role=status], [role=alert], [role=log]')) return at;
    }
    return null;
  };
  const said = (node: Node): string => (node.textContent ?? '').replace(/\s+/g, ' ').trim();
  const say = (region: Element | null, text: string): void => {
    if (region && text && (seen.has(region) || region.matches('[role=alert]'))) heard.push(text);
  };
  const read = (records: MutationRecord[]): void => {
    const whole = new Set<Element>();
    for (const { target, addedNodes } of records) {
      const region = regionOf(target);
      if (region?.matches(':not([role=status], [role=alert])'))
        for (const node of addedNodes) say(region, said(node));
      else if (region) whole.add(region);
      for (const node of addedNodes) {
        const inside = node instanceof Element ? [node, ...node.querySelectorAll('[role=alert]')] : [];
        for (const one of inside) if (one.matches('[role=alert]')) whole.add(one);
      }
    }
    for (const region of whole) if (region.isConnected) say(region, said(region));
    enter(root);
  };
  const observer = new MutationObserver(read);
  /** Also the shadow roots that have come meanwhile. */
  const enter = (node: Node): void => {
    if (!rooms.has(node)) observer.observe(node, { subtree: true, childList: true, characterData: true });
    rooms.add(node);
    const inside = (node as ParentNode).querySelectorAll('*');
    for (const one of [...(node instanceof Element ? [node] : []), ...inside]) {
      seen.add(one);
      if (one.shadowRoot) enter(one.shadowRoot);
    }
  };
  enter(root);
  return { heard, stop: () => observer.disconnect() };
}
