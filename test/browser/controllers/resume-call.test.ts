import { assert, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { call as sample } from '../../../gallery/samples.js';
import type { CallSnapshot } from '../../../src/call/snapshot.js';
import { offerResume } from '../../../src/controllers/resume-call.js';
import { en } from '../../../src/i18n/en.js';
import { modalStyles } from '../../../src/themes/modal.js';
import '../../../src/ui/cannot-ring.js';
import '../../../src/ui/call.js';
import { all, button, one, show } from '../ui/helpers.js';
import { waitUntil } from '../wait-until.js';

const blocked = { problems: [{ device: 'microphone', code: 'denied' }], muted: true } as const;

/** A minimized call, and what was asked of it. */
async function minimized(more: Partial<CallSnapshot>, isSilent: boolean) {
  const call = sample({ kind: 'voice', connectedAt: performance.timeOrigin - 9_000, ...more });
  const card = await show(html`<ccm-pill .call=${call}></ccm-pill>`);
  const asked: unknown[] = [];
  const audio = { blocked: isSilent, play: () => asked.push('play') };
  const view = { call, localStream: null as MediaStream | null };
  const host = card as LitElement;
  const peers = {
    apply: (_: string, act: (peer: object) => void) =>
      act({ acquireMedia: (wanted: unknown) => asked.push(wanted) }),
  };
  await offerResume({
    host,
    strings: en,
    audio,
    view,
    peers,
    dispatch: (event: unknown) => asked.push(event),
  } as never);
  const offered = (): boolean => all(card, 'ccm-resume').length > 0;
  const changed = (): void => host.requestUpdate();
  return { card, asked, audio, view, offered, changed };
}

describe('a minimized call that the browser holds back', () => {
  it('H15 sound was refused: Resume call plays it, and so does any click; it goes when it sounds', async () => {
    const { card, asked, audio, offered, changed } = await minimized({}, true);
    await waitUntil(offered);
    await one<LitElement>(card, 'ccm-resume').updateComplete;
    button(card, 'Resume call').click();
    assert.deepEqual(asked, ['play']);
    document.body.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    assert.deepEqual(asked, ['play', 'play']);
    audio.blocked = false;
    changed();
    await waitUntil(() => !offered());
    document.body.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    assert.equal(asked.length, 2);
  });

  it('H12 the microphone was refused on the next page: Resume call asks for it, and leaves it muted where it was', async () => {
    const { card, asked, view, offered, changed } = await minimized(blocked, false);
    await waitUntil(offered);
    await one<LitElement>(card, 'ccm-resume').updateComplete;
    button(card, 'Resume call').click();
    assert.deepEqual(asked, ['play', { audio: true, video: false }]);
    const context = new AudioContext();
    view.localStream = context.createMediaStreamDestination().stream;
    changed();
    await waitUntil(() => !offered());
    await context.close();
  });

  it('refused in a call that began on this page: that was said there', async () => {
    const { card, offered, changed } = await minimized({ ...blocked, connectedAt: Date.now() }, false);
    changed();
    await (card as LitElement).updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    assert.isFalse(offered());
  });

  it('H15 a page that cannot ring yet does not say so over a call', () => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [modalStyles.styleSheet!];
    document.body.append(host);
    for (const tag of ['ccm-pill', 'ccm-cannot-ring']) root.append(document.createElement(tag));
    const isShown = (): boolean => getComputedStyle(root.lastElementChild!).display !== 'none';
    assert.isFalse(isShown());
    root.firstElementChild!.remove();
    assert.isTrue(isShown());
    host.remove();
  });
});
