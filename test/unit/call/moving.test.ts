import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlEvent } from '../../../src/call/events.js';
import { Driver, frame, OFFER2, SARA } from './support.js';

const CALL = 'call-5';
const RECORD: Omit<Extract<ControlEvent, { type: 'resume' }>, 'type'> = {
  ...{ callId: CALL, peer: SARA, party: 'phone', muted: false, cameraOff: true, seq: 3 },
  ...{ startedAt: 900_000, connectedAt: 901_000 },
  kind: 'voice',
  direction: 'incoming',
};

test('H20 a call that moves to another tab leaves without a word to the peer', () => {
  const driver = new Driver().answering(CALL).link('connected');
  const effects = driver.do({ type: 'move_away' });
  assert.equal(driver.call.endReason, 'moved');
  const types = effects.map(({ type }) => type);
  assert.ok(types.includes('close_peer'));
  assert.ok(!types.includes('send'));
});

test('H20 a call that rang or was here before is taken up, and its peer is heard again', () => {
  for (const leave of [
    () => {
      const driver = new Driver().rung(CALL);
      driver.get('ended_received', { callId: CALL, reason: 'answered_elsewhere', chosenParty: 'other tab' });
      return driver;
    },
    () => {
      const driver = new Driver().answering(CALL).link('connected');
      driver.do({ type: 'move_away' });
      return driver;
    },
  ]) {
    const driver = leave();
    driver.do({ type: 'resume', ...RECORD });
    assert.equal(driver.phase, 'reconnecting');
    driver.link('connected');
    const effects = driver.do(
      frame('invitation_received', {
        callId: CALL,
        offer: OFFER2,
        seq: 9,
        purpose: 'resume',
        party: 'phone',
      }),
    );
    assert.ok(effects.some(({ type }) => type === 'answer_reinvitation'));
  }
});
