import { assert } from '@open-wc/testing';
import type { ChatCallModal } from '../../../src/index.js';
import { element, inPageBackEnd, next, SARA, TARIQ, until } from './in-page.js';

const phaseIs = (one: ChatCallModal, ...phases: string[]) =>
  until(phases.join(' or '), () => phases.includes(one.call?.phase ?? 'idle'));

describe('the element, as a page uses it', () => {
  let tariq: ChatCallModal;
  let sara: ChatCallModal;

  beforeEach(async () => {
    const backEnd = inPageBackEnd();
    [tariq, sara] = await Promise.all([element(TARIQ, SARA, backEnd), element(SARA, TARIQ, backEnd)]);
    await until('both are connected', () => tariq.connection === 'open' && sara.connection === 'open');
  });

  afterEach(async () => {
    tariq.hangUp();
    await phaseIs(sara, 'idle', 'ended');
  });

  it('S30 tells a call from the first ring to the end, on both sides', async () => {
    const rings = next(window, 'ccm-call-incoming');
    const states: string[] = [];
    tariq.addEventListener('ccm-call-state', ({ detail }) =>
      states.push(`${detail.previous} ${detail.call.phase}`),
    );
    assert.isTrue(await tariq.startCall('voice'));
    const incoming = await rings;
    assert.equal(incoming.target, sara, 'it crosses shadow roots and names its element');
    assert.isTrue(incoming.cancelable && incoming.bubbles && incoming.composed);
    const { call } = incoming.detail;
    assert.deepInclude(call, { phase: 'ringing', direction: 'incoming', kind: 'voice', endReason: null });
    assert.deepEqual(call.peer, TARIQ);
    assert.isTrue(Object.isFrozen(call));
    await until('the modal opens by itself', () => sara.open);

    const both = Promise.all([next(tariq, 'ccm-call-connected'), next(sara, 'ccm-call-connected')]);
    sara.accept();
    const [connected] = await both;
    assert.isNumber(connected.detail.call.connectedAt);
    const ends = Promise.all([next(tariq, 'ccm-call-ended'), next(sara, 'ccm-call-ended')]);
    sara.hangUp();
    for (const { detail } of await ends) {
      assert.equal(detail.reason, 'hangup');
      assert.equal(detail.call.id, call.id);
      assert.isNumber(detail.duration);
    }
    assert.deepEqual(states, [
      'idle inviting',
      'inviting connecting',
      'connecting connected',
      'connected ended',
    ]);
  });

  it('a page that prevents ccm-call-incoming shows a ringing screen of its own', async () => {
    sara.addEventListener('ccm-call-incoming', (event) => event.preventDefault(), { once: true });
    await tariq.startCall('voice');
    await phaseIs(sara, 'ringing');
    await sara.updateComplete;
    assert.isFalse(sara.open);
    // what a page sets right before it answers counts
    sara.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));
    sara.accept();
    await phaseIs(sara, 'connected');
    await until('once accepted, the call is shown', () => sara.open);
    const code = () => sara.call?.problems.map((problem) => problem.code).join();
    await until('the microphone was asked for as the page wants it', () => code() === 'not_found');
  });

  it('decline() carries words to the caller', async () => {
    await tariq.startCall('video');
    await phaseIs(sara, 'ringing');
    const end = next(tariq, 'ccm-call-ended');
    sara.decline('In a lesson');
    const { detail } = await end;
    assert.equal(detail.reason, 'declined');
    assert.equal(detail.call.declineMessage, 'In a lesson');
  });

  it('startCall() says why it cannot', async () => {
    const why = async (act: () => void) => {
      act();
      const error = next(tariq, 'ccm-error');
      assert.isFalse(await tariq.startCall('voice'));
      return (await error).detail.code;
    };
    assert.equal(await why(() => (tariq.peerId = '')), 'no_peer');
    assert.equal(await why(() => tariq.show({ id: '1', type: 'tutor' })), 'self_call');
    assert.equal(await why(() => (tariq.profileId = '')), 'no_profile');
    tariq.profileId = '1';
    tariq.show(SARA);
    await until('he is back', () => tariq.connection === 'open');
    assert.isTrue(await tariq.startCall('voice'));
    assert.equal(await why(() => {}), 'call_in_progress');
  });

  it('muted and camera-off before a call start it so, and then follow the tracks', async () => {
    tariq.muted = true;
    sara.setAttribute('camera-off', '');
    await tariq.startCall('video');
    await phaseIs(sara, 'ringing');
    sara.accept();
    await Promise.all([phaseIs(tariq, 'connected'), phaseIs(sara, 'connected')]);
    await until('he has a camera, and no voice', () => tariq.call?.muted === true && !tariq.call.cameraOff);
    await until(
      'his attributes tell',
      () => tariq.hasAttribute('muted') && !tariq.hasAttribute('camera-off'),
    );
    assert.isTrue(sara.call?.cameraOff);
    tariq.muted = false;
    sara.cameraOff = false;
    await until('her camera is on', () => sara.call?.cameraOff === false);
    await until(
      'the attributes follow',
      () => !tariq.hasAttribute('muted') && !sara.hasAttribute('camera-off'),
    );
  });

  it('messages are told, counted while unseen, and seen when the modal opens', async () => {
    const [message, sent] = [next(sara, 'ccm-message'), next(tariq, 'ccm-message-sent')];
    const count = next(sara, 'ccm-unread');
    assert.isTrue(await tariq.sendMessage('Hello'));
    assert.deepInclude((await message).detail, { from: TARIQ, text: 'Hello' });
    assert.equal((await message).detail.id, (await sent).detail.id);
    assert.equal((await count).detail.count, 1);
    assert.equal(sara.unread, 1);
    const seen = next(sara, 'ccm-unread');
    sara.show();
    assert.equal((await seen).detail.count, 0);
    assert.isFalse(await tariq.sendMessage('  '));
  });

  it('H22 an answer, the first of a page, and what is written right after it come in that order', async () => {
    tariq.show();
    const talk = () => tariq.shadowRoot?.querySelector('ccm-conversation');
    await until('the conversation is shown', () => !!talk());
    const came: string[] = [];
    const told = ({ detail }: HTMLElementEventMap['ccm-message']): unknown => came.push(detail.text);
    sara.addEventListener('ccm-message', told);
    talk()?.ask('act', { act: 'reply', text: 'An answer', quote: { message_id: 'm', text: 'What?' } });
    talk()?.ask('send', { text: 'And more' });
    await until('both came', () => came.length === 2);
    assert.deepEqual(came, ['An answer', 'And more']);
    tariq.close();
  });

  it('who comes back to the page finds a line above what came meanwhile', async () => {
    sara.show();
    const talk = () => sara.shadowRoot?.querySelector('ccm-conversation');
    await until('the conversation is shown, and read', () => !!talk() && sara.unread === 0);
    const turn = (hidden: boolean): void => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    try {
      turn(true);
      await tariq.sendMessage('Are you there?');
      await until('it is unread', () => sara.unread > 0);
      const line = () => talk()?.shadowRoot?.querySelector('[part=unread]');
      turn(false);
      const below = () => line()?.nextElementSibling?.textContent ?? '';
      await until('the line', () => below().includes('Are you there?') && sara.unread === 0);
      turn(true);
      turn(false);
      await until('it goes with the next look', () => !below().includes('Are you there?'));
    } finally {
      Reflect.deleteProperty(document, 'hidden');
    }
  });

  it('open is reflected, and told once each way', async () => {
    const told: string[] = [];
    for (const name of ['ccm-open', 'ccm-close'] as const) sara.addEventListener(name, () => told.push(name));
    sara.show();
    sara.show();
    await until('it is open', () => sara.hasAttribute('open'));
    sara.close();
    sara.close();
    await until('it is closed', () => !sara.hasAttribute('open'));
    sara.setAttribute('open', '');
    await until('the attribute opens it', () => told.length === 3);
    assert.deepEqual(told, ['ccm-open', 'ccm-close', 'ccm-open']);
  });

  it('X13 signing out ends the call, closes the socket and forgets the conversation', async () => {
    // how many are unread also depends on what the test before left in this browser
    const came = next(sara, 'ccm-message');
    await tariq.sendMessage('Hello');
    await came;
    await tariq.startCall('voice');
    await phaseIs(sara, 'ringing');
    sara.accept();
    await phaseIs(tariq, 'connected');
    const end = next(tariq, 'ccm-call-ended');
    sara.removeAttribute('profile-id');
    assert.equal((await end).detail.reason, 'hangup');
    await until('she is gone', () => sara.connection === 'idle' && sara.call === null && sara.unread === 0);
  });
});

describe('a dialect that routes by conversation, on a page that names none', () => {
  for (const dialect of ['relay csrf-cookie=xsrf', 'socketio'])
    it(`S2 S19 ${dialect}: a call says what is missing`, async () => {
      const one = await element(TARIQ, SARA, dialect);
      const error = next(one, 'ccm-error');
      assert.isFalse(await one.startCall('voice'));
      const { code, message } = (await error).detail;
      assert.deepEqual([code, message], ['config', 'conversation-id']);
      if (dialect === 'socketio') return; // calls come in without
      assert.equal(one.connection, 'idle', 'there is nothing to fetch, and no server that cannot be reached');
      one.conversationId = '1';
      await until('it fetches', () => one.connection !== 'idle');
    });
});
