import { assert, html } from '@open-wc/testing';
import { message, now, sara, tariq } from '../../../gallery/samples.js';
import { aroundWords } from '../../../src/i18n/en-around.js';
import { defineChats, type CcmChats } from '../../../src/ui/chats.js';
import { all, one, requests, settled, show } from './helpers.js';

defineChats();

const bad = '<img src=x onerror="window.hit = 1">';
const rows = [tariq, sara, { ...sara, id: '8', name: bad }].map((peer, i) => ({
  peer,
  entries: [message(false, `${bad} number ${i}`, now - i)],
  unread: 0,
  online: false,
}));

describe('the list of conversations', () => {
  const press = (key: string): void => {
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    active?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
    );
  };
  const nameOfFocus = (list: CcmChats): string =>
    list.shadowRoot?.activeElement?.querySelector('b')?.textContent ?? 'none';

  it('X6 goes by arrow keys, Home and End, in and out of the search; names and texts are text', async () => {
    const card = await show(html`<ccm-chats .words=${aroundWords} .rows=${rows} .now=${now}></ccm-chats>`);
    const list = one<CcmChats>(card, 'ccm-chats');
    const peers: unknown[] = [];
    card.addEventListener('ccm-peer-request', (event) => peers.push(event.detail.peer?.id));
    list.focus();
    assert.equal(nameOfFocus(list), 'Tariq');
    for (const [key, name] of [
      ['ArrowDown', 'Sara'],
      ['End', bad],
      ['ArrowDown', bad],
      ['Home', 'Tariq'],
      ['ArrowUp', 'none'], // the field
      ['ArrowDown', 'Tariq'],
    ] as const) {
      press(key);
      await settled(card);
      assert.equal(nameOfFocus(list), name, key);
      assert.equal(all(card, 'li button[tabindex="0"]').length, 1);
    }
    all(card, 'li button')[1]?.click();
    assert.deepEqual(peers, [sara.id]);
    assert.deepEqual(all(card, 'img, [onerror]'), []);
    assert.isUndefined((window as { hit?: unknown }).hit);
  });

  it('finds by name and by what was written, and Escape leaves the search', async () => {
    const card = await show(html`<ccm-chats .words=${aroundWords} .rows=${rows} .now=${now}></ccm-chats>`);
    const list = one<CcmChats>(card, 'ccm-chats');
    const field = one<HTMLInputElement>(card, 'input');
    const names = () => all(card, 'li b').map(({ textContent }) => textContent);
    for (const [query, found] of [
      ['TARIQ', ['Tariq']],
      ['number 1', ['Sara']],
      ['x=y', []],
    ] as const) {
      field.value = query;
      field.dispatchEvent(new Event('input'));
      await settled(card);
      assert.deepEqual(names(), [...found]);
      assert.equal(one(card, '[role=status]').textContent, aroundWords.found(found.length));
    }
    field.focus();
    press('Escape');
    await settled(card);
    assert.equal(list.query, '');
    assert.equal(names().length, 3);
    assert.deepEqual(requests(card), []);
  });

  it('a message that was taken back is said to be', async () => {
    const gone = { ...message(true, '', now), more: { deleted: true } };
    const shown = [{ peer: sara, entries: [gone], unread: 0, online: false }];
    const card = await show(html`<ccm-chats .words=${aroundWords} .rows=${shown} .now=${now}></ccm-chats>`);
    assert.match(one(card, '.last').textContent, /^You:\s+Message deleted$/);
  });
});
