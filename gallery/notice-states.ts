import { html, type TemplateResult } from 'lit';
import { aroundWords } from '../src/i18n/en-around.js';
import { defineNotices, type CcmBell } from '../src/ui/notices.js';
import { aroundArabic, arabic } from './arabic.js';
import { sara, tariq, tariqArabic } from './samples.js';
import type { State } from './state.js';

defineNotices();

const choice: CcmBell['choice'] = { sound: true, notifications: true, text: false, permission: 'granted' };
const text = 'Are you free now? A quick call would help a lot, the exam is on Monday and I am stuck';

const card = (docked: boolean): TemplateResult =>
  html`<ccm-notice .words=${aroundWords} .peer=${tariq} .text=${text} .docked=${docked}></ccm-notice>`;

/** The header with the button of the settings, opened. */
const open = (choices: CcmBell['choice']): TemplateResult =>
  html`<ccm-header .peer=${sara}
    ><ccm-bell .words=${aroundWords} .choice=${choices} .shown=${true}></ccm-bell
  ></ccm-header>`;

/** Notices in the page, and what asks for those outside of it. */
export const noticeStates = (
  page: (content: TemplateResult) => TemplateResult,
  pane: (...content: TemplateResult[]) => TemplateResult,
  header: TemplateResult,
  conversation: TemplateResult,
  conversationArabic: TemplateResult,
): readonly State[] => [
  { id: 'notice-page', title: 'A message of somebody else, over the page', view: page(card(false)) },
  {
    id: 'notice-modal',
    title: 'A message of somebody else, over a conversation',
    phone: true,
    view: html`${pane(header, conversation)}${card(true)}`,
  },
  {
    id: 'notice-ask',
    title: 'Asked whether notices are wanted',
    view: pane(header, html`<ccm-ask-notices .words=${aroundWords}></ccm-ask-notices>`, conversation),
  },
  {
    id: 'notice-settings',
    title: 'The settings of notices',
    phone: true,
    view: pane(open(choice), conversation),
  },
  {
    id: 'notice-blocked',
    title: 'The browser blocks notifications',
    view: pane(open({ ...choice, permission: 'denied' }), conversation),
  },
  {
    id: 'notice-rtl',
    title: 'Notices, right to left',
    phone: true,
    dir: 'rtl',
    view: html`${pane(
        html`<ccm-header .strings=${arabic} .peer=${tariqArabic}
          ><ccm-bell .words=${aroundArabic} .choice=${choice}></ccm-bell
        ></ccm-header>`,
        html`<ccm-ask-notices .words=${aroundArabic}></ccm-ask-notices>`,
        conversationArabic,
      )}<ccm-notice
        .words=${aroundArabic}
        .peer=${tariqArabic}
        .text=${'مرحبًا سارة! هل أنتِ جاهزة للدرس؟'}
        .docked=${true}
      ></ccm-notice>`,
  },
];
