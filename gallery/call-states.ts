import { html, type TemplateResult } from 'lit';
import type { CallSnapshot, EndReason, MediaProblem } from '../src/call/snapshot.js';
import { rareWords } from '../src/i18n/en-rare.js';
import { defineFlip } from '../src/ui/call/flip.js';
import { demoScreen } from './demo-person.js';
import { call, tariqArabic } from './samples.js';
import type { State } from './state.js';

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
      busy: this.hasAttribute('busy'),
    });
    tile.shadowRoot.append(flip);
  }
}
customElements.define('gallery-flip', GalleryFlip);

const voice = (more: Partial<CallSnapshot> = {}): CallSnapshot =>
  call({ kind: 'voice', cameraOff: true, peerMedia: null, ...more });
const ended = (endReason: EndReason, more: Partial<CallSnapshot> = {}): CallSnapshot =>
  voice({ phase: 'ended', endReason, connectedAt: null, ...more });
const failed = (...problems: MediaProblem[]): CallSnapshot => call({ cameraOff: true, problems });

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
      id: 'call-flip-busy',
      title: 'The other camera starts',
      view: html`${stage(call())}<gallery-flip busy></gallery-flip>`,
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
    {
      id: 'call-screen',
      title: 'A screen is shared from there',
      view: stage(call({ peerMedia: { audio: true, video: false, screen: true } }), { remote: demoScreen() }),
    },
    {
      id: 'call-upgraded',
      title: 'A voice call with the own camera on',
      view: stage(voice({ cameraOff: false }), { local: true, chat: true }),
    },
    {
      id: 'call-upgrade-failed',
      title: 'A voice call whose camera did not start',
      view: stage(voice({ problems: [{ device: 'camera', code: 'overconstrained' }] })),
    },
    {
      id: 'call-fair',
      title: 'A fair connection',
      view: stage(call(), { quality: { level: 2, reduced: false } }),
    },
    {
      id: 'call-framed',
      title: 'A page in a frame, and a screen that did not start',
      view: stage(failed({ device: 'microphone', code: 'policy' }, { device: 'screen', code: 'unknown' })),
    },
    {
      id: 'call-insecure',
      title: 'A page that is not secure',
      view: stage(failed({ device: 'microphone', code: 'insecure' }, { device: 'camera', code: 'insecure' })),
    },
    {
      id: 'call-silent-lasting',
      title: 'Nothing arrives, and it could not be mended',
      view: stage(voice({ silence: 'lasting' })),
    },
    { id: 'call-tap-voice', title: 'A voice call needs a tap', view: stage(voice(), { needsGesture: true }) },
    { id: 'call-busy', title: 'Busy', view: stage(ended('busy')) },
    { id: 'call-offline', title: 'Offline', view: stage(ended('offline')) },
    { id: 'call-no-answer', title: 'No answer', view: stage(ended('timeout', { kind: 'video' })) },
    {
      id: 'call-lost',
      title: 'Lost, right to left',
      dir: 'rtl' as const,
      view: stage(ended('lost', { peer: tariqArabic, duration: 95 })),
    },
  ].map((state) => ({ ...state, once: true as const }));
