import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SILENCE_RECOVERIES } from '../../../src/call/limits.js';
import { listen, type Look, type Silence } from '../../../src/call/silence.js';
import { ANSWER, Driver, OFFER2, one, only, sent } from './support.js';

const ID = 'call-5';

/** What is said in each second, by the packets seen in it. */
function heard(packets: readonly number[], expected: (second: number) => boolean = () => true): string[] {
  let look: Look | null = null;
  return packets.flatMap((count, second) => {
    const [next, silence]: [Look, Silence | null] = listen(look, count, expected(second));
    look = next;
    return silence ? [`${second} ${silence}`] : [];
  });
}

const still = (seconds: number, packets: number): number[] => Array.from({ length: seconds }, () => packets);

test('H17 silence is noticed after 5 s and acted on after 15 s, and again after each 15 s', () => {
  assert.deepEqual(heard([10, ...still(31, 10), 11, 12]), [
    '0 none',
    '5 short',
    '15 long',
    '30 long',
    '32 none',
  ]);
});

test('H17 a connection on which nothing ever arrives is silent too', () => {
  assert.deepEqual(heard(still(16, 0)), ['4 short', '14 long']);
});

test('H17 a peer that says it sends nothing is not silent', () => {
  assert.deepEqual(
    heard([10, ...still(40, 10)], () => false),
    ['0 none'],
  );
  // muted for half a minute, then on again: the seconds begin anew
  const expected = (second: number) => second > 30;
  assert.deepEqual(heard([10, ...still(36, 10)], expected), ['0 none', '35 short']);
});

/** A restart that the peer has answered. */
function restarted(driver: Driver): void {
  driver.do({ type: 'offer_ready', callId: ID, offer: OFFER2 });
  const seq = driver.call.pending?.seq ?? 0;
  driver.get('answer_received', { callId: ID, offerSeq: seq, answer: ANSWER });
}

const silent = (driver: Driver, silence: Silence) =>
  driver.do({ type: 'silence_changed', callId: ID, silence });

test('H17 silence: an ICE restart, then a new connection, then the words that it was in vain', () => {
  const driver = new Driver().calling(ID).link('connected');
  assert.deepEqual(silent(driver, 'short'), []);
  assert.equal(driver.call.silence, 'noticed');
  assert.equal(one(silent(driver, 'long'), 'reoffer').iceRestart, true);
  assert.equal(driver.phase, 'connected', 'what runs goes on');
  restarted(driver);
  one(silent(driver, 'long'), 'open_peer');
  assert.equal(driver.phase, 'reconnecting');
  assert.equal(driver.call.pending?.purpose, 'resume');
  restarted(driver);
  driver.link('connected');
  assert.equal(driver.call.recoveries, SILENCE_RECOVERIES);
  assert.deepEqual(silent(driver, 'long'), []);
  assert.equal(driver.call.silence, 'lasting');
  silent(driver, 'short');
  assert.equal(driver.call.silence, 'lasting', 'said once');
  silent(driver, 'none');
  assert.equal(driver.call.silence, null);
  assert.deepEqual(silent(driver, 'long'), [], 'two recoveries a call, not more');
});

test('H17 with an older client nothing can be mended: only the words', () => {
  const driver = new Driver().offered(ID);
  driver.get('answer_received', { callId: ID, party: null });
  driver.link('connected');
  assert.deepEqual(silent(driver, 'long'), []);
  assert.deepEqual([driver.call.silence, driver.phase], ['lasting', 'connected']);
});

test('H10 another network: new candidates at once, while the call goes on', () => {
  const driver = new Driver().answering(ID).link('connected');
  assert.equal(one(driver.do({ type: 'network_changed' }), 'reoffer').iceRestart, true);
  assert.equal(driver.phase, 'connected');
});

test('H10 online again while reconnecting: at once, and the ladder begins anew', () => {
  const driver = new Driver().calling(ID).link('connected').link('disconnected');
  for (let i = 0; i < 2; i += 1) {
    driver.fire('restart');
    restarted(driver);
  }
  const effects = driver.do({ type: 'network_changed' });
  assert.equal(one(effects, 'reoffer').iceRestart, true);
  assert.equal(driver.call.restarts, 1);
  assert.equal(
    only(effects, 'start_timer').some(({ timer }) => timer === 'give_up'),
    false,
    'the same 30 s',
  );
});

test('H10 another network before the first connection, or without a call: nothing', () => {
  assert.deepEqual(new Driver().do({ type: 'network_changed' }), []);
  assert.deepEqual(new Driver().offered(ID).do({ type: 'network_changed' }), []);
});

test('H13 the socket is back while it rings: a caller whose call is over says so, and the stale ring ends', () => {
  const callee = new Driver().rung(ID);
  assert.deepEqual(sent(callee.do({ type: 'socket_opened' })), ['call_ringing']);
  const caller = new Driver().offered(ID);
  caller.do({ type: 'hang_up' });
  assert.deepEqual(sent(caller.get('ringing_received', { callId: ID })), ['call_ended cancelled']);
  callee.get('ended_received', { callId: ID, reason: 'cancelled' });
  assert.equal(callee.call.endReason, 'cancelled');
  assert.deepEqual(new Driver().offered(ID).do({ type: 'socket_opened' }), [], 'who calls repeats it anyway');
});
