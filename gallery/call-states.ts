import { html, type TemplateResult } from 'lit';
import type { CallSnapshot } from '../src/call/snapshot.js';
import { rareWords } from '../src/i18n/en-rare.js';
import { defineFlip } from '../src/ui/call/flip.js';
import { call, tariqArabic } from './samples.js';
import type { State } from './states.js';

defineFlip();

/** As controllers/flip.ts does on a phone: puts the button on the tile of the call before it. */
class GalleryFlip extends HTMLElement {
  connectedCallback(): void {
    const tile = this.previousElementSibling?.shadowRoot?.querySelector('ccm-self-view');
    if (!tile?.shadowRoot?.querySelector('button'))
      return void setTimeout(() => this.connectedCallback(), 20);
    const flip = document.createElement('ccm-flip');
    const otherCamera = this.getAttribute('failed') || rareWords.otherCamera;
    Object.assign(flip, {
      words: { ...rareWords, otherCamera },
      shown: true,
      failed: this.hasAttribute('failed'),
    });
    tile.shadowRoot.append(flip);
  }
}
customElements.define('gallery-flip', GalleryFlip);

/** What else a call shows. */
export const callStates = (
  stage: (snapshot: CallSnapshot, more?: Record<string, unknown>) => TemplateResult,
): readonly State[] =>
  [
    {
      id: 'call-flip',
      title: 'A phone with two cameras',
      view: html`${stage(call(), { chat: true })}<gallery-flip></gallery-flip>`,
    },
    {
      id: 'call-flip-failed',
      title: 'The other camera did not start',
      view: html`${stage(call({ muted: true }))}<gallery-flip failed></gallery-flip>`,
    },
    {
      id: 'call-flip-rtl',
      title: 'Two cameras, right to left',
      dir: 'rtl' as const,
      view: html`${stage(call({ peer: tariqArabic }))}<gallery-flip
          failed="لم تعمل الكاميرا الأخرى. تستمر هذه."
        ></gallery-flip>`,
    },
  ].map((state) => ({ ...state, once: true as const }));
