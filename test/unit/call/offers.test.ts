import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_EARLY_CANDIDATES, OFFER_MS, RESEND_TRIES } from '../../../src/call/limits.js';
import {
  ANSWER,
  ANSWER2,
  bodies,
  Driver,
  OFFER,
  OFFER2,
  SARA,
  candidate,
  one,
  only,
  sent,
} from './support.js';

const ID = 'call-5';
const AFTER = { offerAfterAcceptance: true };

function opens(driver: Driver): boolean {
  return driver.log.some(({ type }) => type === 'open_peer' || type === 'accept_offer');
}

test('S25 offer after acceptance: no peer connection before it, at the caller', () => {
  const driver = new Driver(AFTER).invite(ID);
  driver.get('ringing_received', { callId: ID });
  assert.deepEqual(sent(driver.log), ['call_invitation null']);
  assert.equal(opens(driver), false);
  const effects = driver.get('answer_received', { callId: ID, answer: null });
  one(effects, 'open_peer');
  const offered = driver.do({ type: 'offer_ready', callId: ID, offer: OFFER });
  assert.deepEqual(sent(offered), ['call_invitation']);
  assert.equal(driver.phase, 'connecting');
});

test('S25 offer after acceptance: no peer connection before it, at the callee', () => {
  const driver = new Driver(AFTER).rung(ID, { offer: null });
  assert.equal(opens(driver), false);
  const accepted = driver.do({ type: 'accept', video: false });
  assert.deepEqual(sent(accepted), ['call_answer null']);
  assert.equal(opens(driver), false, 'still nothing to answer');
  const effects = driver.get('invitation_received', { callId: ID, seq: 2 });
  assert.deepEqual(one(effects, 'accept_offer').offer, OFFER);
});

test('S25 an offer that comes before the acceptance is buffered, the newest one', () => {
  const driver = new Driver().rung(ID, { offer: null });
  driver.get('invitation_received', { callId: ID, offer: OFFER, seq: 1 });
  driver.get('invitation_received', { callId: ID, offer: OFFER2, seq: 2 });
  driver.get('invitation_received', { callId: ID, offer: OFFER, seq: 1 });
  assert.equal(opens(driver), false);
  assert.deepEqual(one(driver.do({ type: 'accept', video: false }), 'accept_offer').offer, OFFER2);
  const answered = driver.do({ type: 'answer_ready', callId: ID, answer: ANSWER });
  assert.equal(bodies(answered)[0]?.offer_seq, 2, 'the answer names its offer');
});

test('S26 accepted and no offer: one request to resend, then both sides say so', () => {
  const driver = new Driver().rung(ID, { offer: null });
  driver.do({ type: 'accept', video: false });
  const [timer] = only(driver.log, 'start_timer').filter((effect) => effect.timer === 'offer');
  assert.equal(timer?.ms, OFFER_MS);
  assert.deepEqual(sent(driver.fire('offer')), ['call_answer null'], 'asks once more');
  const effects = driver.fire('offer');
  assert.deepEqual(sent(effects), ['call_ended timeout']);
  assert.equal(driver.call.endReason, 'no_offer');

  const caller = new Driver(AFTER).invite(ID);
  caller.get('answer_received', { callId: ID, answer: null });
  caller.get('ended_received', { callId: ID, reason: 'timeout' });
  assert.equal(caller.call.endReason, 'no_offer', 'the caller reads the same');
});

test('S25 H8 accepted, and the caller still invites: it hears of the acceptance at once, and the wait begins anew', () => {
  const driver = new Driver(AFTER).rung(ID, { offer: null });
  driver.do({ type: 'accept', video: false });
  const again = driver.get('invitation_received', { callId: ID, offer: null });
  assert.deepEqual(sent(again), ['call_answer null']);
  assert.deepEqual(
    only(again, 'start_timer').map(({ timer, ms }) => [timer, ms]),
    [['offer', OFFER_MS]],
  );
  assert.deepEqual(sent(driver.fire('offer')), ['call_answer null'], 'and asks once more');
  driver.get('invitation_received', { callId: ID, seq: 2 });
  assert.deepEqual(sent(driver.get('invitation_received', { callId: ID, offer: null })), []);

  const older = new Driver(AFTER).rung(ID, { offer: null, party: null });
  older.do({ type: 'accept', video: false });
  const repeated = older.get('invitation_received', { callId: ID, offer: null, party: null });
  assert.deepEqual(sent(repeated), [], 'an older client hears it once');
});

