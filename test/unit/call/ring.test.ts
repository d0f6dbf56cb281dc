import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RING_GRACE_MS, TOMBSTONE_MS } from '../../../src/call/limits.js';
import { toSnapshot } from '../../../src/call/to-snapshot.js';
import { ANSWER, bodies, CONFIG, Driver, SARA, STRANGER, candidate, one, only, sent } from './support.js';

const ID = 'call-5';

test('H4 nobody answers: the caller stops after the ring time, the callee a little later', () => {
  const caller = new Driver().offered(ID);
  const callee = new Driver().rung(ID);
  const ms = (driver: Driver) => only(driver.log, 'start_timer').find(({ timer }) => timer === 'ring')?.ms;
  assert.equal(ms(caller), CONFIG.ringMs);
  assert.equal(ms(callee), CONFIG.ringMs + RING_GRACE_MS);

  const ended = caller.fire('ring');
  assert.deepEqual(sent(ended), ['call_ended timeout']);
  assert.deepEqual([caller.call.endReason, one(ended, 'log_call').outcome], ['timeout', 'unanswered']);
  const declined = callee.fire('ring');
  assert.deepEqual(sent(declined), ['call_declined timeout']);
  assert.deepEqual([callee.call.endReason, one(declined, 'log_call').outcome], ['timeout', 'missed']);
});

test('H4 what the other side says about time reads the same here', () => {
  const callee = new Driver().rung(ID);
  callee.get('ended_received', { callId: ID, reason: 'timeout' });
  assert.equal(callee.call.endReason, 'timeout');
  const caller = new Driver().offered(ID);
  caller.get('declined_received', { callId: ID, reason: 'timeout' });
  assert.equal(caller.call.endReason, 'timeout');
});

test('H4 an invitation past its age never rings, and is a missed call, once', () => {
  const driver = new Driver();
  const late = driver.rung(ID, { age: CONFIG.ringMs + 1 });
  assert.equal(late.phase, 'idle');
  assert.equal(one(driver.log, 'log_call').outcome, 'missed');
  driver.rung(ID, { age: null });
  assert.equal(driver.phase, 'idle');
  assert.equal(only(driver.log, 'log_call').length, 1);
  assert.equal(driver.rung('call-6', { age: CONFIG.ringMs }).phase, 'ringing');
});

test('H4 a cancellation before its invitation: the invitation never rings, until that is forgotten', () => {
  const driver = new Driver();
  driver.get('ended_received', { callId: ID, reason: 'cancelled' });
  driver.rung(ID);
  assert.equal(only(driver.log, 'start_ringtone').length, 0);
  assert.equal(driver.phase, 'idle');
  driver.at += TOMBSTONE_MS;
  assert.equal(driver.rung(ID).phase, 'ringing');
});

test('H4 an invitation and its cancellation: nothing rings on, a missed call', () => {
  const driver = new Driver().rung(ID);
  const effects = driver.get('ended_received', { callId: ID, reason: 'cancelled' });
  one(effects, 'stop_ringtone');
  assert.equal(one(effects, 'log_call').outcome, 'missed');
  assert.equal(driver.call.endReason, 'cancelled');
  assert.deepEqual(driver.running, [`${ID} dismiss`]);
  driver.fire('dismiss');
  assert.equal(driver.phase, 'idle');
});

test('H4 an older client that hangs up while it rings here has cancelled', () => {
  const driver = new Driver().rung(ID, { party: null, seq: null });
  driver.get('ended_received', { callId: ID, party: null, reason: 'hangup' });
  assert.equal(driver.call.endReason, 'cancelled');
});

test('H5 candidates of a device that was not chosen, of strangers and after the end are dropped', () => {
  const driver = new Driver().offered(ID);
  driver.get('candidates_received', { callId: ID, party: 'tablet', candidates: [candidate(1)] });
  driver.get('candidates_received', { callId: ID, party: 'phone', candidates: [candidate(2)] });
  const effects = driver.get('answer_received', { callId: ID });
  assert.deepEqual(one(effects, 'add_candidates').candidates, [candidate(2)]);
  assert.deepEqual(driver.get('candidates_received', { callId: ID, party: 'tablet' }), []);
  assert.deepEqual(driver.get('candidates_received', { callId: ID, from: STRANGER }), []);
  driver.do({ type: 'hang_up' });
  assert.deepEqual(driver.get('candidates_received', { callId: ID }), []);
  const { strays } = driver.state;
  assert.ok(
    strays.every(({ peer }) => peer.type === STRANGER.type),
    'nor kept for later',
  );
});

