/** Every state of the interface on one page, in both themes. scripts/gallery.ts takes its pictures. */
import { html, render } from 'lit';
import type { TemplateResult } from 'lit';
import '../src/ui/call.js';
import '../src/ui/conversation.js';
import { defineFirst } from '../src/ui/first.js';
import './card.js';
import { nobodyKeeps } from './samples.js';
import { states } from './states.js';
import type { State } from './states.js';

defineFirst();

const themes = ['light', 'dark'] as const;

const query = new URLSearchParams(location.search);
// ?phone: those that a phone shows too
const phone = query.has('phone') ? '-phone' : '';

const card = (state: State, theme: (typeof themes)[number]): TemplateResult =>
  html`<figure id=${`${state.id}${phone}${state.once ? '' : `-${theme}`}`}>
    <figcaption>${state.title}${theme === 'dark' ? ', dark' : ''}</figcaption>
    <gallery-card
      .theme=${theme}
      .wide=${state.wide ?? false}
      dir=${state.dir ?? 'ltr'}
      .content=${state.view}
    >
    </gallery-card>
  </figure>`;

const main = document.querySelector('main');
// ?state=… shows one alone
const only = query.get('state');
document.body.classList.toggle('alone', !!only);
const isNarrow = innerWidth < 1004;
const shown = states.filter((one) =>
  only ? one.id === only : !one.alone && (!phone || one.phone) && !(isNarrow && one.wide),
);
if (main) {
  render(
    shown.map((state) => (state.once ? card(state, 'light') : themes.map((theme) => card(state, theme)))),
    main,
  );
}

/** What a page answers: the emoji used last, and older messages, which with one person never come and with another are not kept. */
document.addEventListener('ccm-act-request', (event) => {
  const { act, tell } = (event as CustomEvent<{ act: string; tell?: (answer: unknown) => void }>).detail;
  const [view] = event.composedPath() as (Node & { readonly peer?: { readonly id: string } })[];
  if (act === 'recent') tell?.(['👍', '❤️', '🙏', '🎉', '😂']);
  if (act === 'older' && view?.peer?.id === nobodyKeeps.id) tell?.(false);
});
// and nobody loses patience while pictures are taken
const later = window.setTimeout.bind(window);
window.setTimeout = ((run: TimerHandler, ms?: number) =>
  ms === 10_000 ? 0 : later(run, ms)) as typeof setTimeout;

/** Every video under a node, through shadow roots. */
function videosIn(node: ParentNode): HTMLVideoElement[] {
  const inner = [...node.querySelectorAll('*')].flatMap((child) =>
    child.shadowRoot ? videosIn(child.shadowRoot) : [],
  );
  return [...node.querySelectorAll('video'), ...inner];
}

/** A key was pressed: the controls of a call stay. */
function pinControls(): void {
  for (const one of document.querySelectorAll('gallery-card'))
    one.shadowRoot?.querySelector('ccm-call')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }));
}

/** Somebody does in each card what its state says. `false`: not everywhere yet. */
function act(): boolean {
  return shown
    .flatMap(({ id, act: each }) => {
      const cards = [
        ...document.querySelectorAll(
          ['', '-light', '-dark'].map((look) => `[id="${id}${phone}${look}"] gallery-card`).join(),
        ),
      ];
      const roots = cards.map((one) => one.shadowRoot?.querySelector('ccm-conversation')?.shadowRoot);
      return each ? roots.map((root) => !!root && each(root)) : [];
    })
    .every(Boolean);
}

// for whoever takes pictures: what has one of its own, and that every video shows one
const alone = states.filter((one) => one.alone && (!phone || one.phone)).map(({ id }) => id);
main?.setAttribute('data-alone', alone.join(' '));
const look = setInterval(() => {
  if (
    !document.querySelector('gallery-card')?.shadowRoot ||
    !videosIn(document).every((one) => one.readyState >= 2) ||
    !act()
  )
    return;
  pinControls();
  main?.setAttribute('data-ready', '');
  clearInterval(look);
}, 100);
