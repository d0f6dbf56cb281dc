import { assert, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { call, now, sara, tariq } from '../../../gallery/samples.js';
import type { CcmPill } from '../../../src/ui/call.js';
import { CcmAvatar, defineFirst } from '../../../src/ui/first.js';
import { avatarColor, initialOf } from '../../../src/ui/avatar.js';
import { all, button, one, requests, settled, show, watchTimers } from './helpers.js';
import { waitUntil } from '../wait-until.js';

describe('an incoming call', () => {
  const open = (kind: 'voice' | 'video') =>
    show(html`<ccm-ringing .call=${call({ phase: 'ringing', kind, peer: tariq })}></ccm-ringing>`);

  it('S31 shows name and kind', async () => {
    const card = await open('video');
    const text = one(card, '.stage').textContent;
    for (const words of ['Tariq', 'Incoming video call', 'Video call from a tutor'])
      assert.include(text, words);
  });

  it('S31 is accepted with or without video, declined with or without a message', async () => {
    const card = await open('video');
    const heard = requests(card);
    for (const name of ['Accept', 'Accept without video', 'Decline', "In a lesson, I'll call you back"])
      button(card, name).click();
    assert.deepEqual(heard, [
      ['ccm-accept-request', { video: true }],
      ['ccm-accept-request', { video: false }],
      ['ccm-decline-request', {}],
      ['ccm-decline-request', { message: "In a lesson, I'll call you back" }],
    ]);
  });

  it('is accepted without video when it is a voice call', async () => {
    const card = await open('voice');
    const heard = requests(card);
    button(card, 'Accept').click();
    assert.deepEqual(heard, [['ccm-accept-request', { video: false }]]);
  });

  it('does not answer a key that was meant for the page, and Tab reaches its buttons', async () => {
    const card = await open('video');
    const heard = requests(card);
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: ' ' });
    assert.deepEqual(heard, []);
    await sendKeys({ press: 'Tab' });
    assert.isTrue(one(card, 'ccm-ringing').shadowRoot?.activeElement?.matches('button'));
  });
});

describe('header, banner, launcher, face', () => {
  it('the header asks to call and to close', async () => {
    const card = await show(html`<ccm-header .peer=${sara}></ccm-header>`);
    const heard = requests(card);
    for (const name of ['Voice call', 'Video call', 'Close']) button(card, name).click();
    assert.deepEqual(heard, [
      ['ccm-call-request', { kind: 'voice' }],
      ['ccm-call-request', { kind: 'video' }],
      ['ccm-close-request', null],
    ]);
  });

  it('who cannot call can reach the button and hear why', async () => {
    const card = await show(
      html`<ccm-header .peer=${sara} .callable=${false} .disabledReason=${'You are offline'}></ccm-header>`,
    );
    const heard = requests(card);
    const voice = button(card, 'Voice call');
    voice.focus();
    voice.click();
    assert.deepEqual(heard, []);
    assert.equal(voice.getAttribute('aria-disabled'), 'true');
    // what stands there and does not name it describes it
    assert.equal(voice.title, 'You are offline');
  });

  it('the banner is silent while all is well, and leads back from a failure', async () => {
    const card = await show(html`<ccm-banner .state=${'open'}></ccm-banner>`);
    const banner = one<HTMLElementTagNameMap['ccm-banner']>(card, 'ccm-banner');
    assert.isTrue(one(card, '[role=status]').hidden);
    banner.state = 'reconnecting';
    await settled(card);
    assert.include(one(card, '[role=status]').textContent, 'Connection lost');
    banner.state = 'failed';
    banner.problem = 'not_connected';
    await settled(card);
    assert.include(one(card, '[role=status]').textContent, 'WebSocket not connected');
    const heard = requests(card);
    button(card, 'Reconnect').click();
    assert.deepEqual(heard, [['ccm-reconnect-request', null]]);
  });

  it('a sentence of another direction than the page keeps its full stop at its end, and stands where the page begins', async () => {
    const card = await show(
      html`<ccm-banner .state=${'reconnecting'} .problem=${'overloaded'}></ccm-banner>`,
      'light',
      'rtl',
    );
    const text = document.createTreeWalker(one(card, 'p'), NodeFilter.SHOW_TEXT).nextNode() as Text;
    const { length } = text.data.trimEnd();
    const place = (from: number, to: number): DOMRect => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      return range.getBoundingClientRect();
    };
    assert.equal(text.data[length - 1], '.');
    assert.isAtLeast(place(length - 1, length).left, place(length - 2, length - 1).right - 1);
    assert.closeTo(place(0, length).right, one(card, 'p').getBoundingClientRect().right, 1);
  });

  it('the launcher asks to open', async () => {
    const card = await show(html`<ccm-launcher .unread=${3}></ccm-launcher>`);
    const heard = requests(card);
    button(card, 'Open chat, 3 unread').click();
    assert.deepEqual(heard, [['ccm-open-request', null]]);
  });

  it('a face has one letter and one colour, and survives a picture that does not load', async () => {
    assert.equal(initialOf(' <sara>'), 'S');
    assert.equal(initialOf('طارق'), 'ط');
    assert.equal(initialOf('🙂'), '🙂');
    assert.equal(initialOf(''), '?');
    assert.equal(avatarColor({ id: '1', type: 'tutor' }), avatarColor(tariq));
    assert.notEqual(avatarColor({ id: '1', type: 'student' }), avatarColor(tariq));
    const profile = { ...sara, avatar: 'data:image/png;base64,AA' };
    const card = await show(html`<ccm-avatar .profile=${profile}></ccm-avatar>`);
    await waitUntil(() => one(card, '.face').textContent.trim() === 'S');
  });

  it('is safe to load twice', () => {
    defineFirst();
    assert.equal(customElements.get('ccm-avatar'), CcmAvatar);
  });

  it('takes the accent of the page, set on the element or above it', async () => {
    const card = await show(html`<ccm-launcher></ccm-launcher>`);
    const colour = (): string => getComputedStyle(one(card, 'button')).backgroundColor;
    document.documentElement.style.setProperty('--ccm-accent', 'rgb(1, 2, 3)');
    await waitUntil(() => colour() === 'rgb(1, 2, 3)');
    card.style.setProperty('--ccm-accent', 'rgb(4, 5, 6)');
    await waitUntil(() => colour() === 'rgb(4, 5, 6)');
    document.documentElement.style.removeProperty('--ccm-accent');
  });
});

