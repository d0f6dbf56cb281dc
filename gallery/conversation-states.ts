import { html } from 'lit';
import { en } from '../src/i18n/en.js';
import { arabic } from './arabic.js';
import type { State } from './state.js';
import { call, callEntry, message, now, sara, talk, talkArabic, tariq, tariqArabic } from './samples.js';
import { header, conversation, pane, whole, voice, another, readsAbove } from './views.js';

export const chats: readonly State[] = [
  {
    id: 'conversation',
    phone: true,
    title: 'Conversation',
    view: pane(header(sara), conversation({})),
  },
  {
    id: 'conversation-empty',
    title: 'Nothing said yet',
    view: pane(header(sara), conversation({ entries: [] })),
  },
  {
    id: 'conversation-offline',
    phone: true,
    title: 'Offline',
    view: pane(
      header(sara, false),
      html`<ccm-banner .state=${'reconnecting'} .problem=${'offline'}></ccm-banner>`,
      conversation({ entries: talk.slice(4, 7).concat(message(true, 'I am on the train', now, 'sending')) }),
    ),
  },
  {
    id: 'conversation-failed',
    title: 'Connection refused',
    view: pane(
      header(sara, false),
      html`<ccm-banner .state=${'failed'} .problem=${'unauthorized'}></ccm-banner>`,
      conversation({ entries: talk.slice(2, 7), reason: 'Sign in again to write.' }),
    ),
  },
  {
    id: 'conversation-new',
    phone: true,
    title: 'New messages, a refused one, and somebody who writes',
    view: pane(
      header(sara),
      conversation({
        entries: talk
          .slice(2, 8)
          .concat({ ...message(true, 'Here is my number', now, 'failed'), error: 'forbidden' }),
        unreadFrom: 'first-new',
        typing: true,
      }),
    ),
  },
  {
    id: 'conversation-latest',
    title: 'Reading further up, and something new',
    view: pane(header(sara), conversation({ entries: [...talk, ...talk.slice(2)].map(another) })),
    act: readsAbove,
    phone: true,
  },
  {
    id: 'conversation-draft',
    title: 'A long message is written',
    view: whole({
      draft:
        'Yes, at six.\n\nPlease bring:\n– exercise 4\n– your notes\n– the book, as far as you have read it by then',
    }),
    phone: true,
  },
  {
    id: 'conversation-waiting',
    title: 'Out of reach for long',
    view: pane(
      header(sara, false),
      html`<ccm-banner .state=${'reconnecting'} .problem=${'unreachable'}></ccm-banner>`,
      conversation({
        entries: talk.slice(2, 5).concat(message(true, 'Are you there?', now, 'sending')),
        reason: en.tooMany,
      }),
    ),
    phone: true,
  },
  {
    id: 'conversation-replaced',
    title: 'Open in another window',
    view: pane(
      header(sara, false),
      html`<ccm-banner .state=${'failed'} .problem=${'replaced'}></ccm-banner>`,
      conversation({ entries: talk.slice(0, 2) }),
    ),
  },
  {
    id: 'conversation-no-chat',
    title: 'A site without chat',
    view: pane(header(sara), conversation({ entries: talk.slice(0, 2), reason: en.noChat })),
  },
  {
    id: 'conversation-no-chat-empty',
    title: 'The same before the first call',
    view: pane(header(sara), conversation({ entries: [], reason: en.noChat })),
  },
  {
    id: 'conversation-calls',
    title: 'Calls in the conversation',
    view: pane(
      header(tariq),
      conversation({
        peer: tariq,
        entries: (
          ['answered', 'missed', 'declined', 'busy', 'cancelled', 'unanswered', 'failed'] as const
        ).map((outcome, i) =>
          callEntry(
            {
              outcome,
              mine: i % 2 === 1 && outcome !== 'missed',
              kind: i % 3 ? 'voice' : 'video',
              duration: 765,
            },
            now - 9e5 + i * 6e4,
          ),
        ),
      }),
    ),
  },
  {
    id: 'conversation-rtl',
    phone: true,
    title: 'Right to left',
    dir: 'rtl',
    view: pane(
      header(tariqArabic),
      html`<ccm-banner .state=${'reconnecting'} .strings=${arabic}></ccm-banner>`,
      conversation({ entries: talkArabic, peer: tariqArabic }),
    ),
  },
];

export const rings: readonly State[] = [
  {
    id: 'ringing-video',
    title: 'Incoming video call',
    once: true,
    view: html`<ccm-ringing
      .call=${call({ phase: 'ringing', direction: 'incoming', peer: tariq })}
    ></ccm-ringing>`,
  },
  {
    id: 'ringing-voice',
    title: 'Incoming voice call',
    once: true,
    view: html`<ccm-ringing .call=${voice({ phase: 'ringing', direction: 'incoming' })}></ccm-ringing>`,
  },
  {
    id: 'ringing-rtl',
    title: 'Incoming, right to left',
    once: true,
    dir: 'rtl',
    view: html`<ccm-ringing
      .strings=${arabic}
      .call=${call({ phase: 'ringing', direction: 'incoming', peer: tariqArabic })}
    ></ccm-ringing>`,
  },
];
