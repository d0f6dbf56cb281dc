import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CallSnapshot, EndReason, MediaProblem } from '../src/call/snapshot.js';
import type { MessageEntry, TimelineEntry } from '../src/chat/types.js';
import type { CcmConversation } from '../src/ui/conversation.js';
import type { FilesPart } from '../src/ui/conversation/files.js';
import type { Profile } from '../src/protocol/identity.js';
import { en } from '../src/i18n/en.js';
import { arabic } from './arabic.js';
import { demoStream, sara as saraLook, tariq as tariqLook } from './demo-person.js';
import { callStates } from './call-states.js';
import { checkStates } from './check-states.js';
import { actionStates } from './action-states.js';
import { deviceStates } from './device-states.js';
import { chatStates } from './chat-states.js';
import { noticeStates } from './notice-states.js';
import { fileStates } from './file-states.js';
import { tabStates } from './tab-states.js';
import { talkStates } from './talk-states.js';
import { voiceStates } from './voice-states.js';
import { call, callEntry, message, now, sara, talk, talkArabic, tariq, tariqArabic } from './samples.js';

export interface State {
  readonly id: string;
  readonly title: string;
  readonly wide?: true;
  readonly dir?: 'rtl';
  /** The stage of a call is dark in both themes: one picture is enough. */
  readonly once?: true;
  readonly view: TemplateResult;
  /** It takes the whole window, so its picture is taken on a page of its own. */
  readonly alone?: true;
  /** Also as a phone shows it, where a finger points. */
  readonly phone?: true;
  /** What somebody does in the conversation before the picture; again until it is `true`. */
  readonly act?: (conversation: ShadowRoot) => boolean;
}

/** Whoever has an Arabic name is shown in Arabic. */
const words = (peer: Profile): typeof en => (peer === tariqArabic ? arabic : en);

const remote = demoStream(saraLook);
const local = demoStream(tariqLook);

const header = (peer: Profile, callable = true): TemplateResult =>
  html`<ccm-header
    .strings=${words(peer)}
    .peer=${peer}
    .callable=${callable}
    .disabledReason=${'Not while offline'}
  ></ccm-header>`;

interface Talk {
  readonly entries?: readonly TimelineEntry[];
  readonly peer?: Profile;
  readonly reason?: string;
  readonly unreadFrom?: string;
  readonly typing?: boolean;
  readonly files?: FilesPart;
  readonly terms?: string;
  readonly draft?: string;
}

const isBlocked = ({ terms = '' }: Talk): boolean => terms.includes('blocked');

const conversation = (more: Talk): TemplateResult =>
  html`<ccm-conversation
    .strings=${words(more.peer ?? sara)}
    .entries=${more.entries ?? talk}
    .peer=${more.peer ?? sara}
    .canSend=${!more.reason && !isBlocked(more)}
    .cannotSendReason=${more.reason ?? ''}
    .unreadFrom=${more.unreadFrom ?? ''}
    .typing=${more.typing ?? false}
    .files=${more.files ?? null}
    .terms=${more.terms ?? 'changes'}
    .callable=${!isBlocked(more)}
    .draft=${more.draft ?? ''}
    .now=${now}
  ></ccm-conversation>`;

const stage = (snapshot: CallSnapshot, more: Record<string, unknown> = {}): TemplateResult => {
  const picture = snapshot.kind === 'video';
  return html`<ccm-call
    .strings=${words(snapshot.peer)}
    .call=${snapshot}
    .localStream=${more['local'] || (picture && !snapshot.cameraOff) ? local : null}
    .remoteStream=${more['remote'] ?? (picture ? remote : null)}
    .now=${now}
    .needsGesture=${more['needsGesture'] === true}
    .prompting=${more['prompting'] === true}
    .quality=${more['quality'] ?? null}
    .chat=${more['chat'] === true}
    .unread=${more['chat'] ? 2 : 0}
    .level=${more['level'] ?? 0}
  ></ccm-call>`;
};