test('H5 candidates of unknown calls are bounded and go to the call that they name', () => {
  const driver = new Driver();
  for (let i = 0; i < 30; i += 1) driver.get('candidates_received', { callId: `call-x${i}` });
  driver.get('candidates_received', { callId: ID, candidates: [candidate(5), null] });
  driver.rung(ID);
  const effects = driver.do({ type: 'accept', video: false });
  assert.deepEqual(one(effects, 'add_candidates').candidates, [candidate(5), null]);
});

test('H6 answered here: the other devices are told, by name of the chosen one, on every answer', () => {
  const driver = new Driver().offered(ID);
  const first = driver.get('answer_received', { callId: ID, party: 'tablet' });
  assert.deepEqual(
    [bodies(first)[0]?.reason, bodies(first)[0]?.chosen_party_id],
    ['answered_elsewhere', 'tablet'],
  );
  const second = driver.get('answer_received', { callId: ID, party: 'phone' });
  assert.equal(bodies(second)[0]?.chosen_party_id, 'tablet', 'a second answer loses');
  assert.equal(only(second, 'apply_answer').length, 0);
  driver.get('ended_received', { callId: ID, party: 'phone', reason: 'failed' });
  driver.get('declined_received', { callId: ID, party: 'phone' });
  assert.equal(driver.phase, 'connecting', 'and no longer counts');
});

test('H6 answered or declined on another device: this one stops, and repeats nothing', () => {
  for (const reason of ['answered_elsewhere', 'declined_elsewhere'] as const) {
    for (const reach of ['rung', 'answering'] as const) {
      const driver = new Driver()[reach](ID);
      driver.get('ended_received', { callId: ID, party: null, reason, chosenParty: 'tablet' });
      assert.equal(driver.call.endReason, reason);
      assert.deepEqual(driver.running, [`${ID} dismiss`]);
      assert.deepEqual(driver.state.unacked, []);
    }
  }
});

test('H6 the device that the frame names goes on, and need not repeat its answer', () => {
  const driver = new Driver().answering(ID);
  assert.equal(driver.runs('resend:call_answer'), true);
  const chosenParty = CONFIG.partyId;
  driver.get('ended_received', { callId: ID, party: null, reason: 'answered_elsewhere', chosenParty });
  assert.equal(driver.phase, 'connecting');
  assert.equal(driver.runs('resend:call_answer'), false);
});

test('H6 the receipt of an answer was lost: the repeated answer brings another', () => {
  const driver = new Driver().calling(ID).link('connected');
  const again = driver.get('answer_received', { callId: ID });
  assert.deepEqual(sent(again), ['call_ended answered_elsewhere']);
  assert.equal(only(again, 'apply_answer').length, 0);
});

test('H6 answered on an older client: no receipt, at which it would hang up; a device of ours that answers too loses', () => {
  const driver = new Driver().offered(ID);
  assert.deepEqual(sent(driver.get('answer_received', { callId: ID, party: null })), []);
  assert.deepEqual(driver.get('answer_received', { callId: ID, party: 'tablet' }), []);
  driver.get('ended_received', { callId: ID, party: 'tablet', reason: 'failed' });
  assert.equal(driver.phase, 'connecting');
  driver.get('ended_received', { callId: ID, party: null });
  assert.equal(driver.call.endReason, 'hangup');
});

test('H6 an ending of another device before anybody answered counts', () => {
  const driver = new Driver().offered(ID);
  const effects = driver.get('declined_received', { callId: ID, party: 'tablet', message: 'In a lesson' });
  assert.equal(bodies(effects)[0]?.chosen_party_id, 'tablet');
  assert.deepEqual([driver.call.endReason, driver.call.declineMessage], ['declined', 'In a lesson']);
});

test('H7 accept crosses cancel, the cancellation first', () => {
  const driver = new Driver().rung(ID);
  driver.get('ended_received', { callId: ID, reason: 'cancelled' });
  assert.deepEqual(driver.do({ type: 'accept', video: false }), []);
  assert.equal(driver.call.endReason, 'cancelled');
});

