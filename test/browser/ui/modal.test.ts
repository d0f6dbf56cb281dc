import { assert, fixture, html } from '@open-wc/testing';
import { render } from 'lit';
import { call } from '../../../gallery/samples.js';
import type { CallSnapshot } from '../../../src/call/snapshot.js';
import { en } from '../../../src/i18n/en.js';
import type { CcmBanner } from '../../../src/ui/banner.js';
import { renderModal, type ModalView } from '../../../src/ui/modal.js';
import './helpers.js';

/** What the modal says of the connection in a call, while the server cannot be reached. `null`: nothing. */
async function bannerOf(snapshot: CallSnapshot): Promise<CcmBanner | null> {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  const link = { connection: 'reconnecting', problem: 'unreachable' } as const;
  const view = { strings: en, open: true, peer: snapshot.peer, call: snapshot, ...link };
  render(
    renderModal(view as ModalView, () => {}),
    box,
  );
  const banner = box.querySelector('ccm-banner');
  await banner?.updateComplete;
  return banner;
}

describe('a call while the server is away', () => {
  it('S12 one that goes out waits for it and says so; one that stands does not need it', async () => {
    const banner = await bannerOf(call({ phase: 'inviting', remoteRinging: false }));
    assert.include(banner?.shadowRoot?.textContent, 'The chat server cannot be reached.');
    assert.isNull(await bannerOf(call({ phase: 'connected' })));
  });
});
