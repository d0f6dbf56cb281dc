import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { MessageEntry } from '../src/chat/types.js';
import type { FilesPart } from '../src/ui/conversation/files.js';
import type { State } from './state.js';
import { call, sara, talkArabic, tariqArabic } from './samples.js';
import { local, header, conversation, stage, pane, whole, voice, page, pill } from './views.js';
import { callStates } from './call-states.js';
import { checkStates } from './check-states.js';
import { actionStates } from './action-states.js';
import { deviceStates } from './device-states.js';
import { chatStates } from './chat-states.js';
import { chats, rings } from './conversation-states.js';
import { noticeStates } from './notice-states.js';
import { fileStates } from './file-states.js';
import { calls } from './stage-states.js';
import { resumeStates } from './resume-states.js';
import { tabStates } from './tab-states.js';
import { talkStates } from './talk-states.js';
import { voiceStates } from './voice-states.js';

export type { State } from './state.js';

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
    ...resumeStates,
    ...tabs,
    ...settings,
    ...notices,
    ...lists,
    ...checks,
    ...files,
  ],
];
