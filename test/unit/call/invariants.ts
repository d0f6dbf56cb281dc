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
import { liveCall, phaseOf, type Call, type MachineState } from '../../../src/call/state.js';
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
  if (call) checkCall(call);
  assert.ok(state.tombstones.length <= MAX_TOMBSTONES, 'tombstones are bounded');
  assert.ok(state.unacked.length <= MAX_UNACKED, 'repeats are bounded');
  assert.ok(state.strays.length <= MAX_STRAYS, 'strays are bounded');
  assert.ok(state.modern.length <= MAX_MODERN, 'known peers are bounded');
  const keys = new Set(state.unacked.map(({ body }) => `${body.call_id} ${body.type}`));
  assert.ok(keys.size === state.unacked.length, 'one repeat per call and frame type, as there is one timer');
}

function checkCall(call: Call): void {
  const { endReason, endedBy, endedAt } = call;
  if (call.phase === 'ended') {
    assert.ok(endReason && endedBy && endedAt !== null, 'an ended call says why, by whom and when');
    const kept = call.offer ?? call.pending ?? [...call.held, ...call.early][0];
    assert.ok(kept === undefined || kept === null, 'an ended call keeps nothing');
  } else {
    assert.ok(!endReason && !endedBy && endedAt === null, 'a live call has no end');
  }
  if (call.phase === 'connected') assert.ok(call.connectedAt !== null, 'connected since when');
  const early = call.early.reduce((sum, { candidates }) => sum + candidates.length, 0);
  assert.ok(early <= MAX_EARLY_CANDIDATES, 'early candidates are bounded');
}

function checkTimers(after: MachineState, effects: readonly Effect[]): void {
  const live = liveCall(after);
  for (const effect of effects) {
    if (effect.type !== 'start_timer' || outlivesCall(effect.timer)) continue;
    assert.ok(effect.callId === live?.id, `${effect.timer} starts for the live call only`);
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
    assert.ok(effect.callId === liveCall(after)?.id, `${effect.type} is for the live call`);
    const wanted = event.type === 'invite' || event.type === 'accept' || event.type === 'resume';
    const started = was?.phase === 'inviting' || was?.phase === 'connecting' || was?.phase === 'reconnecting';
    // The connection that is given up for a new one hands its devices over.
    const handed = event.type === 'silence_changed' && effect.callId === was?.id;
    assert.ok(wanted || started || handed, `X10: ${event.type} in ${phaseOf(before)} opens devices`);
  }
}

/** A live call goes only by way of its end, or into the call that won the glare. */
function checkEnd(before: MachineState, after: MachineState, effects: readonly Effect[]): void {
  const was = liveCall(before);
  const logged = effects.flatMap((effect) => (effect.type === 'log_call' ? [effect.callId] : []));
  assert.ok(new Set(logged).size === logged.length, 'one entry a call');
  if (!was || liveCall(after)?.id === was.id) return;
  const swapped = liveCall(after)?.replaces === was.id;
  assert.ok(logged.includes(was.id) === !swapped, 'a call that ends is logged');
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
