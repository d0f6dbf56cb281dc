import { assert, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { GalleryCard } from '../../../gallery/card.js';
import { sara } from '../../../gallery/samples.js';
import { button, one, requests, show } from './helpers.js';

describe('composer', () => {
  const field = (card: GalleryCard): HTMLTextAreaElement => one<HTMLTextAreaElement>(card, 'textarea');
  const write = async (card: GalleryCard, text: string): Promise<void> => {
    field(card).focus();
    await sendKeys({ type: text });
  };
  const open = (more: { canSend?: boolean; reason?: string } = {}): Promise<GalleryCard> =>
    show(
      html`<ccm-conversation
        .peer=${sara}
        .canSend=${more.canSend ?? true}
        .cannotSendReason=${more.reason ?? ''}
      ></ccm-conversation>`,
    );

  it('Enter sends and empties the field', async () => {
    const card = await open();
    const heard = requests(card);
    await write(card, '  hello ');
    await sendKeys({ press: 'Enter' });
    assert.deepEqual(heard, [['ccm-send-request', { text: 'hello' }]]);
    assert.equal(field(card).value, '');
  });

  it('Shift+Enter breaks the line, and the field grows with it', async () => {
    const card = await open();
    const heard = requests(card);
    await write(card, 'one');
    const before = field(card).clientHeight;
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'two' });
    assert.equal(field(card).value, 'one\ntwo');
    assert.isAbove(field(card).clientHeight, before);
    assert.deepEqual(heard, []);
    await sendKeys({ press: 'Enter' });
    assert.deepEqual(heard, [['ccm-send-request', { text: 'one\ntwo' }]]);
    assert.equal(field(card).clientHeight, before);
  });

  it("an input method's Enter chooses a word and sends nothing", async () => {
    const card = await open();
    const heard = requests(card);
    field(card).value = 'にほん';
    const init = { key: 'Enter', bubbles: true, composed: true, cancelable: true };
    for (const event of [
      new KeyboardEvent('keydown', { ...init, isComposing: true }),
      new KeyboardEvent('keydown', { ...init, keyCode: 229 }),
    ]) {
      field(card).dispatchEvent(event);
      assert.isFalse(event.defaultPrevented);
    }
    assert.deepEqual(heard, []);
  });

  it('Send sends; white space is an empty text, which goes only with files', async () => {
    const card = await open();
    const heard = requests(card);
    await write(card, '   ');
    button(card, 'Send').click();
    await write(card, 'now');
    button(card, 'Send').click();
    assert.deepEqual(heard, [
      ['ccm-send-request', { text: '' }],
      ['ccm-send-request', { text: 'now' }],
    ]);
  });

  it('keeps what was written while it cannot be sent, and says why', async () => {
    const card = await open({ canSend: false, reason: 'Sign in again' });
    const heard = requests(card);
    await write(card, 'later');
    await sendKeys({ press: 'Enter' });
    assert.deepEqual(heard, []);
    assert.equal(field(card).value, 'later');
    assert.isTrue(button(card, 'Send').disabled);
    assert.equal(one(card, '#why').textContent, 'Sign in again');
  });

  it('focus() of the conversation goes to the field', async () => {
    const card = await open();
    one(card, 'ccm-conversation').focus();
    await sendKeys({ type: 'x' });
    assert.equal(field(card).value, 'x');
  });
});
