import type { TemplateResult } from 'lit';
import type { TimelineEntry } from '../src/chat/types.js';
import type { Profile } from '../src/protocol/identity.js';
import type { CcmConversation } from '../src/ui/conversation.js';
import { message, nobodyKeeps, now, talk, talkArabic, tariqArabic } from './samples.js';
import type { State } from './state.js';

/** What somebody does in the conversation of a card; `false`: not possible yet. */
type Act = (root: ShadowRoot) => boolean;

const items = (root: ShadowRoot): HTMLElement[] => [
  ...(root.querySelector('ccm-talk-menu')?.shadowRoot?.querySelectorAll('button') ?? []),
];

/** Blocking, up to the question. */
const ask: Act = (root) => {
  const shadow = root.querySelector('ccm-talk-menu')?.shadowRoot;
  if (shadow?.querySelector('p')) return true;
  if (menu(root)) items(root).at(-1)?.click();
  return false;
};

const asked = new WeakSet<ShadowRoot>();
/** Presses the header's button, once. */
const menu: Act = (root) => {
  if (!asked.has(root)) (root.host as CcmConversation).reach({ type: 'menu' });
  asked.add(root);
  return items(root).length > 0;
};

/** Looks for something until that is told; `earlier`: steps so often. */
const search =
  (text: string, told: string, earlier = 0): Act =>
  (root) => {
    const field = root.querySelector<HTMLInputElement>('.find input');
    const enter = (): unknown =>
      field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    if (field?.value) {
      return !!root.querySelector('.find [role=status]')?.textContent.includes(told);
    }
    if (!field) {
      if (menu(root)) items(root)[0]?.click();
      return false;
    }
    field.value = text;
    field.dispatchEvent(new Event('input'));
    for (let i = 0; i < earlier; i++) enter();
    return false;
  };

const looked: readonly TimelineEntry[] = [
  ...talk.slice(0, -1),
  message(true, 'The integral in “Intégrale de Riemann” is the same one.', now),
];

interface Talk {
  readonly entries: readonly TimelineEntry[];
  readonly peer?: Profile;
  readonly terms?: string;
}

/** The strip in place of the composer is there. */
const blocked: Act = (root) => !!root.querySelector('.blocked');
const quiet = 'changes no_read no_typing';

/** The menu of a conversation, and search. */
export const talkStates = (view: (talk: Talk) => TemplateResult): readonly State[] => [
  {
    id: 'talk-menu',
    title: 'The menu of a conversation',
    view: view({ entries: talk }),
    act: menu,
    phone: true,
  },
  {
    id: 'talk-switches',
    title: 'Its switches, off',
    view: view({ entries: talk, terms: quiet }),
    act: menu,
  },
  {
    id: 'talk-block',
    title: 'Blocked?',
    view: view({ entries: talk }),
    act: ask,
    phone: true,
  },
  {
    id: 'talk-blocked',
    title: 'A blocked conversation',
    view: view({ entries: talk.slice(0, -1), terms: 'changes blocked' }),
    act: blocked,
    phone: true,
  },
  {
    id: 'talk-blocked-menu',
    title: 'The menu of a blocked conversation',
    view: view({ entries: talk.slice(0, -1), terms: `${quiet} blocked` }),
    act: (root) => blocked(root) && menu(root),
  },
  {
    id: 'talk-search',
    title: 'Search: the second of three',
    view: view({ entries: looked }),
    act: search('integra', '2 of', 1),
    phone: true,
  },
  {
    id: 'talk-search-nothing',
    title: 'Search: nothing found',
    view: view({ entries: looked, peer: nobodyKeeps }),
    act: search('geometry', 'Nothing'),
    phone: true,
  },
  {
    id: 'talk-search-older',
    title: 'Search: older messages are fetched',
    view: view({ entries: talk }),
    act: search('geometry', 'Looking'),
  },
  {
    id: 'talk-rtl',
    title: 'The menu of a conversation, right to left',
    dir: 'rtl',
    view: view({ entries: talkArabic, peer: tariqArabic }),
    act: menu,
  },
  {
    id: 'talk-switches-rtl',
    title: 'Its switches, off, right to left',
    dir: 'rtl',
    view: view({ entries: talkArabic, peer: tariqArabic, terms: quiet }),
    act: menu,
  },
  {
    id: 'talk-block-rtl',
    title: 'Blocked?, right to left',
    dir: 'rtl',
    view: view({ entries: talkArabic, peer: tariqArabic }),
    act: ask,
  },
  {
    id: 'talk-blocked-rtl',
    title: 'A blocked conversation, right to left',
    dir: 'rtl',
    view: view({ entries: talkArabic, peer: tariqArabic, terms: 'changes blocked' }),
    act: blocked,
    phone: true,
  },
  {
    id: 'talk-search-rtl',
    title: 'Search, right to left',
    dir: 'rtl',
    view: view({ entries: talkArabic, peer: tariqArabic }),
    act: search('جاهزة', '1 of'),
  },
];
