import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REPEAT_INVITATION_MS, RESEND_MS, RESEND_TRIES, TOMB_REPLIES } from '../../../src/call/limits.js';
import { bodies, Driver, OFFER, STRANGER, frame, only, sent } from './support.js';

const ID = 'call-5';

test('H8 an invitation is repeated every 3 s until it is answered, also while it rings: who rings may change pages', () => {
  const driver = new Driver().offered(ID);
  const first = only(driver.log, 'send')[0];
  for (let i = 0; i < 4; i += 1) {
    const effects = driver.fire('repeat');
    const [again] = only(effects, 'send');
    assert.deepEqual([again?.seq, again?.refresh], [first?.seq, true]);
    assert.equal(only(effects, 'start_timer')[0]?.ms, REPEAT_INVITATION_MS);
  }
  driver.get('ringing_received', { callId: ID });
  assert.equal(only(driver.fire('repeat'), 'send').length, 1);
  driver.get('answer_received', { callId: ID });
  assert.equal(driver.runs('repeat'), false);
});

test('H8 repeats wait for the first offer to be ready', () => {
  const driver = new Driver().invite(ID);
  assert.equal(driver.runs('repeat'), false);
});

test('H8 answer, decline and end are repeated 0.5 s, doubling, at most 5 times', () => {
  const ways = [
    ['call_answer', (driver: Driver) => driver.answering(ID)],
    ['call_declined', (driver: Driver) => driver.rung(ID).do({ type: 'decline' })],
    ['call_ended', (driver: Driver) => driver.calling(ID).do({ type: 'hang_up' })],
  ] as const;
  for (const [type, reach] of ways) {
    const driver = new Driver();
    reach(driver);
    const seq = only(driver.log, 'send').findLast(({ body }) => body.type === type)?.seq;
    for (let i = 0; i < RESEND_TRIES; i += 1) {
      const [again] = only(driver.fire(`resend:${type}`, ID), 'send');
      assert.deepEqual([again?.body.type, again?.seq], [type, seq], 'the same frame');
    }
    const waits = only(driver.log, 'start_timer').filter(({ timer }) => timer === `resend:${type}`);
    assert.deepEqual(
      waits.map(({ ms }) => ms),
      [1, 2, 4, 8, 16].map((times) => times * RESEND_MS),
    );
    assert.deepEqual(driver.state.unacked, []);
    assert.equal(driver.runs(`resend:${type}`, ID), false);
  }
});

test('H8 an older client gets nothing twice, and no receipts', () => {
  const driver = new Driver().rung(ID, { party: null, seq: null });
  driver.do({ type: 'accept', video: false });
  driver.do({ type: 'answer_ready', callId: ID, answer: { type: 'answer', sdp: 'a' } });
  assert.deepEqual(driver.state.unacked, []);
  driver.link('connected');
  driver.get('ended_received', { callId: ID, party: null });
  assert.deepEqual(sent(driver.log), ['call_ringing', 'call_answer']);
  const again = driver.get('ended_received', { callId: ID, party: null });
  assert.deepEqual(again, []);
});

test('H8 an older client gets nothing twice though another device of the same person is ours', () => {
  const driver = new Driver();
  driver.get('ringing_received', { callId: 'call-1' });
  driver.rung(ID, { party: null, seq: null }).do({ type: 'accept', video: false });
  driver.do({ type: 'answer_ready', callId: ID, answer: { type: 'answer', sdp: 'a' } });
  assert.equal(driver.runs('resend:call_answer'), false);
});

test('H8 an older client is sent no re-invitation, at which it would ring', () => {
  const driver = new Driver().offered(ID);
  driver.get('answer_received', { callId: ID, party: null });
  driver.link('connected').link('disconnected');
  driver.fire('restart');
  driver.do({ type: 'negotiation_needed', callId: ID });
  assert.equal(only(driver.log, 'reoffer').length, 0);
  driver.fire('give_up');
  assert.equal(driver.call.endReason, 'lost');
});

