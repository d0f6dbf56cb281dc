import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ANSWER,
  bodies,
  Driver,
  OFFER,
  OFFER2,
  SARA,
  STRANGER,
  TARIQ,
  candidate,
  one,
  only,
  sent,
} from './support.js';

const LOW = 'call-1';
const HIGH = 'call-9';

test('H1 invitations cross and ours wins: theirs changes nothing, and their answer connects', () => {
  const driver = new Driver().offered(LOW);
  assert.deepEqual(driver.rung(HIGH).call.id, LOW);
  assert.deepEqual(only(driver.log, 'start_ringtone').length, 1, 'only the tone of the own call');
  driver.get('ended_received', { callId: HIGH, reason: 'glare' });
  const effects = driver.get('answer_received', { callId: LOW, replaces: HIGH });
  one(effects, 'apply_answer');
  driver.link('connected');
  driver.rung(HIGH);
  assert.equal(driver.phase, 'connected', 'their lost invitation, late');
  assert.equal(only(driver.log, 'log_call').length, 0);
});

test('H1 invitations cross and theirs wins: it is accepted without ringing, and the own media are kept', () => {
  const driver = new Driver().offered(HIGH, 'video');
  const effects = driver.get('invitation_received', { callId: LOW, kind: 'video', offer: OFFER2 });
  assert.equal(driver.phase, 'connecting');
  assert.equal(driver.call.id, LOW);
  const accepted = one(effects, 'accept_offer');
  assert.equal(accepted.adoptFrom, HIGH);
  assert.deepEqual(accepted.offer, OFFER2);
  assert.deepEqual(accepted.media, { audio: true, video: true });
  assert.deepEqual(sent(effects), ['call_ended glare']);
  assert.equal(only(effects, 'start_ringtone').length, 0);
  assert.equal(driver.runs('ring', HIGH) || driver.runs('repeat', HIGH), false);
  const answered = driver.do({ type: 'answer_ready', callId: LOW, answer: ANSWER });
  assert.equal(bodies(answered)[0]?.replaces, HIGH);
});

test('H1 theirs wins while the own offer is still being made: it is dropped when it comes', () => {
  const driver = new Driver().invite(HIGH);
  assert.equal(one(driver.get('invitation_received', { callId: LOW }), 'accept_offer').adoptFrom, HIGH);
  assert.deepEqual(driver.do({ type: 'offer_ready', callId: HIGH, offer: OFFER }), []);
  assert.deepEqual(driver.do({ type: 'candidates_ready', callId: HIGH, candidates: [candidate(1)] }), []);
});

test('H1 theirs wins and the offer follows the acceptance: accepted at once, asked for the offer', () => {
  const driver = new Driver({ offerAfterAcceptance: true }).invite(HIGH);
  const effects = driver.get('invitation_received', { callId: LOW, offer: null });
  assert.deepEqual(sent(effects), ['call_ended glare', 'call_answer null']);
  assert.equal(only(effects, 'close_peer').length, 0, 'there is none');
  const [request] = bodies(driver.fire('offer'));
  assert.equal(request?.replaces, HIGH, 'the request can be the first to arrive');
});

test('H1 an older client that crosses us is answered and told of no end, which it would take for that of both', () => {
  const driver = new Driver().offered(HIGH);
  const effects = driver.get('invitation_received', { callId: LOW, party: null, seq: null });
  assert.deepEqual(sent(effects), []);
  assert.deepEqual(sent(driver.do({ type: 'answer_ready', callId: LOW, answer: ANSWER })), ['call_answer']);
});

test('H1 muted before the glare is muted after it, and a camera that was off stays off', () => {
  const driver = new Driver().offered(HIGH, 'video');
  driver.do({ type: 'set_muted', muted: true });
  driver.do({ type: 'media_changed', callId: HIGH, muted: true, cameraOff: true });
  driver.get('invitation_received', { callId: LOW, kind: 'video' });
  assert.equal(driver.call.muted && driver.call.cameraOff, true);
});

test('H1 the candidates of the winner came first', () => {
  const driver = new Driver().offered(HIGH);
  driver.get('candidates_received', { callId: LOW, candidates: [candidate(7)] });
  const effects = driver.get('invitation_received', { callId: LOW });
  assert.deepEqual(one(effects, 'add_candidates').candidates, [candidate(7)]);
});

test('H1 the hang-up of the loser came first: its invitation never rings', () => {
  const driver = new Driver().offered(LOW);
  driver.get('ended_received', { callId: HIGH, reason: 'cancelled' });
  driver.rung(HIGH);
  driver.do({ type: 'hang_up' });
  driver.rung(HIGH);
  assert.equal(driver.phase, 'ended');
  assert.equal(driver.call.id, LOW);
});

