import { html, type TemplateResult } from 'lit';
import { en, type Strings } from '../src/i18n/en.js';
import type { Profile } from '../src/protocol/identity.js';
import { drawElsewhere } from '../src/ui/elsewhere.js';
import '../src/ui/cannot-ring.js';
import { arabic } from './arabic.js';
import { sara, tariqArabic } from './samples.js';
import type { State } from './state.js';

const there = (docked: boolean, muted = false, peer: Profile = sara, strings: Strings = en): TemplateResult =>
  drawElsewhere(strings, { peer, muted, party: 'tab', connectedAt: 1 }, docked);

/** What a second tab shows. `page`: something that floats over the page; `chat`: a strip over the conversation. */
export const tabStates = (
  page: (content: TemplateResult) => TemplateResult,
  chat: (strip: TemplateResult) => TemplateResult,
): readonly State[] => [
  {
    id: 'tabs-elsewhere',
    title: 'In a call in another tab',
    view: page(html`${there(false)}<ccm-launcher .unread=${0}></ccm-launcher>`),
  },
  {
    id: 'tabs-elsewhere-ringing',
    title: 'In another tab, not answered yet',
    view: page(drawElsewhere(en, { peer: sara, muted: false, party: 'tab', connectedAt: null }, false)),
  },
  { id: 'tabs-elsewhere-open', title: 'In another tab, the modal open', view: chat(there(true, true)) },
  {
    id: 'tabs-elsewhere-rtl',
    title: 'In another tab, right to left',
    dir: 'rtl',
    view: page(html`${there(false, false, tariqArabic, arabic)}<ccm-launcher></ccm-launcher>`),
  },
  {
    id: 'tabs-cannot-ring',
    title: 'A page without a click',
    view: page(html`<ccm-cannot-ring></ccm-cannot-ring><ccm-launcher .unread=${0}></ccm-launcher>`),
  },
];
