import { assert, html } from '@open-wc/testing';
import type { GalleryCard } from '../../../gallery/card.js';
import { message, now, sara } from '../../../gallery/samples.js';
import type { MessageEntry, TimelineEntry } from '../../../src/chat/types.js';
import { aroundWords } from '../../../src/i18n/en-around.js';
import type { CcmConversation } from '../../../src/ui/conversation.js';
import { defineNotices } from '../../../src/ui/notices.js';
import { listen, type Ears } from '../../fakes/ears.js';
import { all, one, settled, show } from './helpers.js';
import { waitUntil } from '../wait-until.js';

defineNotices();

const minute = 60_000;
const said = (mine: boolean, text: string, at: number, more: Partial<MessageEntry> = {}): MessageEntry => ({
  ...message(mine, text, now + at * minute),
  ...more,
});

describe('what a screen reader says of a conversation', () => {
  let card: GalleryCard;
  let ears: Ears;
  const talk = Array.from({ length: 60 }, (_, i) => said(i % 2 === 0, `message ${i}`, i));
  const view = (): CcmConversation => one<CcmConversation>(card, 'ccm-conversation');
  const open = async (entries: readonly TimelineEntry[]): Promise<void> => {
    card = await show(
      html`<ccm-conversation
        .entries=${[]}
        .peer=${sara}
        .now=${now}
        .terms=${'changes'}
      ></ccm-conversation>`,
    );
    ears = listen(card);
    view().entries = entries;
    await settled(card);
  };
  /** After everything that was about to be said: observers run before this. */
  const heard = async (): Promise<string[]> => {
    await settled(card);
    await new Promise((done) => setTimeout(done));
    return ears.heard.splice(0);
  };
  const put = async (...entries: TimelineEntry[]): Promise<string[]> => {
    view().entries = entries;
    return heard();
  };
  afterEach(() => ears.stop());

  it('what is told is told each time, also the same once more, and several at once', async () => {
    await open(talk);
    for (const once of [1, 2]) {
      view().say('Sara: Hello');
      assert.deepEqual(await heard(), ['Sara: Hello'], `${once}`);
    }
    const many = Array.from({ length: 12 }, (_, i) => `Sara: ${i}`);
    for (const text of many) view().say(text);
    assert.deepEqual(await heard(), many);
  });

  it('what opens, ticks, own messages, somebody who writes, edits, and what comes in above are not told', async () => {
    await open(talk);
    assert.deepEqual(await heard(), []);
    const mine = said(true, 'Mine', 61, { status: 'sending' });
    assert.deepEqual(await put(...talk, mine), []);
    for (const status of ['sent', 'delivered', 'read'] as const)
      assert.deepEqual(await put(...talk, { ...mine, status }), []);
    view().typing = true;
    assert.deepEqual(await heard(), []);
    const last = talk.at(-1) ?? mine;
    const older = Array.from({ length: 20 }, (_, i) => said(false, `older ${i}`, i - 100));
    assert.deepEqual(await put(...older, ...talk, mine), []);
    assert.deepEqual(await put(...older, ...talk.with(59, { ...last, text: 'edited' }), mine), []);
  });

  it('one that was refused is told with why, and that a text is on the clipboard', async () => {
    const mine = said(true, 'My number', 61, { status: 'sending' });
    await open([...talk, mine]);
    view().entries = [...talk, { ...mine, status: 'failed', error: 'forbidden' }];
    await waitUntil(() => all(card, '.fail').length === 1, 'refused');
    const [why, ...more] = await heard();
    assert.match(why ?? '', /^You cannot write to this person Retry Delete$/);
    assert.deepEqual(more, []);
  });

  it('the message that Tab leads to has a name, which is that of now', async () => {
    const mine = said(true, 'Mine', 61, { status: 'sent', more: { reactions: [] } });
    await open([...talk, mine]);
    await waitUntil(() => all(card, 'p.bubble[tabindex="0"]').length === 1, 'a row');
    const row = one(card, 'p.bubble[tabindex="0"]');
    row.focus();
    assert.match(row.ariaLabel ?? '', /Mine.*Sent\. Message actions$/);
    row.blur();
    await put(...talk, { ...mine, status: 'read' });
    row.focus();
    assert.match(row.ariaLabel ?? '', /Mine.*Read\. Message actions$/);
  });

  it('the card of somebody else’s message is told once', async () => {
    card = await show(html`<ccm-notice></ccm-notice>`);
    ears = listen(card);
    Object.assign(one(card, 'ccm-notice'), { words: aroundWords, peer: sara, text: 'Hello' });
    await waitUntil(() => ears.heard.length, 'told');
    assert.deepEqual(await heard(), ['SaraHello']);
  });
});