const pane = (...content: TemplateResult[]): TemplateResult => html`<div class="pane">${content}</div>`;

const whole = (more: Talk): TemplateResult =>
  pane(header(more.peer ?? sara, !isBlocked(more)), conversation(more));

const voice = (more: Partial<CallSnapshot> = {}): CallSnapshot =>
  call({ kind: 'voice', cameraOff: true, peerMedia: null, ...more });

const ended = (endReason: EndReason, more: Partial<CallSnapshot> = {}): CallSnapshot =>
  voice({ phase: 'ended', endReason, ...more });

const problem = (
  code: MediaProblem['code'],
  device: MediaProblem['device'] = 'microphone',
): MediaProblem => ({
  code,
  device,
});

const page = (content: TemplateResult): TemplateResult =>
  html`<div class="page"><b>Integration by parts</b><i></i><i></i><i></i><i></i><i></i><i></i><i></i></div>
    ${content}`;

const pill = (snapshot: CallSnapshot): TemplateResult =>
  html`<ccm-pill
    .call=${snapshot}
    .remoteStream=${snapshot.kind === 'video' ? remote : null}
    .now=${now}
  ></ccm-pill>`;

/** The same once more is another one. */
const another = (entry: TimelineEntry, i: number): TimelineEntry => ({ ...entry, id: `again ${i}` });

/** Scrolls up, and something comes meanwhile. */
const readsAbove = (root: ShadowRoot): boolean => {
  const view = root.host as CcmConversation;
  const log = root.querySelector('.log');
  if (root.querySelector('.latest span')) return true;
  if (!root.querySelector('.latest')) log?.scrollBy(0, -160);
  else if (!view.entries.some(({ id }) => id === 'meanwhile'))
    view.entries = [...view.entries, message(false, 'Are you there?', now, 'read', 'meanwhile')];
  return false;
};