describe('the minimized call', () => {
  const open = () => show(html`<ccm-pill .call=${call({ kind: 'voice' })} .now=${now}></ccm-pill>`);
  const pill = (card: Element): CcmPill => one<CcmPill>(card, 'ccm-pill');
  const pointer = (target: Element, type: string, clientX: number, clientY: number): boolean =>
    target.dispatchEvent(
      new PointerEvent(type, { clientX, clientY, pointerId: 1, bubbles: true, composed: true, button: 0 }),
    );

  it('tells the time, mutes, ends and leads back', async () => {
    const card = await open();
    const heard = requests(card);
    assert.equal(one(card, '[role=status]').textContent, '12:47');
    for (const name of ['Return to call', 'Mute', 'End call']) button(card, name).click();
    assert.deepEqual(heard, [
      ['ccm-restore-request', null],
      ['ccm-mute-request', { muted: true }],
      ['ccm-hang-up-request', null],
    ]);
  });

  it('is dragged to a corner, and the drag presses nothing', async () => {
    const card = await open();
    const element = pill(card);
    element.setPointerCapture = () => undefined;
    const heard = requests(card);
    const restore = button(card, 'Return to call');
    pointer(restore, 'pointerdown', 300, 500);
    pointer(restore, 'pointermove', 302, 501);
    assert.equal(element.style.translate, '', 'a press may tremble');
    const box = element.getBoundingClientRect();
    pointer(restore, 'pointermove', 300 - box.left, 500 - box.top);
    assert.match(element.style.translate, /px/);
    pointer(restore, 'pointerup', 0, 0);
    restore.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1 }));
    assert.isTrue(element.hasAttribute('at-start'));
    assert.isTrue(element.hasAttribute('at-top'));
    assert.equal(element.style.translate, '');
    assert.deepEqual(heard, []);
    restore.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, detail: 1 }));
    assert.deepEqual(heard, [['ccm-restore-request', null]]);
  });

  it('moves with the arrow keys', async () => {
    const card = await open();
    button(card, 'Return to call').focus();
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'ArrowLeft' });
    assert.isTrue(pill(card).matches('[at-start][at-top]'));
    await sendKeys({ press: 'ArrowRight' });
    assert.isFalse(pill(card).hasAttribute('at-start'));
  });

  it('mirrors the arrow keys where one reads from the right', async () => {
    const card = await show(html`<ccm-pill .call=${call()} .now=${now}></ccm-pill>`, 'light', 'rtl');
    button(card, 'Return to call').focus();
    await sendKeys({ press: 'ArrowRight' });
    assert.isTrue(pill(card).hasAttribute('at-start'));
  });

  it('stops its timer when it goes', async () => {
    const timers = watchTimers();
    try {
      const card = await show(html`<ccm-pill .call=${call({ connectedAt: Date.now() })}></ccm-pill>`);
      assert.equal(timers.pending(), 1);
      pill(card).remove();
      assert.equal(timers.pending(), 0);
    } finally {
      timers.restore();
    }
  });

  it('one’s own tile goes to the next corner by a press', async () => {
    const card = await show(html`<ccm-call .call=${call({ cameraOff: true })} .now=${now}></ccm-call>`);
    const tile = one(card, 'ccm-self-view');
    const corners: string[] = [];
    for (let i = 0; i < 4; i++) {
      button(card, 'Move your picture').click();
      corners.push(['at-start', 'at-top'].filter((name) => tile.hasAttribute(name)).join(' '));
    }
    assert.deepEqual(corners, ['at-start', 'at-start at-top', 'at-top', '']);
    assert.equal(all(card, 'ccm-self-view').length, 1);
  });
});
