import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallEvent } from '../../../src/call/events.js';
import {
  GIVE_UP_MS,
  ICE_RESTARTS,
  RESEND_TRIES,
  RESTART_AGAIN_MS,
  RESUME_AGAIN_MS,
  RESTART_MS,
  RESTART_TRIES,
} from '../../../src/call/limits.js';
import { ANSWER, ANSWER2, bodies, Driver, OFFER, OFFER2, SARA, one, only, sent } from './support.js';

const ID = 'call-5';

function offers(driver: Driver): Driver {
  driver.do({ type: 'negotiation_needed', callId: ID });
  driver.do({ type: 'offer_ready', callId: ID, offer: OFFER2 });
  return driver;
}

const THEIRS = { callId: ID, purpose: 'renegotiate', offer: OFFER2, seq: 7 } as const;

test('H9 offers collide: the caller ignores theirs, and its own is answered', () => {
  const driver = offers(new Driver().calling(ID).link('connected'));
  const seq = driver.call.pending?.seq ?? 0;
  assert.deepEqual(driver.get('invitation_received', THEIRS), []);
  const effects = driver.get('answer_received', { callId: ID, offerSeq: seq, answer: ANSWER2 });
  one(effects, 'apply_answer');
  assert.deepEqual(driver.get('invitation_received', THEIRS), [], 'nor later: they gave it up');
  const next = driver.get('invitation_received', { ...THEIRS, seq: 9 });
  assert.equal(one(next, 'answer_reinvitation').rebuild, false);
});

test('H9 offers collide: the callee gives way and repeats its own no more', () => {
  const driver = offers(new Driver().answering(ID).link('connected'));
  assert.equal(driver.runs('resend:call_invitation'), true);
  one(driver.get('invitation_received', THEIRS), 'answer_reinvitation');
  assert.equal(driver.runs('resend:call_invitation'), false);
  const answered = driver.do({ type: 'answer_ready', callId: ID, answer: ANSWER2 });
  assert.equal(bodies(answered)[0]?.offer_seq, 7);
});

test('H9 the callee gives way while its own offer is being made: that is dropped', () => {
  const driver = new Driver().answering(ID).link('connected');
  const { ref } = one(driver.do({ type: 'negotiation_needed', callId: ID }), 'reoffer');
  driver.get('invitation_received', THEIRS);
  assert.deepEqual(driver.do({ type: 'offer_ready', callId: ID, ref, offer: OFFER2 }), []);
});

test('H9 the report of an offer that gave way is not taken for the next one', () => {
  const driver = new Driver().answering(ID).link('connected');
  const first = one(driver.do({ type: 'negotiation_needed', callId: ID }), 'reoffer').ref;
  driver.get('invitation_received', THEIRS);
  const second = one(driver.do({ type: 'negotiation_needed', callId: ID }), 'reoffer').ref;
  assert.deepEqual(sent(driver.do({ type: 'offer_ready', callId: ID, ref: first, offer: OFFER })), []);
  const effects = driver.do({ type: 'offer_ready', callId: ID, ref: second, offer: OFFER2 });
  assert.deepEqual(bodies(effects)[0]?.offer, OFFER2);
});

test('H9 two offers that arrive together: only the newest is answered, with its own answer', () => {
  const driver = new Driver().calling(ID).link('connected');
  const first = one(driver.get('invitation_received', THEIRS), 'answer_reinvitation').ref;
  const second = one(driver.get('invitation_received', { ...THEIRS, seq: 9 }), 'answer_reinvitation').ref;
  assert.deepEqual(sent(driver.do({ type: 'answer_ready', callId: ID, ref: first, answer: ANSWER })), []);
  const [body] = bodies(driver.do({ type: 'answer_ready', callId: ID, ref: second, answer: ANSWER2 }));
  assert.deepEqual([body?.answer, body?.offer_seq], [ANSWER2, 9]);
});