test('H1 the winner was cancelled before it arrived: the call of the other side rings after all', () => {
  const driver = new Driver().offered(LOW).rung(HIGH);
  driver.do({ type: 'hang_up' });
  driver.rung(HIGH); // they have not seen ours and repeat theirs
  assert.equal(driver.phase, 'ringing');
  assert.equal(driver.call.id, HIGH);
});

test('H1 the loser rings there by a late invitation: whoever says that it rings hears that it is over', () => {
  const driver = new Driver().offered(HIGH);
  driver.get('invitation_received', { callId: LOW });
  assert.deepEqual(sent(driver.get('ringing_received', { callId: HIGH })), ['call_ended glare']);
  assert.equal(driver.call.id, LOW);
});

test('H1 the end of the glare ends the invitation that rings, quietly', () => {
  const driver = new Driver().rung(HIGH);
  driver.get('ended_received', { callId: HIGH, reason: 'glare' });
  assert.equal(driver.call.endReason, 'replaced');
  assert.equal(driver.runs('dismiss'), true);
});

test('H2 the peer calls again from a new page: the old call ends quietly, the new one rings', () => {
  for (const reach of ['calling', 'answering'] as const) {
    const driver = new Driver()[reach](LOW).link('connected');
    const effects = driver.get('invitation_received', { callId: HIGH, party: 'phone, new page' });
    assert.equal(driver.phase, 'ringing');
    assert.equal(driver.call.id, HIGH);
    one(effects, 'close_peer');
    assert.equal(one(effects, 'log_call').outcome, 'answered');
  }
});

test('H2 the peer calls again while its first call rings', () => {
  const driver = new Driver().rung(HIGH, { sentAt: 1 }).rung(LOW, { sentAt: 2 });
  assert.equal(driver.phase, 'ringing');
  assert.equal(driver.call.id, LOW);
  assert.equal(one(driver.log, 'log_call').outcome, 'missed');
});

test('H2 a device that still holds the replaced call hears that it is over', () => {
  const driver = new Driver().calling(LOW).link('connected');
  driver.rung(HIGH, { party: 'tablet' });
  assert.ok(sent(driver.log).includes('call_ended glare'));
  const again = driver.get('invitation_received', { callId: LOW, purpose: 'restart', seq: 8 });
  assert.deepEqual(sent(again), ['call_ended glare']);
});

test('S32 an invitation that was sent before the live call is late, and ends nothing', () => {
  const ringing = new Driver().rung(HIGH, { sentAt: 20 }).rung(LOW, { sentAt: 10 });
  assert.equal(ringing.call.id, HIGH);
  const talking = new Driver().rung(HIGH, { sentAt: 20 });
  talking.do({ type: 'accept', video: false });
  talking.link('connected').rung(LOW, { sentAt: 10 });
  assert.equal(talking.phase, 'connected');
  const calling = new Driver().calling(HIGH).link('connected').rung(LOW);
  assert.equal(calling.phase, 'connected', 'the very page that we called has no other call');
});

test('H3 a third party hears busy, once more for each repeat, and the call is untouched', () => {
  const driver = new Driver().calling(LOW).link('connected');
  const before = driver.call;
  const effects = driver.get('invitation_received', { callId: HIGH, from: STRANGER, party: 'other' });
  assert.deepEqual(sent(effects), ['call_declined busy']);
  assert.deepEqual(one(effects, 'send').to, { id: STRANGER.id, type: STRANGER.type });
  const logged = one(effects, 'log_call');
  assert.deepEqual([logged.outcome, logged.peer, logged.callId], ['missed', STRANGER, HIGH]);
  const again = driver.get('invitation_received', { callId: HIGH, from: STRANGER, party: 'other' });
  assert.deepEqual(
    again.map(({ type }) => type),
    ['send'],
  );
  assert.equal(driver.call, before);
});

test('H3 the caller who hears busy stops and says so', () => {
  const driver = new Driver().offered(LOW);
  driver.get('declined_received', { callId: LOW, reason: 'busy' });
  assert.equal(driver.call.endReason, 'busy');
  assert.equal(one(driver.log, 'log_call').outcome, 'busy');
  assert.equal(driver.runs('dismiss'), false, 'this needs reading');
});

test('H3 calling oneself is refused, out and in', () => {
  const driver = new Driver();
  assert.deepEqual(driver.do({ type: 'invite', callId: LOW, peer: { ...TARIQ }, kind: 'voice' }), []);
  assert.deepEqual(driver.get('invitation_received', { callId: LOW, from: TARIQ }), []);
  assert.equal(driver.phase, 'idle');
});

test('H3 nobody is called before it is known who calls', () => {
  const driver = new Driver({ self: null });
  assert.deepEqual(driver.do({ type: 'invite', callId: LOW, peer: SARA, kind: 'voice' }), []);
});

test('H3 a browser without WebRTC declines as unsupported', () => {
  const driver = new Driver({ supported: false });
  assert.deepEqual(sent(driver.get('invitation_received', { callId: LOW })), ['call_declined unsupported']);
  assert.equal(driver.phase, 'idle');
});