test('S26 an offer in time stops the wait', () => {
  const driver = new Driver().rung(ID, { offer: null });
  driver.do({ type: 'accept', video: false });
  driver.fire('offer');
  driver.get('invitation_received', { callId: ID, seq: 1 });
  assert.equal(driver.runs('offer'), false);
  assert.equal(driver.runs('connect'), true);
});

test('S26 the caller sends its offer again when it is asked to, on the peer connection that is there', () => {
  const early = new Driver().offered(ID);
  assert.deepEqual(sent(early.get('answer_received', { callId: ID, answer: null })), [
    'call_invitation',
    'call_ended answered_elsewhere',
  ]);
  assert.equal(only(early.log, 'open_peer').length, 1);

  const later = new Driver(AFTER).invite(ID);
  later.get('answer_received', { callId: ID, answer: null });
  later.do({ type: 'offer_ready', callId: ID, offer: OFFER });
  const again = later.get('answer_received', { callId: ID, answer: null });
  assert.ok(sent(again).includes('call_invitation'), 'the first one was lost');
  assert.equal(only(later.log, 'open_peer').length, 1);
});

test('S26 asked for an offer that is still being made: one peer connection, and the offer leaves when it is ready', () => {
  const driver = new Driver().invite(ID);
  driver.get('answer_received', { callId: ID, answer: null });
  assert.equal(only(driver.log, 'open_peer').length, 1);
  assert.deepEqual(sent(driver.do({ type: 'offer_ready', callId: ID, offer: OFFER })), ['call_invitation']);
  const effects = driver.get('answer_received', { callId: ID, answer: ANSWER });
  assert.deepEqual(one(effects, 'apply_answer').answer, ANSWER);
});

test('S27 candidates of the callee wait for its answer and follow it in order', () => {
  const driver = new Driver().offered(ID);
  driver.get('candidates_received', { callId: ID, candidates: [candidate(1), candidate(2)] });
  driver.get('candidates_received', { callId: ID, candidates: [candidate(3), null] });
  assert.equal(only(driver.log, 'add_candidates').length, 0);
  const effects = driver.get('answer_received', { callId: ID });
  const order = effects.map(({ type }) => type).filter((type) => /answer|cand/.test(type));
  assert.deepEqual(order, ['apply_answer', 'add_candidates']);
  const given = one(effects, 'add_candidates').candidates;
  assert.deepEqual(given, [candidate(1), candidate(2), candidate(3), null]);
});

test('S27 candidates of the caller wait for the acceptance, those before the invitation too, bounded', () => {
  const driver = new Driver();
  driver.get('candidates_received', { callId: ID, candidates: [candidate(1)] });
  driver.rung(ID);
  const many = Array.from({ length: 70 }, (_, i) => candidate(i + 2));
  driver.get('candidates_received', { callId: ID, candidates: many });
  driver.get('candidates_received', { callId: ID, candidates: many });
  const effects = driver.do({ type: 'accept', video: false });
  const given = one(effects, 'add_candidates').candidates;
  assert.deepEqual(given.slice(0, 3), [candidate(1), candidate(2), candidate(3)]);
  assert.equal(given.length, MAX_EARLY_CANDIDATES);
});

test('S27 own candidates leave after the description that they belong to', () => {
  const caller = new Driver().invite(ID);
  assert.deepEqual(sent(caller.do({ type: 'candidates_ready', callId: ID, candidates: [candidate(1)] })), []);
  const effects = caller.do({ type: 'offer_ready', callId: ID, offer: OFFER });
  assert.deepEqual(sent(effects), ['call_invitation', 'ice_candidate']);
  assert.deepEqual(sent(caller.do({ type: 'candidates_ready', callId: ID, candidates: [null] })), [
    'ice_candidate',
  ]);

  const callee = new Driver().rung(ID);
  callee.do({ type: 'accept', video: false });
  assert.deepEqual(sent(callee.do({ type: 'candidates_ready', callId: ID, candidates: [candidate(1)] })), []);
  const answered = callee.do({ type: 'answer_ready', callId: ID, answer: ANSWER });
  assert.deepEqual(sent(answered), ['call_answer', 'ice_candidate']);
});

