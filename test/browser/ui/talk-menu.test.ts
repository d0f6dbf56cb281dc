import { assert, html, waitUntil } from '@open-wc/testing';
import type { GalleryCard } from '../../../gallery/card.js';
import { message, now, sara } from '../../../gallery/samples.js';
import type { CcmConversation } from '../../../src/ui/conversation.js';
import { all, button, one, requests, settled, show } from './helpers.js';

const entries = [message(false, 'Hello', now)];
const switches = (card: GalleryCard): HTMLElement[] => all(card, '[role=menuitemcheckbox]');
const told = (card: GalleryCard): string[] =>
  switches(card).map((each) => `${each.textContent.trim()}: ${each.getAttribute('aria-checked')}`);
const items = (card: GalleryCard): string[] =>
  all(card, '[role=menu] [role^=menuitem]').map((each) => each.textContent.trim());
const isOpen = (card: GalleryCard): boolean => all(card, 'ccm-talk-menu').length === 1;

/** A conversation that does what its menu settles, as the session would, and what it was asked. */
async function open(canSend = true) {
  const card = await show(
    html`<ccm-conversation .entries=${entries} .peer=${sara} .canSend=${canSend}></ccm-conversation>`,
  );
  const talk = one<CcmConversation>(card, 'ccm-conversation');
  const asked = requests(card);
  card.addEventListener('ccm-act-request', (event) => {
    const { act } = event.detail as { act: string };
    const { term, on } = event.detail as unknown as { term: string; on: boolean };
    if (act !== 'settle') return;
    const rest = talk.terms.split(' ').filter((one) => one !== term);
    talk.terms = [...rest, ...(on ? [term] : [])].join(' ').trim();
  });
  talk.focus();
  talk.reach({ type: 'menu' });
  await waitUntil(() => items(card).length > 0);
  return { card, talk, asked };
}

async function press(card: GalleryCard, item: HTMLElement | undefined): Promise<void> {
  item?.click();
  await settled(card);
}

async function key(card: GalleryCard, name: string): Promise<void> {
  const options = { key: name, bubbles: true, composed: true, cancelable: true };
  one(card, '[role=menu]').dispatchEvent(new KeyboardEvent('keydown', options));
  await settled(card);
}

describe('the menu of a conversation', () => {
  it('says whether the peer is told, turns it off and on again, and stays open while one looks', async () => {
    const { card, talk, asked } = await open();
    const [read, typing] = ['Send read receipts', 'Show when I am writing'];
    assert.deepEqual(told(card), [`${read}: true`, `${typing}: true`]);
    await press(card, switches(card)[0]);
    assert.deepEqual(told(card), [`${read}: false`, `${typing}: true`]);
    await press(card, switches(card)[1]);
    assert.deepEqual(told(card), [`${read}: false`, `${typing}: false`]);
    assert.equal(talk.terms, 'no_read no_typing');
    await press(card, switches(card)[0]);
    assert.deepEqual(told(card), [`${read}: true`, `${typing}: false`]);
    assert.deepEqual(
      asked,
      [
        ['no_read', true],
        ['no_typing', true],
        ['no_read', false],
      ].map(([term, on]) => ['ccm-act-request', { act: 'settle', term, on }]),
    );
    assert.isTrue(isOpen(card));

    await key(card, 'Escape');
    assert.isFalse(isOpen(card));
    talk.reach({ type: 'menu' });
    await settled(card);
    assert.deepEqual(told(card), [`${read}: true`, `${typing}: false`], 'and how it was left');
  });

  it('has no switches where nothing can be sent', async () => {
    const { card, talk } = await open(false);
    assert.deepEqual(items(card), ['Search', 'Check camera and microphone', 'Block Sara']);
    talk.canSend = true;
    await settled(card);
    assert.equal(switches(card).length, 2);
  });

  it('asks before it blocks; then the composer gives way, and Unblock brings it back', async () => {
    const { card, talk, asked } = await open();
    const item = (name: string) =>
      all(card, '[role=menuitem]').find((each) => each.textContent.trim() === name);
    await press(card, item('Block Sara'));
    assert.deepEqual(items(card), ['Block Sara', 'Cancel']);
    assert.include(one(card, '[role=menu]').textContent, 'Their messages and calls will not reach you.');
    await press(card, item('Cancel'));
    assert.deepEqual([isOpen(card), talk.terms, asked], [false, '', []]);

    talk.reach({ type: 'menu' });
    await settled(card);
    await press(card, item('Block Sara'));
    await press(card, item('Block Sara'));
    assert.deepEqual([isOpen(card), talk.terms], [false, 'blocked']);
    assert.include(one(card, '[part=blocked]').textContent, 'You blocked Sara.');
    assert.isTrue(one(card, 'ccm-composer').hidden);
    button(card, 'Unblock').click();
    await settled(card);
    assert.deepEqual([talk.terms, all(card, '[part=blocked]').length], ['', 0]);
    assert.isFalse(one(card, 'ccm-composer').hidden);
  });

  it('shows no composer of somebody who is blocked, from the first paint on', async () => {
    const card = await show(
      html`<ccm-conversation .entries=${entries} .peer=${sara} .terms=${'blocked'}></ccm-conversation>`,
    );
    assert.isTrue(one(card, 'ccm-composer').hidden);
    await waitUntil(() => all(card, '[part=blocked]').length === 1);
    assert.isTrue(one(card, 'ccm-composer').hidden);
  });
});