test('H9 an offer that is never answered does not stand in the way for ever', () => {
  const driver = offers(new Driver().calling(ID).link('connected'));
  for (let i = 0; i < RESEND_TRIES; i += 1) driver.fire('resend:call_invitation');
  assert.equal(driver.call.pending, null);
  one(driver.get('invitation_received', THEIRS), 'answer_reinvitation');
});

test('H9 a wish to renegotiate waits for the offer that is open', () => {
  const driver = offers(new Driver().calling(ID).link('connected'));
  assert.deepEqual(driver.do({ type: 'negotiation_needed', callId: ID }), []);
  const early = new Driver().offered(ID);
  assert.deepEqual(early.do({ type: 'negotiation_needed', callId: ID }), []);
});

test('H9 100 collisions in a row: none leaves an offer open', () => {
  const driver = new Driver().answering(ID).link('connected');
  for (let i = 0; i < 100; i += 1) {
    offers(driver).get('invitation_received', { ...THEIRS, seq: 10 + i });
    driver.do({ type: 'answer_ready', callId: ID, answer: ANSWER2 });
    assert.equal(driver.call.pending, null);
  }
  assert.equal(driver.phase, 'connected');
});

test('H10 disconnected: a restart after 2 s, then another, then a new connection under the same call id', () => {
  const driver = new Driver().calling(ID).link('connected').link('disconnected');
  assert.equal(driver.phase, 'reconnecting');
  const started = only(driver.log, 'start_timer');
  assert.equal(started.find(({ timer }) => timer === 'restart')?.ms, RESTART_MS);
  assert.equal(started.find(({ timer }) => timer === 'give_up')?.ms, GIVE_UP_MS);
  for (let i = 0; i < ICE_RESTARTS; i += 1) {
    const effects = driver.fire('restart');
    assert.equal(one(effects, 'reoffer').iceRestart, true);
    assert.equal(only(effects, 'start_timer')[0]?.ms, RESTART_AGAIN_MS);
    driver.do({ type: 'offer_ready', callId: ID, offer: OFFER2 });
  }
  driver.do({ type: 'media_changed', callId: ID, muted: true, cameraOff: true });
  const effects = driver.fire('restart');
  assert.deepEqual(one(effects, 'open_peer').media, { audio: true, video: false });
  one(effects, 'set_muted');
  const [body] = bodies(driver.do({ type: 'offer_ready', callId: ID, offer: OFFER }));
  assert.deepEqual([body?.call_id, body?.purpose], [ID, 'resume']);
  const seq = driver.call.pending?.seq ?? 0;
  const answered = driver.get('answer_received', { callId: ID, offerSeq: seq });
  assert.equal(only(answered, 'start_timer').find(({ timer }) => timer === 'restart')?.ms, RESUME_AGAIN_MS);
  assert.equal(driver.link('connected').call.resuming, false);
});

test('H10 the ladder has five rungs and ends after 30 s', () => {
  const driver = new Driver().calling(ID).link('connected').link('failed');
  for (let i = 0; i < 9 && driver.runs('restart'); i += 1) {
    driver.fire('restart');
    driver.do({ type: 'offer_ready', callId: ID, offer: OFFER2 });
    const seq = driver.call.pending?.seq ?? 0;
    driver.get('answer_received', { callId: ID, offerSeq: seq });
  }
  const rungs = [...only(driver.log, 'reoffer'), ...only(driver.log, 'open_peer')].length - 1;
  assert.equal(rungs, RESTART_TRIES);
  assert.deepEqual(sent(driver.fire('give_up')), ['call_ended failed']);
  assert.equal(driver.call.endReason, 'lost');
});

test('H10 failed: a restart at once; connected again: nothing of it is left', () => {
  const driver = new Driver().answering(ID).link('connected').link('failed');
  const timer = only(driver.log, 'start_timer').find((effect) => effect.timer === 'restart');
  assert.equal(timer?.ms, 0);
  const since = driver.call.connectedAt;
  driver.fire('restart');
  driver.link('connected');
  assert.deepEqual([driver.phase, driver.call.restarts, driver.call.connectedAt], ['connected', 0, since]);
  assert.equal(driver.runs('restart') || driver.runs('give_up'), false);
});

