import { fixture, html } from '@open-wc/testing';
import type { LitElement, TemplateResult } from 'lit';
import type { GalleryCard } from '../../../gallery/card.js';
import '../../../gallery/card.js';
import '../../../src/ui/call.js';
import '../../../src/ui/conversation.js';
import { defineFirst } from '../../../src/ui/first.js';

defineFirst();

export type Theme = 'light' | 'dark';

/** Shows a template in a host with the widget's tokens, as the modal would, and waits until it stands. */
export async function show(
  content: TemplateResult,
  theme: Theme = 'light',
  dir = 'ltr',
): Promise<GalleryCard> {
  const card = await fixture<GalleryCard>(
    html`<gallery-card
      .theme=${theme}
      dir=${dir}
      .content=${html`<div class="pane">${content}</div>`}
    ></gallery-card>`,
  );
  await settled(card);
  return card;
}

/** Every element under a root, through shadow roots. */
export function everything(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((one) => [
    one,
    ...(one.shadowRoot ? everything(one.shadowRoot) : []),
  ]);
}

/** All that a selector finds, through shadow roots. */
export function all<T extends Element = HTMLElement>(root: Element, selector: string): T[] {
  return everything(root.shadowRoot ?? root).filter((one): one is T => one.matches(selector));
}

/** The one that a selector finds. */
export function one<T extends Element = HTMLElement>(root: Element, selector: string): T {
  const [found, ...more] = all<T>(root, selector);
  if (!found || more.length) throw new Error(`${selector}: ${found ? more.length + 1 : 0} found`);
  return found;
}

/** A button by its accessible name. */
export function button(root: Element, name: string): HTMLButtonElement {
  const named = all<HTMLButtonElement>(root, 'button').filter(
    (each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === name,
  );
  if (named.length !== 1 || !named[0]) throw new Error(`button ${name}: ${named.length} found`);
  return named[0];
}

/** Waits for every update, also those that updates start. */
export async function settled(root: Element): Promise<void> {
  const inside = [root, ...everything(root.shadowRoot ?? root)];
  for (const each of inside) await (each as Partial<LitElement>).updateComplete;
  const now = everything(root.shadowRoot ?? root);
  if (now.length + 1 !== inside.length) await settled(root);
}

/** The requests that leave a root, as `[name, detail]`. */
export function requests(root: EventTarget): [string, unknown][] {
  const heard: [string, unknown][] = [];
  const names =
    'open close reconnect call accept decline mute camera chat hang-up minimize restore call-again dismiss hear ' +
    'send act older';
  for (const name of names.split(' '))
    root.addEventListener(`ccm-${name}-request`, (event) => {
      heard.push([event.type, (event as CustomEvent).detail ?? null]);
    });
  return heard;
}

/** Counts the timers that are set and neither cleared nor fired while `body` watches. */
export function watchTimers(): { pending(): number; restore(): void } {
  const set = window.setTimeout.bind(window);
  const clear = window.clearTimeout.bind(window);
  const ids = new Set<unknown>();
  window.setTimeout = ((handler: () => void, ms?: number) => {
    const id: unknown = set(() => {
      ids.delete(id);
      handler();
    }, ms);
    ids.add(id);
    return id;
  }) as typeof window.setTimeout;
  window.clearTimeout = (id) => {
    ids.delete(id);
    clear(id);
  };
  return {
    pending: () => ids.size,
    restore: () => Object.assign(window, { setTimeout: set, clearTimeout: clear }),
  };
}
