import { assert, html, nextFrame } from '@open-wc/testing';
import type { GalleryCard } from '../../../gallery/card.js';
import { callEntry, message, now, sara } from '../../../gallery/samples.js';
import type { TimelineEntry } from '../../../src/chat/types.js';
import type { CcmConversation } from '../../../src/ui/conversation.js';
import { rowsOf } from '../../../src/ui/conversation/timeline.js';
import { all, button, one, requests, settled, show } from './helpers.js';
import { waitUntil } from '../wait-until.js';

const minute = 60_000;
const long = Array.from({ length: 40 }, (_, i) => message(i % 3 === 0, `message ${i}`, now + i * minute));

const log = (card: GalleryCard): HTMLElement => one(card, '.log');
const atEnd = (element: HTMLElement): boolean =>
  element.scrollHeight - element.scrollTop - element.clientHeight < 2;

/** Shown, laid out, and its sizes observed. */
async function open(entries: readonly TimelineEntry[]): Promise<GalleryCard> {
  const card = await show(
    html`<ccm-conversation .entries=${entries} .peer=${sara} .now=${now}></ccm-conversation>`,
  );
  await nextFrame();
  await waitUntil(() => atEnd(log(card)));
  await nextFrame();
  return card;
}

async function add(card: GalleryCard, ...more: TimelineEntry[]): Promise<void> {
  const conversation = one<CcmConversation>(card, 'ccm-conversation');
  conversation.entries = [...conversation.entries, ...more];
  await settled(card);
}

beforeEach(() => sessionStorage.clear());

describe('conversation', () => {
  it('asks nobody to say hello where nothing can be said', async () => {
    const pane = (reason: string) =>
      show(html`<ccm-conversation .peer=${sara} .cannotSendReason=${reason}></ccm-conversation>`);
    const words = (card: GalleryCard) => one(card, '.empty').innerText.trim().split(/\n+/);
    assert.deepEqual(words(await pane('')), ['Say hello to Sara', 'Messages and calls appear here.']);
    assert.deepEqual(words(await pane('This site has no chat. Calls work.')), ['Sara']);
  });

  it('groups by sender and minute; days and calls part groups', () => {
    const at = new Date(2026, 4, 6, 23, 58).getTime();
    const entries = [
      message(false, 'a', at, 'read', 'a'),
      message(false, 'b', at + 1000, 'read', 'b'),
      message(true, 'c', at + 2000, 'read', 'c'),
      message(true, 'd', at + minute, 'read', 'd'),
      callEntry({ id: 'call' }, at + minute),
      message(true, 'e', at + minute, 'read', 'e'),
      message(true, 'f', at + 2 * minute, 'read', 'f'),
    ];
    const told = rowsOf(entries).map((row) =>
      typeof row !== 'object'
        ? typeof row === 'string'
          ? row
          : 'day'
        : 'kind' in row
          ? 'call'
          : row.map(({ text }) => text).join(''),
    );
    assert.deepEqual(told, ['day', 'ab', 'c', 'd', 'call', 'e', 'day', 'f']);
  });

  it('opens at the end and stays there while messages come', async () => {
    const card = await open(long);
    await add(card, message(false, 'another', now + 60 * minute));
    await waitUntil(() => atEnd(log(card)));
    // a smaller window, as when a keyboard comes up
    card.style.height = '400px';
    await nextFrame();
    await waitUntil(() => atEnd(log(card)));
  });

  it('lets one read further up, counts what comes, and leads back', async () => {
    const card = await open(long);
    log(card).scrollTop = 100;
    await waitUntil(() => all(card, '.latest').length === 1);
    await add(card, message(false, 'x', now + 60 * minute), message(false, 'y', now + 61 * minute));
    assert.equal(log(card).scrollTop, 100);
    button(card, 'Latest messages, 2 new').click();
    await waitUntil(() => atEnd(log(card)) && !all(card, '.latest').length);
  });

  it('goes to the end for a message of one’s own', async () => {
    const card = await open(long);
    log(card).scrollTop = 100;
    await waitUntil(() => all(card, '.latest').length === 1);
    await add(card, message(true, 'mine', now + 60 * minute));
    await waitUntil(() => atEnd(log(card)));
  });

  it('asks to retry a message and to call back', async () => {
    const card = await open([
      message(true, 'lost', now, 'failed', 'id-1'),
      callEntry({ kind: 'voice' }, now),
    ]);
    const heard = requests(card);
    await waitUntil(() => all(card, '.fail').length === 1);
    button(card, 'Retry').click();
    button(card, 'Call back').click();
    assert.deepEqual(heard, [
      ['ccm-act-request', { act: 'retry', id: 'id-1' }],
      ['ccm-call-request', { kind: 'voice' }],
    ]);
  });

  it('says why a message was refused where the server told', async () => {
    const card = await open([{ ...message(true, 'lost', now, 'failed'), error: 'Too long' }]);
    await waitUntil(() => all(card, '.fail').length === 1);
    assert.include(one(card, '.fail').textContent, 'Too long');
  });

  it('shows the page’s own empty state in place of ours', async () => {
    const ours = await open([]);
    assert.isFalse(one(ours, '.empty').hidden);
    const theirs = await show(
      html`<ccm-conversation .peer=${sara}><p slot="empty">Ask away</p></ccm-conversation>`,
    );
    await waitUntil(() => one(theirs, '.empty').hidden);
  });
});

