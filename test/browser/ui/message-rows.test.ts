import { assert, html } from '@open-wc/testing';
import type { GalleryCard } from '../../../gallery/card.js';
import { message, now, sara } from '../../../gallery/samples.js';
import type { CcmConversation } from '../../../src/ui/conversation.js';
import { all, button, one, settled, show } from './helpers.js';
import { waitUntil } from '../wait-until.js';

const minute = 60_000;
const at = (i: number) => message(i % 2 === 0, `message ${i}`, now + i * minute, 'read', `id${i}`);

async function open(): Promise<GalleryCard> {
  const entries = [at(0), at(1), at(2)];
  return show(
    html`<ccm-conversation .entries=${entries} .peer=${sara} .terms=${'changes'}></ccm-conversation>`,
  );
}

const when = (is: () => unknown): Promise<void> => waitUntil(is);
const rows = (card: GalleryCard): HTMLElement[] => all(card, 'p.bubble');
const stops = (card: GalleryCard): number[] => rows(card).map(({ tabIndex }) => tabIndex);
const menus = (card: GalleryCard): number => all(card, 'ccm-message-menu').length;
const whenMenu = (card: GalleryCard): Promise<void> => when(() => menus(card) === 1);

function press(target: Element | undefined, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', {
    ...{ key, bubbles: true, composed: true, cancelable: true },
    ...more,
  });
  target?.dispatchEvent(event);
  return event;
}

function point(target: Element | undefined, type: string, pointerType = 'touch'): Event {
  const event = new PointerEvent(type, {
    ...{ pointerType, bubbles: true, composed: true, cancelable: true },
  });
  target?.dispatchEvent(event);
  return event;
}