const chats: readonly State[] = [
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

const rings: readonly State[] = [
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

const calls: readonly State[] = [
  { id: 'call-calling', title: 'Calling', view: stage(voice({ phase: 'inviting', remoteRinging: false })) },
  { id: 'call-outgoing-video', title: 'Outgoing video call', view: stage(call({ phase: 'inviting' })) },
  {
    id: 'call-prompt',
    title: 'The browser asks',
    view: stage(call({ phase: 'inviting', cameraOff: true }), { prompting: true }),
  },
  { id: 'call-connecting', title: 'Connecting', view: stage(voice({ phase: 'connecting' })) },
  { id: 'call-voice', title: 'Voice call', view: stage(voice(), { level: 0.7, chat: true }) },
  {
    id: 'call-video',
    title: 'Video call, muted',
    view: stage(call({ muted: true }), { chat: true }),
  },
  {
    id: 'call-peer-off',
    title: 'Camera off, muted over there',
    view: stage(call({ peerMedia: { audio: false, video: false, screen: false } })),
  },
  {
    id: 'call-own-off',
    title: 'Own camera off',
    view: stage(call({ cameraOff: true })),
  },
  { id: 'call-blocked', title: 'Microphone blocked', view: stage(call({ problems: [problem('denied')] })) },
  {
    id: 'call-no-devices',
    title: 'No devices',
    view: stage(
      call({
        cameraOff: true,
        peerMedia: { audio: true, video: false, screen: false },
        problems: [problem('not_found'), problem('in_use', 'camera')],
      }),
    ),
  },
  {
    id: 'call-sharing',
    title: 'A screen is shared from here',
    view: stage(call({ sharing: true }), { chat: true }),
  },
  {
    id: 'call-silent',
    title: 'Nothing arrives',
    view: stage(voice({ silence: 'noticed' })),
  },
  {
    id: 'call-weak',
    title: 'A weak connection',
    view: stage(call({}), { quality: { level: 1, reduced: true } }),
  },
  {
    id: 'call-weak-rtl',
    title: 'A fair connection, right to left',
    dir: 'rtl' as const,
    view: stage(voice({ peer: tariqArabic }), { quality: { level: 2, reduced: false } }),
  },
  { id: 'call-tap', title: 'Sound needs a tap', view: stage(call(), { needsGesture: true }) },
  {
    id: 'call-reconnecting-voice',
    title: 'The peer changes page',
    view: stage(voice({ phase: 'reconnecting' })),
  },
  {
    id: 'call-reconnecting-video',
    title: 'Reconnecting, video',
    view: stage(call({ phase: 'reconnecting' })),
  },
  { id: 'call-ended', title: 'Ended', view: stage(ended('hangup', { duration: 2530 })) },
  {
    id: 'call-declined',
    title: 'Declined with a message',
    view: stage(ended('declined', { declineMessage: "In a lesson, I'll call you back" })),
  },
  { id: 'call-elsewhere', title: 'Answered elsewhere', view: stage(ended('answered_elsewhere')) },
  {
    id: 'call-rtl',
    title: 'Video call, right to left',
    dir: 'rtl' as const,
    view: stage(call({ peer: tariqArabic, muted: true }), { chat: true }),
  },
].map((state) => ({ ...state, once: true as const }));

const others: readonly State[] = [
  {
    id: 'pill-video',
    title: 'Minimized over the page',
    view: page(html`${pill(call())}<ccm-launcher .unread=${3}></ccm-launcher>`),
  },
  { id: 'pill-voice', title: 'Minimized voice call', view: page(pill(voice({ muted: true }))) },
  { id: 'launcher', title: 'Launcher', view: page(html`<ccm-launcher .unread=${0}></ccm-launcher>`) },
  {
    id: 'pill-reconnecting',
    title: 'Minimized, reconnecting',
    view: page(pill(voice({ phase: 'reconnecting' }))),
  },
  {
    id: 'pill-calling',
    title: 'Minimized while it rings over there',
    view: page(pill(call({ phase: 'inviting', connectedAt: null }))),
  },
  {
    id: 'pill-rtl',
    title: 'Minimized, right to left',
    dir: 'rtl',
    view: page(html`${pill(call({ peer: tariqArabic }))}<ccm-launcher .unread=${120}></ccm-launcher>`),
  },
  {
    id: 'wide-video',
    title: 'A wide window: stage and conversation',
    wide: true,
    view: html`${pane(stage(call(), { chat: true }))} ${pane(conversation({}))}`,
  },
  {
    id: 'wide-voice-rtl',
    title: 'A wide window, right to left',
    wide: true,
    dir: 'rtl',
    view: html`${pane(stage(voice({ peer: tariqArabic }), { level: 0.5 }))}
    ${pane(conversation({ entries: talkArabic, peer: tariqArabic }))}`,
  },
];

const actions = actionStates(whole);
const talks = talkStates(whole);
const settings = deviceStates(stage(voice()));
const checks = checkStates(local);
const tabs = tabStates(page, (strip) => pane(header(sara, false), strip, conversation({})));

const arabicTalk = conversation({ entries: talkArabic, peer: tariqArabic });
const notices = noticeStates(page, pane, header(sara), conversation({}), arabicTalk);
const lists = chatStates(conversation({}), arabicTalk, page);

const withFiles = (entries: readonly MessageEntry[], files: FilesPart): TemplateResult =>
  pane(header(sara), conversation({ entries, files }));
const files = [...fileStates(withFiles), ...voiceStates(withFiles)];

export const states: readonly State[] = [
  ...[
    ...chats,
    ...actions,
    ...talks,
    ...rings,
    ...calls,
    ...callStates(stage),
    ...others,
    ...tabs,
    ...settings,
    ...notices,
    ...lists,
    ...checks,
    ...files,
  ],
];
export { nothing };