test('H10 the side that hears of the loss tells it as a loss too', () => {
  const driver = new Driver().calling(ID).link('connected');
  driver.get('ended_received', { callId: ID, reason: 'failed' });
  assert.equal(driver.call.endReason, 'lost');
});

test('H10 a negotiation that fails mid-call ends nothing; before the first connection it ends the call', () => {
  const talking = new Driver().calling(ID).link('connected');
  talking.do({ type: 'negotiation_failed', callId: ID });
  assert.equal(talking.phase, 'connected');
  const starting = new Driver().calling(ID);
  assert.deepEqual(sent(starting.do({ type: 'negotiation_failed', callId: ID })), ['call_ended failed']);
  assert.equal(starting.call.endReason, 'failed');
});

function resumes(direction: 'outgoing' | 'incoming', fields: { muted?: boolean } = {}): Driver {
  const driver = new Driver({ partyId: 'tab-2' });
  const saved = {
    party: 'phone',
    kind: 'video',
    muted: false,
    cameraOff: true,
    seq: 3,
    startedAt: 1,
    ...fields,
  } as const;
  const event: CallEvent = { type: 'resume', callId: ID, peer: SARA, direction, connectedAt: 2, ...saved };
  driver.do(event);
  return driver;
}

test('H12 the new page takes up the call: a new peer connection, a re-invitation, repeated until it is answered', () => {
  const driver = resumes('incoming', { muted: true });
  assert.equal(driver.phase, 'reconnecting');
  assert.deepEqual(one(driver.log, 'open_peer').media, { audio: true, video: false }, 'the camera was off');
  assert.equal(one(driver.log, 'set_muted').muted, true);
  const [body] = bodies(driver.do({ type: 'offer_ready', callId: ID, offer: OFFER }));
  assert.deepEqual([body?.type, body?.purpose], ['call_invitation', 'resume']);
  for (let i = 0; i < 7; i += 1) assert.equal(bodies(driver.fire('repeat'))[0]?.purpose, 'resume');
  const late = driver.get('answer_received', { callId: ID, offerSeq: 1 });
  assert.equal(only(late, 'apply_answer').length, 0, 'an answer to the page before');
  one(driver.get('answer_received', { callId: ID, offerSeq: 4 }), 'apply_answer');
  driver.link('connected');
  assert.deepEqual([driver.phase, driver.call.connectedAt, driver.call.muted], ['connected', 2, true]);
  assert.deepEqual(sent(driver.fire('repeat')), []);
  assert.deepEqual(driver.running, []);
});

test('H12 the other side swaps in a new peer connection under the same call, within 30 s or never', () => {
  for (const reach of ['calling', 'answering'] as const) {
    const driver = new Driver()[reach](ID).link('connected');
    const resume = {
      callId: ID,
      purpose: 'resume',
      offer: OFFER2,
      seq: 1,
      party: 'phone, next page',
    } as const;
    const effects = driver.get('invitation_received', resume);
    assert.equal(one(effects, 'answer_reinvitation').rebuild, true);
    assert.equal(driver.phase, 'reconnecting');
    assert.equal(driver.runs('give_up'), true);
    driver.do({ type: 'answer_ready', callId: ID, answer: ANSWER2 });
    assert.deepEqual(
      sent(driver.get('invitation_received', resume)),
      ['call_answer'],
      'a repeat is answered again',
    );
    assert.equal(driver.link('connected').phase, 'connected');
    driver.get('ended_received', { callId: ID, party: 'phone, next page' });
    assert.equal(driver.call.endReason, 'hangup', 'the new page is the one that counts');
  }
});