describe('the messages of a conversation', () => {
  it('a menu that is wanted before its part is there opens beside its message', async () => {
    const card = await open();
    const changed = { ...at(1), more: { edited: '1' } };
    one<CcmConversation>(card, 'ccm-conversation').entries = [at(0), changed, at(2)];
    // that part draws this message anew
    const [, old] = rows(card);
    press(old, 'Enter');
    await whenMenu(card);
    await when(() => all(card, '[role=menu] button:focus').length === 1);
    assert.isFalse(old?.isConnected);
    const menu = one(card, 'ccm-message-menu').getBoundingClientRect();
    const row = rows(card)[1]!.getBoundingClientRect();
    assert.closeTo(menu.left, row.left, 1);
    assert.closeTo(menu.bottom < row.top ? row.top - menu.bottom : menu.top - row.bottom, 4, 1);
  });

  it('with the keyboard: Tab leads to the last, arrows to the others, Enter opens the menu, Escape leads back', async () => {
    const card = await open();
    assert.deepEqual(stops(card), [-1, -1, 0]);
    assert.match(rows(card)[2]?.getAttribute('aria-label') ?? '', /^You: message 2 .*Message actions$/);
    one<CcmConversation>(card, 'ccm-conversation').entries = [at(0), at(1), at(2), at(3)];
    await settled(card);
    assert.deepEqual(stops(card), [-1, -1, -1, 0], 'the last, also when another one came');
    rows(card)[3]?.focus();
    assert.isTrue(press(rows(card)[3], 'ArrowUp').defaultPrevented);
    await when(() => rows(card)[2]?.matches(':focus'));
    assert.deepEqual(stops(card), [-1, -1, 0, -1]);
    one<CcmConversation>(card, 'ccm-conversation').entries = [at(0), at(1), at(2), at(3), at(4)];
    await settled(card);
    assert.deepEqual(stops(card), [-1, -1, 0, -1, -1], 'one stays where one is');
    for (const [key, more] of [
      ['Enter', {}],
      [' ', {}],
      ['F10', { shiftKey: true }],
    ] as const) {
      assert.isTrue(press(rows(card)[2], key, more).defaultPrevented);
      await whenMenu(card);
      await when(() => all(card, '[role=menu] button:focus').length === 1);
      press(all(card, '[role=menu] button:focus')[0], 'Escape');
      await when(() => menus(card) === 0 && rows(card)[2]?.matches(':focus'));
    }
    for (const key of ['F10', 'm', 'Tab', 'PageUp'])
      assert.isFalse(press(rows(card)[2], key).defaultPrevented, key);
  });

  it('with a mouse: a button stands beside the one under it', async () => {
    const card = await open();
    point(rows(card)[1], 'pointerover', 'mouse');
    const dots = button(card, 'Message actions');
    assert.equal(dots.closest('p'), rows(card)[1]);
    assert.equal(dots.tabIndex, -1);
    dots.click();
    await whenMenu(card);
    assert.isFalse(
      point(rows(card)[1], 'contextmenu', 'mouse').defaultPrevented,
      'the browser keeps its own',
    );
    point(rows(card)[2], 'pointerover', 'mouse');
    assert.equal(button(card, 'Message actions').closest('p'), rows(card)[2]);
  });

  it('with a finger: resting opens the menu, scrolling and tapping do not, and no button stands about', async () => {
    const card = await open();
    // what it takes is here then, and would be seen at once
    assert.isTrue(point(rows(card)[0], 'contextmenu').defaultPrevented);
    await whenMenu(card);
    point(one(card, '.log'), 'pointerdown');
    await when(() => menus(card) === 0);
    point(rows(card)[1], 'pointerover');
    assert.equal(all(card, '.dots').length, 0);
    for (const end of ['pointerup', 'pointercancel']) {
      point(rows(card)[1], 'pointerdown');
      point(rows(card)[1], end);
    }
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.equal(menus(card), 0);
    point(rows(card)[1], 'pointerdown');
    await whenMenu(card);
  });

  it('of a message of files alone there are no words to copy or to edit', async () => {
    const entries = [{ ...at(0), text: 'notes.pdf', attachments: [{}] }];
    const files = {
      version: 1,
      send: () => false,
      draw: () => ({ files: '', text: '' }),
      strip: () => '',
      buttons: () => '',
    };
    const card = await show(
      html`<ccm-conversation
        .entries=${entries}
        .peer=${sara}
        .terms=${'changes'}
        .files=${files}
      ></ccm-conversation>`,
    );
    press(rows(card)[0], 'Enter');
    await whenMenu(card);
    await when(() => all(card, '[role=menuitem]').length > 0);
    const names = all(card, '.menu > [role=menuitem]').map(({ textContent }) => textContent.trim());
    assert.deepEqual(names, ['Reply', 'Delete']);
  });

  it('a quote leads to its message, also to one that only the back end has', async () => {
    const answer = { ...at(2), more: { reply_to: { message_id: 'id0', text: 'message 0' } } };
    const card = await show(
      html`<ccm-conversation .entries=${[answer]} .peer=${sara} .terms=${'changes'}></ccm-conversation>`,
    );
    const talk = one<CcmConversation>(card, 'ccm-conversation');
    let pages = [[at(1)], [at(0)], []];
    let asked = 0;
    card.addEventListener('ccm-act-request', ({ detail }) => {
      if (detail.act !== 'older') return;
      const [page = [], ...rest] = pages;
      asked += 1;
      pages = rest;
      talk.entries = [...page, ...talk.entries];
      detail.tell(rest.length > 0);
    });
    await when(() => all(card, '.quote').length === 1);
    all(card, '.quote')[0]?.click();
    await when(() => all(card, 'p.shown').length === 1);
    assert.equal(one(card, 'p.shown .text').textContent, 'message 0');
    assert.equal(asked, 2, 'no page more than it takes');
    // somebody else's conversation is not looked through
    talk.peer = { ...sara, id: '8' };
    talk.entries = [answer];
    await when(() => all(card, '.quote').length === 1);
    assert.equal(asked, 2);
  });
});
