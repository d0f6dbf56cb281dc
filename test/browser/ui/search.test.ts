import { assert, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import type { GalleryCard } from '../../../gallery/card.js';
import { message, now, sara } from '../../../gallery/samples.js';
import type { MessageAct, TimelineEntry } from '../../../src/chat/types.js';
import type { CcmConversation } from '../../../src/ui/conversation.js';
import { all, button, one, settled, show } from './helpers.js';
import { waitUntil } from '../wait-until.js';

const minute = 60_000;
const said = (texts: readonly string[], from = now): TimelineEntry[] =>
  texts.map((text, i) => message(i % 2 === 0, text, from + i * minute));

const talk = (card: GalleryCard): CcmConversation => one(card, 'ccm-conversation');
const field = (card: GalleryCard): HTMLInputElement => one(card, '.find input');
const marks = (card: GalleryCard): string[] => all(card, 'mark').map((each) => each.textContent);
const shown = (card: GalleryCard): string[] => all(card, '.current .text').map((each) => each.textContent);
const told = (card: GalleryCard): string =>
  one(card, '.find [role=status]').textContent.replace(/: .*/s, '').trim();

async function open(entries: readonly TimelineEntry[]): Promise<GalleryCard> {
  const card = await show(html`<ccm-conversation .entries=${entries} .peer=${sara}></ccm-conversation>`);
  talk(card).reach({ type: 'menu' });
  await waitUntil(() => all(card, '[role=menuitem]').length > 0);
  const item = all(card, '[role=menuitem]').find((each) => each.textContent.trim() === 'Search');
  item?.click();
  await waitUntil(() => all(card, '.find input:focus').length === 1);
  return card;
}

async function look(card: GalleryCard, text: string): Promise<void> {
  field(card).value = text;
  field(card).dispatchEvent(new Event('input'));
  await settled(card);
}

async function press(card: GalleryCard, key: string, shiftKey = false): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', {
    ...{ key, shiftKey, bubbles: true, composed: true, cancelable: true },
  });
  field(card).dispatchEvent(event);
  await settled(card);
  return event;
}