describe('a long conversation', () => {
  const many = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) =>
      message(i % 3 === 0, `message ${from + i}`, now + (from + i) * minute, 'read', `m${from + i}`),
    );
  const texts = (card: GalleryCard): string[] => all(card, '.text').map((each) => each.textContent);
  const scrollUp = async (card: GalleryCard): Promise<void> => {
    log(card).scrollTop = 5;
    await nextFrame();
    await settled(card);
  };

  it('draws the last hundred, and a hundred more each time one comes near the top', async () => {
    const card = await open(many(450));
    assert.deepEqual([texts(card).length, texts(card)[0]], [100, 'message 350']);
    await scrollUp(card);
    await waitUntil(() => texts(card).length === 200, 'a chunk every other frame');
    assert.equal(texts(card)[0], 'message 250');
    assert.isAbove(log(card).scrollTop, 1000, 'what one reads stays where it is');
  });

  it('asks for older ones where nothing more is here, and leaves what one reads in its place', async () => {
    const card = await open(many(90, 200));
    const heard = requests(card);
    await scrollUp(card);
    await waitUntil(() => heard.some(([name]) => name === 'ccm-older-request'));
    const first = all(card, '.text')[0]!;
    const before = first.getBoundingClientRect().top;
    one<CcmConversation>(card, 'ccm-conversation').entries = many(190, 100);
    await settled(card);
    await waitUntil(() => texts(card).length > 90);
    const again = all(card, '.text').find((each) => each.textContent === 'message 200')!;
    assert.closeTo(again.getBoundingClientRect().top, before, 60);
  });

  it('draws only the chunk that changes', async () => {
    const card = await open(many(120));
    const before = all(card, '.chunk');
    const seen: Node[] = [];
    const observer = new MutationObserver((records) => records.forEach(({ target }) => seen.push(target)));
    for (const chunk of before.slice(0, -1))
      observer.observe(chunk, { subtree: true, childList: true, characterData: true });
    await add(card, message(true, 'another', now + 121 * minute));
    assert.include(texts(card), 'another');
    assert.deepEqual(seen, []);
    observer.disconnect();
  });

  it('makes no format of dates for each message: one more costs what drawing it costs', async () => {
    const card = await open(long);
    const { DateTimeFormat } = Intl;
    let made = 0;
    Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
      construct: (target, args: ConstructorParameters<typeof DateTimeFormat>) => (
        made++,
        new target(...args)
      ),
    });
    try {
      await add(card, message(false, 'one more', now + 50 * minute));
    } finally {
      Intl.DateTimeFormat = DateTimeFormat;
    }
    // the day, at most
    assert.isAtMost(made, 1);
  });

  it('a day and what was not seen yet are set apart, also across chunks', async () => {
    const card = await open(many(120));
    const conversation = one<CcmConversation>(card, 'ccm-conversation');
    conversation.unreadFrom = 'm110';
    await settled(card);
    const divider = one(card, '[part="unread"]');
    assert.equal(divider.textContent.trim(), 'New messages');
    assert.equal(divider.nextElementSibling?.querySelector('.text')?.textContent, 'message 110');
    const days = new Set(
      many(120)
        .slice(50)
        .map(({ at }) => new Date(at).toDateString()),
    );
    assert.closeTo(all(card, '.day:not(.new)').length, days.size, 1);
  });

  it('shows another person’s conversation from its end', async () => {
    const card = await open(many(300));
    await scrollUp(card);
    const conversation = one<CcmConversation>(card, 'ccm-conversation');
    conversation.peer = { id: '8', type: 'student' };
    conversation.entries = many(260, 1000);
    await settled(card);
    assert.equal(texts(card).at(-1), 'message 1259');
    await waitUntil(() => atEnd(log(card)));
    assert.isAtMost(texts(card).length, 150);
  });

  it('opens at the line above what was not seen yet, where that does not fit; the count leads to the end', async () => {
    const unread = (id: string) =>
      show(html`<ccm-conversation .entries=${many(120)} .peer=${sara} .unreadFrom=${id}></ccm-conversation>`);
    const few = await unread('m118');
    await waitUntil(() => atEnd(log(few)));
    assert.equal(all(few, '[part="latest-button"]').length, 0);
    few.remove();

    const card = await unread('m60');
    const offset = (): number =>
      one(card, '[part="unread"]').getBoundingClientRect().top - log(card).getBoundingClientRect().top;
    await waitUntil(() => Math.abs(offset()) < 2);
    const news = many(120)
      .slice(60)
      .filter((each) => !('mine' in each && each.mine)).length;
    const latest = one(card, '[part="latest-button"]');
    assert.include(latest.textContent, `${news}`);
    await add(card, message(false, 'one more', now + 121 * minute));
    await waitUntil(() => latest.textContent.includes(`${news + 1}`));
    assert.closeTo(offset(), 0, 2);
    latest.click();
    await waitUntil(() => atEnd(log(card)));
  });

  it('where one reads is found again on the next page, per conversation, unless there is news', async () => {
    const kept = (): string | null => sessionStorage.getItem('ccm-place student 7');
    /** The first message in the view, and how far from its edge. */
    const place = (card: GalleryCard): [string, number] => {
      const { top } = log(card).getBoundingClientRect();
      const first = all(card, '.bubble').find((one) => one.getBoundingClientRect().bottom > top)!;
      return [first.querySelector('.text')!.textContent, first.getBoundingClientRect().top - top];
    };
    const again = (news = '') =>
      show(
        html`<ccm-conversation .entries=${many(300)} .peer=${sara} .unreadFrom=${news}></ccm-conversation>`,
      );
    const before = await open(many(300));
    // so far up that more than the last hundred are drawn
    for (let i = 0; i < 2; i++) await scrollUp(before);
    log(before).scrollTop += 333;
    log(before).dispatchEvent(new Event('scroll'));
    const isKept = (): boolean => !!kept()?.endsWith(` ${place(before)[0].replace('message ', 'm')}`);
    await waitUntil(isKept, 'kept');
    const [text] = place(before);
    // what was kept last: the rows may have got their real heights since
    const held = kept();
    const offset = parseInt(held ?? '');
    // closed before a scroll has rested: what was kept holds
    log(before).dispatchEvent(new Event('scroll'));
    before.remove();
    dispatchEvent(new Event('pagehide'));
    assert.equal(kept(), held);

    const after = await again();
    await waitUntil(() => place(after)[0] === text && Math.abs(place(after)[1] - offset) < 3, 'the place');
    assert.isFalse(atEnd(log(after)));
    const conversation = one<CcmConversation>(after, 'ccm-conversation');
    conversation.peer = { id: '8', type: 'student' };
    conversation.entries = many(260, 1000);
    await settled(after);
    await waitUntil(() => atEnd(log(after)));
    assert.isNotNull(kept());
    after.remove();

    const news = await again('m299');
    await waitUntil(() => atEnd(log(news)));
    // at the end there is nothing to remember
    await waitUntil(() => kept() === null, 'forgotten');
  });
});
