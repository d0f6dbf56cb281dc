import { assert, html, nextFrame, waitUntil } from '@open-wc/testing';
import type { GalleryCard } from '../../../gallery/card.js';
import { callEntry, message, now, sara } from '../../../gallery/samples.js';
import type { TimelineEntry } from '../../../src/chat/types.js';
import type { CcmConversation } from '../../../src/ui/conversation.js';
import { rowsOf } from '../../../src/ui/conversation/timeline.js';
import { all, button, one, requests, settled, show } from './helpers.js';

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

describe('conversation', () => {
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
      typeof row === 'number' ? 'day' : 'kind' in row ? 'call' : row.map(({ text }) => text).join(''),
    );
    assert.deepEqual(told, ['day', 'ab', 'c', 'd', 'call', 'e', 'day', 'f']);
  });

  it('opens at the end and stays there while messages come', async () => {
    const card = await open(long);
    await add(card, message(false, 'another', now + 60 * minute));
    assert.isTrue(atEnd(log(card)));
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
    button(card, 'Retry').click();
    button(card, 'Call back').click();
    assert.deepEqual(heard, [
      ['ccm-retry-request', { id: 'id-1' }],
      ['ccm-call-request', { kind: 'voice' }],
    ]);
  });

  it('says why a message was refused where the server told', async () => {
    const card = await open([{ ...message(true, 'lost', now, 'failed'), error: 'Too long' }]);
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
