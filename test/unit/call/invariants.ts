import assert from 'node:assert/strict';
import type { Effect } from '../../../src/call/effects.js';
import type { CallEvent } from '../../../src/call/events.js';
import {
  MAX_EARLY_CANDIDATES,
  MAX_MODERN,
  MAX_STRAYS,
  MAX_TOMBSTONES,
  MAX_UNACKED,
} from '../../../src/call/limits.js';
import type { CallPhase } from '../../../src/call/snapshot.js';
import { liveCall, phaseOf, type MachineState } from '../../../src/call/state.js';
import { outlivesCall } from '../../../src/call/timers.js';

export const PHASES: readonly CallPhase[] = [
  'idle',
  'inviting',
  'ringing',
  'connecting',
  'connected',
  'reconnecting',
  'ended',
];

/** What holds after every event, whatever it was. */
export function checkStep(
  before: MachineState,
  event: CallEvent,
  after: MachineState,
  effects: readonly Effect[],
): void {
  checkState(after);
  checkTimers(after, effects);
  checkMedia(before, event, after, effects);
  checkEnd(before, after, effects);
}

function checkState(state: MachineState): void {
  const { call } = state;
  assert.ok(PHASES.includes(phaseOf(state)), 'a known phase');
  if (call?.phase === 'ended') {
    assert.ok(
      call.endReason && call.endedBy && call.endedAt !== null,
      'an ended call says why, by whom and when',
    );
    assert.deepEqual(
      [call.offer, call.pending, call.held, call.early],
      [null, null, [], []],
      'nothing is kept',
    );
  } else if (call) {
    assert.deepEqual(
      [call.endReason, call.endedBy, call.endedAt],
      [null, null, null],
      'a live call has no end',
    );
  }
  if (call?.phase === 'connected') assert.ok(call.connectedAt !== null, 'connected since when');
  assert.ok(state.tombstones.length <= MAX_TOMBSTONES);
  assert.ok(state.unacked.length <= MAX_UNACKED);
  assert.ok(state.strays.length <= MAX_STRAYS);
  assert.ok(state.modern.length <= MAX_MODERN);
  const early = call?.early.flatMap(({ candidates }) => candidates) ?? [];
  assert.ok(early.length <= MAX_EARLY_CANDIDATES, 'early candidates are bounded');
  const keys = state.unacked.map(({ body }) => `${body.call_id} ${body.type}`);
  assert.equal(new Set(keys).size, keys.length, 'one repeat per call and frame type, as there is one timer');
}

function checkTimers(after: MachineState, effects: readonly Effect[]): void {
  const live = liveCall(after);
  for (const effect of effects) {
    if (effect.type !== 'start_timer' || outlivesCall(effect.timer)) continue;
    assert.equal(effect.callId, live?.id, `${effect.timer} starts for the live call only`);
  }
}

/** X10: devices open only by a person's word, or for a call that the person started or accepted. */
function checkMedia(
  before: MachineState,
  event: CallEvent,
  after: MachineState,
  effects: readonly Effect[],
): void {
  const was = liveCall(before);
  for (const effect of effects) {
    if (effect.type !== 'open_peer' && effect.type !== 'accept_offer') continue;
    assert.equal(effect.callId, liveCall(after)?.id, `${effect.type} is for the live call`);
    const wanted = event.type === 'invite' || event.type === 'accept' || event.type === 'resume';
    const started = was?.phase === 'inviting' || was?.phase === 'connecting';
    assert.ok(wanted || started, `X10: ${event.type} in ${phaseOf(before)} opens devices`);
  }
}

/** A live call goes only by way of its end, or into the call that won the glare. */
function checkEnd(before: MachineState, after: MachineState, effects: readonly Effect[]): void {
  const was = liveCall(before);
  const logged = effects.flatMap((effect) => (effect.type === 'log_call' ? [effect.callId] : []));
  assert.equal(new Set(logged).size, logged.length, 'one entry a call');
  if (!was || liveCall(after)?.id === was.id) return;
  const swapped = liveCall(after)?.replaces === was.id;
  assert.equal(logged.includes(was.id), !swapped, 'a call that ends is logged');
  const closed = effects.some(
    (effect) =>
      (effect.type === 'close_peer' && effect.callId === was.id) ||
      (effect.type === 'accept_offer' && effect.adoptFrom === was.id),
  );
  assert.ok(closed || (swapped && was.pending === null), 'its peer connection closes');
  assert.ok(
    effects.some(({ type }) => type === 'stop_ringtone'),
    'nothing rings on',
  );
}