describe('search in a conversation', () => {
  it('marks what it finds, the latest first; Enter and Shift+Enter, and the buttons, step; Escape ends', async () => {
    const card = await open(
      said(['Crème brûlée', 'no', 'the CREME, the creme', 'https://example.com/creme?a', 'done']),
    );
    await look(card, 'creme');
    assert.deepEqual(marks(card), ['Crème', 'CREME', 'creme', 'creme']);
    assert.deepEqual([told(card), ...shown(card)], ['1 of 3', 'https://example.com/creme?a']);
    const link = one<HTMLAnchorElement>(card, '.current a');
    assert.equal(link.getAttribute('href'), 'https://example.com/creme?a', 'a link stays what it is');
    assert.match(
      one(card, '.find [role=status]').textContent,
      /1 of 3\s*: https/,
      'who listens hears the message',
    );
    assert.isTrue((await press(card, 'Enter')).defaultPrevented);
    assert.deepEqual([told(card), ...shown(card)], ['2 of 3', 'the CREME, the creme']);
    button(card, 'Earlier match').click();
    await settled(card);
    assert.deepEqual([told(card), ...shown(card)], ['3 of 3', 'Crème brûlée']);
    await press(card, 'Enter', true);
    button(card, 'Later match').click();
    await settled(card);
    assert.equal(told(card), '1 of 3');
    await press(card, 'Enter', true);
    assert.equal(told(card), '3 of 3', 'and round');
    for (const ctrl of [{ ctrlKey: true }, { metaKey: true }]) {
      const find = new KeyboardEvent('keydown', {
        key: 'f',
        bubbles: true,
        composed: true,
        cancelable: true,
        ...ctrl,
      });
      field(card).dispatchEvent(find);
      assert.isFalse(find.defaultPrevented, 'the browser keeps its own');
    }
    await press(card, 'Escape');
    assert.deepEqual([all(card, '.find').length, marks(card).length, shown(card).length], [0, 0, 0]);
    assert.equal(all(card, 'textarea:focus').length, 1);
  });

  it('asks for older pages until one holds it, goes on from the first, and ends where there is nothing more', async () => {
    const card = await open(said(['one', 'two']));
    let pages = [['three'], ['a Needle'], ['four'], ['another needle']];
    let asked = 0;
    let entries = talk(card).entries;
    // as the modal, which draws with the next frame
    const scheduleUpdate = async (): Promise<void> => {
      await new Promise(requestAnimationFrame);
      (Reflect.get(LitElement.prototype, 'scheduleUpdate') as () => void).call(card);
    };
    Object.assign(card, { scheduleUpdate, updated: () => void (talk(card).entries = entries) });
    const answer = ({ detail }: CustomEvent<MessageAct>): void => {
      if (detail.act !== 'older') return;
      asked += 1;
      const [page = [], ...rest] = pages;
      pages = rest;
      entries = [...said(page, now - asked * 60 * minute), ...entries];
      card.requestUpdate();
      detail.tell(rest.length > 0);
    };
    card.shadowRoot?.addEventListener('ccm-act-request', answer as EventListener);
    const words = new Set<string>();
    const observer = new MutationObserver(() => words.add(told(card)));
    observer.observe(one(card, '.find'), { subtree: true, childList: true, characterData: true });
    await look(card, 'needle');
    await waitUntil(() => told(card) === '1 of 1');
    observer.disconnect();
    assert.include([...words], 'Looking…');
    assert.deepEqual([asked, ...shown(card)], [2, 'a Needle']);
    await press(card, 'Enter');
    await waitUntil(() => told(card) === '2 of 2');
    assert.deepEqual([asked, ...shown(card)], [4, 'another needle']);
    await press(card, 'Enter');
    await waitUntil(() => told(card) === '1 of 2');
    await look(card, 'nowhere');
    await waitUntil(() => told(card) === 'Nothing found');
  });

  it('X6 what is looked for, and what holds it, is text', async () => {
    const corpus = [
      '<img src=x onerror="window.hit = 1">',
      '"><mark>x</mark>',
      '${window.hit = 1}',
      '<b>bold</b>',
    ];
    const card = await open(said(corpus));
    for (const bad of corpus) {
      await look(card, bad.toUpperCase());
      assert.deepEqual(marks(card), [bad]);
    }
    assert.deepEqual(all(card, 'img, .text b'), []);
    assert.isUndefined((window as { hit?: unknown }).hit);
  });

  it('is over with the conversation', async () => {
    const card = await open(said(['one', 'two']));
    await look(card, 'one');
    Object.assign(talk(card), { peer: { id: '9', type: 'tutor', name: 'Tariq' }, entries: said(['one']) });
    await settled(card);
    assert.deepEqual([all(card, '.find').length, marks(card).length], [0, 0]);
  });
});

describe('the menu of a conversation', () => {
  it('by keyboard: the focus goes in, steps, and goes back with Escape; a press elsewhere closes it', async () => {
    const card = await show(
      html`<ccm-header .peer=${sara}></ccm-header
        ><ccm-conversation .entries=${said(['one'])} .peer=${sara}></ccm-conversation>`,
    );
    card.shadowRoot?.addEventListener('ccm-menu-request', () => talk(card).reach({ type: 'menu' }));
    const opener = button(card, 'Menu');
    opener.focus();
    opener.click();
    await waitUntil(() => all(card, '[role=menuitem]:focus').length === 1);
    const items = all(card, '[role=menuitem]');
    const key = (name: string): void =>
      void all(card, '[role=menuitem]:focus')[0]?.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }),
      );
    key('ArrowDown');
    assert.isTrue(items[1]?.matches(':focus'));
    key('ArrowUp');
    assert.isTrue(items[0]?.matches(':focus'));
    key('Escape');
    await settled(card);
    assert.equal(all(card, 'ccm-talk-menu').length, 0);
    assert.isTrue(opener.matches(':focus'));
    opener.click();
    await waitUntil(() => all(card, '[role=menuitem]').length > 0);
    one(card, '.log').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    await settled(card);
    assert.equal(all(card, 'ccm-talk-menu').length, 0);
    for (const wanted of [1, 0]) {
      opener.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
      opener.click();
      await waitUntil(() => all(card, 'ccm-talk-menu').length === wanted);
    }
  });
});