test('S30 connected comes from the link only', () => {
  const driver = new Driver().calling(ID);
  driver.get('media_state_received', { callId: ID });
  driver.do({ type: 'media_changed', callId: ID, muted: false, cameraOff: true });
  driver.do({ type: 'candidates_ready', callId: ID, candidates: [null] });
  assert.equal(driver.phase, 'connecting');
  assert.equal(driver.link('connected').phase, 'connected');
  assert.equal(driver.call.connectedAt, driver.at);
});

test('S34 only the callee takes offers, only the caller takes answers', () => {
  const callee = new Driver().rung(ID);
  callee.get('answer_received', { callId: ID });
  assert.equal(callee.phase, 'ringing');
  callee.do({ type: 'accept', video: false });
  callee.get('answer_received', { callId: ID });
  assert.equal(only(callee.log, 'apply_answer').length, 0);

  const caller = new Driver().offered(ID);
  caller.get('invitation_received', { callId: ID, offer: OFFER2, seq: 4 });
  assert.equal(caller.phase, 'inviting');
  const own = caller.do({ type: 'invite', callId: 'call-6', peer: SARA, kind: 'voice' });
  assert.deepEqual(own, [], 'one call at a time');
  caller.get('answer_received', { callId: ID });
  const again = caller.get('answer_received', { callId: ID, answer: ANSWER2 });
  assert.equal(only(again, 'apply_answer').length, 0, 'the first answer wins');
});

test('S34 an answer to an older offer is ignored', () => {
  const driver = new Driver().calling(ID).link('connected').link('failed');
  driver.fire('restart');
  driver.do({ type: 'offer_ready', callId: ID, offer: OFFER2 });
  const seq = driver.call.pending?.seq;
  assert.ok(seq);
  assert.equal(only(driver.get('answer_received', { callId: ID, offerSeq: 1 }), 'apply_answer').length, 0);
  const effects = driver.get('answer_received', { callId: ID, offerSeq: seq, answer: ANSWER2 });
  assert.deepEqual(one(effects, 'apply_answer').answer, ANSWER2);
});

test('X10 an invitation, its repeats and all that may follow it open no device until somebody accepts', () => {
  const driver = new Driver().rung(ID);
  for (const type of [
    'invitation_received',
    'candidates_received',
    'answer_received',
    'ringing_received',
  ] as const) {
    driver.get(type, { callId: ID });
  }
  driver.do({ type: 'set_camera', off: false });
  driver.do({ type: 'set_muted', muted: false });
  driver.link('connected');
  assert.equal(driver.phase, 'ringing');
  assert.equal(opens(driver), false);
  assert.deepEqual([...new Set(sent(driver.log))], ['call_ringing'], 'nothing is told about this side');
  const { media } = one(driver.do({ type: 'accept', video: true }), 'accept_offer');
  assert.deepEqual(media, { audio: true, video: false }, 'a voice call takes no camera');
});

test('X10 a video call that is accepted without video takes no camera', () => {
  const driver = new Driver().rung(ID, { kind: 'video' });
  const { media } = one(driver.do({ type: 'accept', video: false }), 'accept_offer');
  assert.deepEqual(media, { audio: true, video: false });
  assert.equal(driver.call.cameraOff, true);
});

test('S26 an offer after acceptance is repeated, boundedly, until it is answered', () => {
  const driver = new Driver(AFTER).invite(ID);
  driver.get('answer_received', { callId: ID, answer: null });
  driver.do({ type: 'offer_ready', callId: ID, offer: OFFER });
  for (let i = 0; i < RESEND_TRIES; i += 1) {
    assert.deepEqual(sent(driver.fire('resend:call_invitation')), ['call_invitation']);
  }
  assert.equal(driver.runs('resend:call_invitation'), false);
  const effects = driver.get('answer_received', { callId: ID });
  one(effects, 'apply_answer');
});
