import { html, type TemplateResult } from 'lit';
import { aroundWords } from '../src/i18n/en-around.js';
import { defineChats, type ChatRow } from '../src/ui/chats.js';
import { defineNotices } from '../src/ui/notices.js';
import { aroundArabic, arabic } from './arabic.js';
import { callEntry, message, now, sara, talk, talkArabic, tariq, tariqArabic } from './samples.js';
import type { State } from './state.js';

defineChats();
defineNotices();

const HOUR = 3_600_000;
const tutor = (id: number, entries: ChatRow['entries'], more: Partial<ChatRow> = {}): ChatRow => ({
  peer: { id: String(id), type: 'tutor', name: `Tutor ${id}` },
  entries,
  unread: 0,
  online: false,
  ...more,
});

const rows: readonly ChatRow[] = [
  { peer: tariq, entries: talk.slice(0, -1), unread: 2, online: true },
  { peer: sara, entries: [message(true, 'See you at four, then.', now - HOUR)], unread: 0, online: true },
  tutor(3, [callEntry({ kind: 'video' }, now - 3 * HOUR)]),
  tutor(
    4,
    [
      message(
        false,
        'Thank you for the notes, they were a great help for the whole group before the exam.',
        now - 26 * HOUR,
      ),
    ],
    { unread: 128 },
  ),
  tutor(5, [callEntry({ kind: 'voice', outcome: 'answered', mine: true, duration: 765 }, now - 80 * HOUR)]),
  tutor(6, [message(true, 'https://example.com/exercise-4.pdf', now - 400 * HOUR)]),
  tutor(7, [{ ...message(false, '', now - 500 * HOUR), more: { deleted: true } }]),
];

const choice = { sound: true, notifications: true, text: true, permission: 'granted' } as const;
const chats = (shown: readonly ChatRow[], query = '', waiting = false): TemplateResult =>
  html`<div class="pane">
    <ccm-chats .words=${aroundWords} .rows=${shown} .query=${query} .waiting=${waiting} .now=${now}
      ><ccm-bell .words=${aroundWords} .choice=${choice}></ccm-bell
    ></ccm-chats>
  </div>`;

/** The list of conversations. */
export const chatStates = (
  conversation: TemplateResult,
  conversationArabic: TemplateResult,
  page: (content: TemplateResult) => TemplateResult,
): readonly State[] => [
  { id: 'chats', title: 'All conversations', phone: true, view: chats(rows) },
  { id: 'chats-empty', title: 'No conversation yet', view: chats([]) },
  { id: 'chats-waiting', title: 'Looking which there are', view: chats([], '', true) },
  { id: 'chats-searching', title: 'Searching', view: chats(rows, 'exam') },
  { id: 'chats-nothing', title: 'Nothing found', view: chats(rows, 'geometry') },
  {
    id: 'chats-conversation',
    title: 'A conversation, and the way back',
    view: html`<div class="pane">
      <ccm-header .peer=${sara}><ccm-back .words=${aroundWords}></ccm-back></ccm-header>
      ${conversation}
    </div>`,
  },
  {
    id: 'chats-conversation-rtl',
    title: 'The way back, right to left',
    dir: 'rtl',
    view: html`<div class="pane">
      <ccm-header .strings=${arabic} .peer=${tariqArabic}
        ><ccm-back .words=${aroundArabic}></ccm-back
      ></ccm-header>
      ${conversationArabic}
    </div>`,
  },
  {
    id: 'chats-unread',
    title: 'Unread: the launcher; the title says (3) Lesson',
    view: page(html`<ccm-launcher .unread=${3}></ccm-launcher>`),
  },
  {
    id: 'chats-rtl',
    title: 'All conversations, right to left',
    phone: true,
    dir: 'rtl',
    view: html`<div class="pane">
      <ccm-chats
        .strings=${arabic}
        .words=${aroundArabic}
        .rows=${[{ peer: tariqArabic, entries: talkArabic, unread: 1, online: true }, rows[2]]}
        .now=${now}
      ></ccm-chats>
    </div>`,
  },
];