test('H12 both pages change at once: the callee gives way, and one connection comes of it', () => {
  const caller = resumes('outgoing');
  const callee = resumes('incoming');
  for (const driver of [caller, callee]) driver.do({ type: 'offer_ready', callId: ID, offer: OFFER });
  const theirs = { callId: ID, purpose: 'resume', offer: OFFER2, seq: 1, party: 'phone, next page' } as const;
  assert.deepEqual(caller.get('invitation_received', theirs), []);
  one(callee.get('invitation_received', theirs), 'answer_reinvitation');
  one(caller.get('answer_received', { callId: ID, offerSeq: 4, party: 'phone, next page' }), 'apply_answer');
  assert.equal(caller.call.party, 'phone, next page');
  assert.deepEqual(caller.get('invitation_received', theirs), [], 'their offer, late');
});

test('H12 the page that answered has gone since, and its next page answers too: the call goes to that one', () => {
  const driver = resumes('outgoing');
  driver.do({ type: 'offer_ready', callId: ID, offer: OFFER });
  driver.get('answer_received', { callId: ID, offerSeq: 4 });
  const effects = driver.get('answer_received', { callId: ID, offerSeq: 4, party: 'phone, next page' });
  one(effects, 'open_peer');
  assert.equal(driver.call.pending?.purpose, 'resume');
});

test('H12 a resumption wins over offers for the page before it', () => {
  const driver = resumes('incoming');
  driver.do({ type: 'offer_ready', callId: ID, offer: OFFER });
  const old = { callId: ID, purpose: 'restart', offer: OFFER2, seq: 9 } as const;
  assert.deepEqual(driver.get('invitation_received', old), []);
  assert.equal(driver.call.pending?.purpose, 'resume');
  const theirs = offers(new Driver().answering(ID).link('connected'));
  const resume = { ...old, purpose: 'resume', party: 'phone, next page' } as const;
  const effects = theirs.get('invitation_received', resume);
  assert.equal(one(effects, 'answer_reinvitation').rebuild, true, 'and is answered before own ones');
});

test('X10 a peer that comes back opens no camera that was off, and no microphone that was muted', () => {
  const driver = new Driver().rung(ID, { kind: 'video' });
  driver.do({ type: 'accept', video: true });
  driver.do({ type: 'answer_ready', callId: ID, answer: ANSWER });
  driver.link('connected').do({ type: 'media_changed', callId: ID, muted: true, cameraOff: true });
  const resume = { callId: ID, purpose: 'resume', offer: OFFER2, seq: 1, party: 'phone, next page' } as const;
  const effects = driver.get('invitation_received', resume);
  assert.deepEqual(one(effects, 'answer_reinvitation').media, { audio: true, video: false });
  assert.equal(one(effects, 'set_muted').muted, true);
});

test('X10 who mutes before there is a peer connection is muted when it comes', () => {
  const callee = new Driver().rung(ID);
  callee.do({ type: 'set_muted', muted: true });
  one(callee.do({ type: 'accept', video: false }), 'set_muted');
  const caller = new Driver({ offerAfterAcceptance: true }).invite(ID);
  caller.do({ type: 'set_muted', muted: true });
  one(caller.get('answer_received', { callId: ID, answer: null }), 'set_muted');
});

test('H12 nobody takes the call up: it ends after 30 s', () => {
  const driver = resumes('outgoing');
  driver.fire('give_up');
  assert.equal(driver.call.endReason, 'lost');
});

test('H12 a re-invitation of an unknown call never rings and is not refused: another device may have that call', () => {
  const driver = new Driver();
  for (const purpose of ['resume', 'restart', 'renegotiate'] as const) {
    assert.deepEqual(driver.get('invitation_received', { callId: ID, purpose }), []);
  }
});

test('H14 a device that fails is a notice, one per device, and the call goes on', () => {
  const driver = new Driver().calling(ID).link('connected');
  for (const code of ['denied', 'in_use'] as const) {
    driver.do({ type: 'media_failed', callId: ID, problem: { device: 'camera', code } });
  }
  assert.deepEqual(driver.call.problems, [{ device: 'camera', code: 'in_use' }]);
  assert.equal(driver.phase, 'connected');
});