test('H8 every frame three times changes what it changes once', () => {
  const script = [
    frame('invitation_received', { callId: ID }),
    { type: 'accept', video: false },
    { type: 'answer_ready', callId: ID, answer: { type: 'answer', sdp: 'a' } },
    frame('candidates_received', { callId: ID }),
    frame('ended_received', { callId: ID, party: null, reason: 'answered_elsewhere', chosenParty: 'tab-1' }),
    { type: 'link_changed', callId: ID, link: 'connected' },
    frame('media_state_received', { callId: ID }),
    frame('ended_received', { callId: ID }),
  ] as const;
  const once = new Driver();
  const thrice = new Driver();
  for (const event of script) {
    once.do(event);
    for (let i = 0; i < 3; i += 1) thrice.do(event);
  }
  const plain = ({ state }: Driver) => ({
    ...state.call,
    seq: 0,
    answer: null,
    startedAt: 0,
    connectedAt: 0,
    endedAt: 0,
  });
  assert.deepEqual(plain(thrice), plain(once));
  for (const type of ['start_ringtone', 'accept_offer', 'close_peer', 'log_call'] as const) {
    assert.equal(only(thrice.log, type).length, 1, type);
  }
});

test('H8 both sides ended it: what the other says is the receipt', () => {
  const driver = new Driver().calling(ID).link('connected');
  driver.do({ type: 'hang_up' });
  assert.equal(driver.runs('resend:call_ended'), true);
  driver.get('ended_received', { callId: ID });
  assert.equal(driver.runs('resend:call_ended'), false);
  assert.equal(driver.call.endedBy, 'self');
});

test('H8 an ending whose receipt was lost is answered again, for an unknown call too', () => {
  const driver = new Driver().calling(ID);
  assert.deepEqual(sent(driver.get('ended_received', { callId: ID })), ['call_ended hangup']);
  assert.deepEqual(sent(driver.get('ended_received', { callId: ID })), ['call_ended hangup']);
  const fresh = new Driver();
  assert.deepEqual(sent(fresh.get('ended_received', { callId: ID })), ['call_ended hangup']);
  assert.deepEqual(sent(fresh.get('ended_received', { callId: ID })), ['call_ended hangup']);
});

test('H8 two pages that both lost the call do not send receipts of receipts for ever', () => {
  // One page ended the call and was reloaded: its receipt comes to a page that knows nothing.
  const [a, b] = [new Driver(), new Driver()];
  let frames = 1;
  let [next, other] = [a, b];
  while (frames < 1000) {
    const effects = next.get('ended_received', { callId: ID });
    if (sent(effects).length === 0) break;
    frames += 1;
    [next, other] = [other, next];
  }
  assert.ok(frames <= 2 * TOMB_REPLIES + 3, `${frames} frames`);
});

test('H8 a stranger floods: what is kept about calls is bounded, the live call goes on', () => {
  const driver = new Driver().calling(ID).link('connected');
  for (let i = 0; i < 200; i += 1) {
    const callId = `call-x${i}`;
    driver.get('candidates_received', { callId, from: STRANGER, party: `p${i}` });
    driver.get('invitation_received', { callId, from: STRANGER, party: `p${i}` });
    driver.get('ended_received', { callId: `call-y${i}`, from: STRANGER, party: `p${i}` });
  }
  assert.equal(driver.phase, 'connected'); // the invariants check the bounds
});

test('H8 delayed into the next call: frames of the last one change nothing in it', () => {
  const driver = new Driver().calling(ID);
  driver.do({ type: 'hang_up' });
  driver.offered('call-6').get('answer_received', { callId: 'call-6' });
  driver.link('connected');
  const { call } = driver;
  for (const type of [
    'invitation_received',
    'answer_received',
    'candidates_received',
    'declined_received',
    'ended_received',
    'ringing_received',
    'media_state_received',
  ] as const) {
    driver.get(type, { callId: ID });
  }
  assert.equal(driver.state.call, call);
});

test('H8 the end of a call that nobody heard of is sent once: who gets it may be an older client', () => {
  const driver = new Driver().offered(ID);
  driver.do({ type: 'hang_up' });
  assert.equal(driver.runs('resend:call_ended'), false);
  // It was lost, and the other side rings: that shows what it can take.
  assert.deepEqual(sent(driver.get('ringing_received', { callId: ID })), ['call_ended cancelled']);
});

test('H8 an answer is repeated for a repeated offer, with the description of now', () => {
  const driver = new Driver().answering(ID);
  const [again] = only(driver.get('invitation_received', { callId: ID, offer: OFFER, seq: 1 }), 'send');
  assert.deepEqual([again?.body.type, again?.refresh], ['call_answer', true]);
  assert.equal(bodies(driver.log).filter(({ type }) => type === 'call_answer').length, 2);
});
