import { html } from 'lit';
import { rareWords } from '../src/i18n/en-rare.js';
import { defineResume } from '../src/ui/call/resume.js';
import { call, tariqArabic } from './samples.js';
import type { State } from './state.js';
import { page, pill, voice } from './views.js';

defineResume();

/** As controllers/resume-call.ts does: puts the button into the minimized call before it. */
class GalleryResume extends HTMLElement {
  connectedCallback(): void {
    const card = this.previousElementSibling?.shadowRoot?.querySelector('.pill');
    if (!card) return void setTimeout(() => this.connectedCallback(), 20);
    const resume = document.createElement('ccm-resume');
    resume.words = { ...rareWords, resumeCall: this.getAttribute('text') || rareWords.resumeCall };
    card.append(resume);
  }
}
customElements.define('gallery-resume', GalleryResume);

/** A call that was taken up on the next page, where the browser wants a click. */
export const resumeStates: readonly State[] = [
  {
    id: 'pill-resume',
    title: 'Minimized, the browser wants a click',
    view: page(html`${pill(voice({ muted: true }))}<gallery-resume></gallery-resume>`),
    phone: true,
  },
  {
    id: 'pill-resume-video',
    title: 'The same, with a picture',
    view: page(html`${pill(call())}<gallery-resume></gallery-resume>`),
  },
  {
    id: 'pill-resume-rtl',
    title: 'The same, right to left',
    dir: 'rtl',
    view: page(
      html`${pill(voice({ peer: tariqArabic }))}<gallery-resume text="استئناف المكالمة"></gallery-resume>`,
    ),
  },
];
