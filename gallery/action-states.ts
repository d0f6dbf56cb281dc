import type { TemplateResult } from 'lit';
import type { MessageEntry, MessageMore, TimelineEntry } from '../src/chat/types.js';
import type { Profile } from '../src/protocol/identity.js';
import { message, now, talk, talkArabic, tariqArabic } from './samples.js';
import type { State } from './state.js';

const minute = 60_000;
const said = (mine: boolean, text: string, ago: number, more?: MessageMore): MessageEntry => ({
  ...message(mine, text, now - ago * minute),
  ...(more && { more }),
});

const reaction = (emoji: string, ...from: boolean[]) =>
  from.map((mine) => ({ emoji, mine, active: true as const }));

const changed: readonly TimelineEntry[] = [
  said(false, 'Could you have a look at page 12 before our lesson? I am stuck on the last integral.', 18),
  said(true, 'Of course. Send me a photo of your notes.', 17, {
    reply_to: { message_id: 'm', text: 'Could you have a look at page 12 before our lesson? I am stuck' },
    reactions: [...reaction('👍', true, false), ...reaction('🙏', false)],
  }),
  said(true, 'Integrate by parts twice', 17, { edited: '1' }),
  said(false, '', 12, { deleted: true }),
  said(false, 'Got it, it is 2x·sin(x)!', 11, { reactions: reaction('🎉', true) }),
  said(false, 'Thank you, see you at six', 10, {
    reply_to: { message_id: 'm', text: 'Got it, it is 2x·sin(x)!', own: true },
    edited: '1',
  }),
];

const arabicChanged: readonly TimelineEntry[] = [
  ...talkArabic.slice(0, 2),
  {
    ...message(true, 'شكرًا جزيلاً', now),
    more: {
      reply_to: { message_id: 'm', text: 'مرحبًا سارة! هل أنتِ جاهزة للدرس؟' },
      reactions: reaction('❤️', false, true),
    },
  },
];

/** What somebody does in the conversation of a card; `false`: not possible yet. */
type Act = (root: ShadowRoot) => boolean;

const key = (target: Element | undefined, name: string): boolean =>
  !!target?.dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }),
  );

/** Opens the menu of a message, counted from the last. */
const menu =
  (at: number): Act =>
  (root) => {
    if (root.querySelector('ccm-message-menu')) return true;
    key([...root.querySelectorAll('p.bubble')].at(at), 'Enter');
    return false;
  };

/** Chooses from the menu. */
const choose =
  (at: number, label: string): Act =>
  (root) => {
    if (root.querySelector('.strip')) return true;
    const items = root.querySelector('ccm-message-menu')?.shadowRoot?.querySelectorAll('button') ?? [];
    const item = [...items].find((one) => one.textContent.trim() === label);
    item?.click();
    if (!item) menu(at)(root);
    return false;
  };

/** Delete, up to the question. */
const asked: Act = (root) => {
  const shadow = root.querySelector('ccm-message-menu')?.shadowRoot;
  if (shadow?.querySelector('p')) return true;
  const danger = shadow?.querySelector<HTMLElement>('.danger');
  if (danger) danger.click();
  else menu(-4)(root);
  return false;
};

const emoji: Act = (root) => {
  if (root.querySelector('ccm-emoji')?.shadowRoot?.querySelector('.grid button')) return true;
  if (!root.querySelector('ccm-emoji')) root.querySelector<HTMLElement>('[part=emoji-button]')?.click();
  return false;
};

/** Looks among the emoji. */
const find =
  (text: string): Act =>
  (root) => {
    const shadow =
      emoji(root) || root.querySelector('ccm-emoji') ? root.querySelector('ccm-emoji')?.shadowRoot : null;
    const field = shadow?.querySelector('input');
    if (!field) return false;
    if (field.value) return !!shadow?.querySelector('p')?.textContent.includes('ound');
    field.value = text;
    field.dispatchEvent(new Event('input'));
    return false;
  };

interface Talk {
  readonly entries: readonly TimelineEntry[];
  readonly peer?: Profile;
  readonly terms?: string;
}

/** What people do with messages. */
export const actionStates = (view: (talk: Talk) => TemplateResult): readonly State[] => [
  {
    id: 'actions-changed',
    title: 'Replies, reactions, an edited and a deleted one',
    view: view({ entries: changed }),
    phone: true,
  },
  {
    id: 'actions-menu',
    title: 'The menu of an own message',
    view: view({ entries: changed }),
    act: menu(-4),
    phone: true,
  },
  {
    id: 'actions-reply',
    title: 'A reply is written',
    view: view({ entries: changed }),
    act: choose(-2, 'Reply'),
    phone: true,
  },
  {
    id: 'actions-menu-theirs',
    title: 'The menu of a message that came',
    view: view({ entries: changed }),
    act: menu(-2),
    phone: true,
  },
  {
    id: 'actions-edit',
    title: 'A message is edited',
    view: view({ entries: changed }),
    act: choose(-4, 'Edit'),
    phone: true,
  },
  { id: 'actions-emoji-found', title: 'Emoji: found', view: view({ entries: talk }), act: find('heart') },
  {
    id: 'actions-emoji-nothing',
    title: 'Emoji: nothing found',
    view: view({ entries: talk }),
    act: find('integral'),
  },
  { id: 'actions-emoji', title: 'Emoji', view: view({ entries: talk }), act: emoji, phone: true },
  {
    id: 'actions-delete',
    title: 'Deleted for both?',
    view: view({ entries: changed }),
    act: asked,
  },
  {
    id: 'actions-rtl',
    title: 'Replies and reactions, right to left',
    dir: 'rtl',
    view: view({ entries: arabicChanged, peer: tariqArabic }),
    act: menu(-1),
    phone: true,
  },
  {
    id: 'actions-emoji-rtl',
    title: 'Emoji, right to left',
    dir: 'rtl',
    view: view({ entries: arabicChanged, peer: tariqArabic }),
    act: emoji,
  },
];