test('H7 accept crosses cancel, the acceptance first, on both sides', () => {
  const callee = new Driver().answering(ID);
  const effects = callee.get('ended_received', { callId: ID, reason: 'cancelled' });
  one(effects, 'close_peer');
  assert.equal(callee.call.endReason, 'cancelled');
  assert.equal(one(effects, 'log_call').outcome, 'missed');

  const caller = new Driver().offered(ID);
  caller.do({ type: 'hang_up' });
  const late = caller.get('answer_received', { callId: ID });
  assert.deepEqual(sent(late), ['call_ended cancelled'], 'told once more');
  assert.equal(caller.call.endReason, 'cancelled');
});

test('H7 accept, decline and hang up count once', () => {
  const driver = new Driver().rung(ID);
  driver.do({ type: 'accept', video: false });
  assert.deepEqual(driver.do({ type: 'accept', video: true }), []);
  assert.deepEqual(driver.do({ type: 'decline' }), []);
  one(driver.do({ type: 'hang_up' }), 'close_peer');
  assert.deepEqual(driver.do({ type: 'hang_up' }), []);
  assert.deepEqual(driver.do({ type: 'answer_ready', callId: ID, answer: ANSWER }), []);
  assert.equal(only(driver.log, 'log_call').length, 1);
});

test('S32 decline and end clean up, on the side that says it and on the one that hears it', () => {
  const ways: ((driver: Driver) => unknown)[] = [
    (driver) => driver.do({ type: 'hang_up' }),
    (driver) => driver.get('ended_received', { callId: ID }),
    (driver) => driver.do({ type: 'call_broken', callId: ID, reason: 'failed' }),
  ];
  for (const reach of ['invite', 'offered', 'calling', 'rung', 'answering'] as const) {
    for (const end of ways) {
      const driver = new Driver()[reach](ID);
      const from = driver.log.length;
      end(driver);
      const effects = driver.log.slice(from);
      one(effects, 'close_peer');
      one(effects, 'stop_ringtone');
      one(effects, 'log_call');
      const left = driver.running.filter((name) => !/dismiss|resend/.test(name));
      assert.deepEqual(left, [], `timers after ${reach}`);
      assert.equal(driver.phase, 'ended');
    }
  }
});

test('S32 leaving the page ends the call and leaves nothing running', () => {
  for (const reach of ['invite', 'offered', 'calling', 'rung', 'answering'] as const) {
    const driver = new Driver()[reach](ID);
    driver.do({ type: 'shut_down' });
    assert.deepEqual([driver.phase, driver.running, driver.state.unacked], ['idle', [], []]);
  }
});

test('H4 the server says that nobody is there: at once, and only while nobody has answered', () => {
  const driver = new Driver().offered(ID);
  driver.do({ type: 'error_received', callId: ID, code: 'offline' });
  assert.equal(driver.call.endReason, 'offline');
  assert.equal(one(driver.log, 'log_call').outcome, 'unanswered');
  const later = new Driver().calling(ID);
  later.do({ type: 'error_received', callId: ID, code: 'offline' });
  assert.equal(later.phase, 'connecting');
});

test('S33 it rang there and nobody is there: they may be changing pages, until the next repeat', () => {
  const driver = new Driver().offered(ID);
  const offline = { type: 'error_received', callId: ID, code: 'offline' } as const;
  for (const page of ['phone', 'phone 2']) {
    driver.get('ringing_received', { callId: ID, party: page });
    driver.do(offline);
    assert.deepEqual([driver.phase, driver.call.remoteRinging], ['inviting', false]);
    assert.equal(only(driver.fire('repeat'), 'send').length, 1);
  }
  driver.do(offline);
  assert.equal(driver.call.endReason, 'offline');
});

test('S31 the ringing screen has name, kind and tone; the caller learns that it rings there', () => {
  const callee = new Driver().rung(ID, { kind: 'video' });
  assert.equal(one(callee.log, 'start_ringtone').tone, 'ringtone');
  const snapshot = toSnapshot(callee.state.call);
  assert.deepEqual(
    [snapshot?.peer.name, snapshot?.kind, snapshot?.direction],
    [SARA.name, 'video', 'incoming'],
  );
  assert.ok(Object.isFrozen(snapshot));
  assert.equal(JSON.stringify(snapshot).includes('offer 1'), false, 'no SDP');
  const caller = new Driver().offered(ID);
  caller.get('ringing_received', { callId: ID });
  assert.equal(toSnapshot(caller.state.call)?.remoteRinging, true);
});
