import type { Effect } from '../../../../src/call/effects.js';
import type { CallEvent, FrameEvent } from '../../../../src/call/events.js';
import { liveCall, type Call, type MachineState, type OutgoingBody } from '../../../../src/call/state.js';
import { transition } from '../../../../src/call/transition.js';
import { sameProfile } from '../../../../src/protocol/identity.js';
import { checkStep } from '../invariants.js';
import { callIdAt, olderReceives } from './older.js';
import { newPeer, type Job, type Peer } from './peer.js';
import {
  sideAt,
  withSide,
  type Ending,
  type Flight,
  type RunningTimer,
  type Side,
  type World,
} from './world.js';

/** One event for one machine, and everything that its effects do. Throws where an invariant breaks. */
export function apply(world: World, index: number, event: CallEvent): World {
  const side = sideAt(world, index);
  const [state, effects] = transition(side.state, { ...event, at: world.at });
  checkStep(side.state, event, state, effects);
  let next = { ...side, state, ends: endsOf(side, state) };
  const flights: Flight[] = [];
  for (const effect of effects) {
    if (effect.type === 'send') flights.push(...flightsOf(world, next, effect));
    else next = run(next, effect, world.at);
  }
  return {
    ...withSide(world, next),
    flights: flights.length ? [...world.flights, ...flights] : world.flights,
  };
}

/** A frame arrives. */
export function receive(world: World, index: number, event: FrameEvent): World {
  const side = sideAt(world, index);
  if (side.older) return olderReceives(world, index, event);
  const callId = callIdAt(world, side, event);
  if (callId === null) return world;
  const named = event.callId === '' ? { ...world, calls: world.calls + 1 } : world;
  return apply(named, index, { ...event, callId });
}

function endsOf(side: Side, after: MachineState): Readonly<Record<string, Ending>> {
  const was = liveCall(side.state);
  if (!was || liveCall(after)?.id === was.id) return side.ends;
  return { ...side.ends, [was.id]: endingOf(was, after) };
}

function endingOf(was: Call, after: MachineState): Ending {
  const now = after.call;
  const { direction } = was;
  if (now?.id === was.id && now.endReason && now.endedBy) {
    return { direction, reason: now.endReason, by: now.endedBy };
  }
  if (now) return { direction, reason: now.replaces === was.id ? 'swapped' : 'replaced', by: 'peer' };
  // Shut down: ended and taken off the screen in one step.
  const reasons = { inviting: 'cancelled', ringing: 'declined' } as const;
  const reason = was.phase === 'inviting' || was.phase === 'ringing' ? reasons[was.phase] : 'hangup';
  return { direction, reason, by: 'self' };
}

function run(side: Side, effect: Exclude<Effect, { type: 'send' }>, at: number): Side {
  switch (effect.type) {
    case 'start_timer': {
      const { callId, timer, ms } = effect;
      return { ...side, timers: [...without(side.timers, effect), { callId, timer, due: at + ms }] };
    }
    case 'cancel_timer':
      return { ...side, timers: without(side.timers, effect) };
    case 'start_ringtone':
      return { ...side, rings: true };
    case 'stop_ringtone':
      return { ...side, rings: false };
    case 'log_call':
      return { ...side, logged: [...side.logged, effect.callId] };
    case 'open_peer':
      must(
        side.peer === null || (side.peer.callId === effect.callId && liveCall(side.state)?.resuming === true),
        'one peer connection at a time',
      );
      return open(side, effect.callId, { do: 'offer', ref: effect.ref, iceRestart: false });
    case 'accept_offer':
      must(side.peer === null || side.peer.callId === effect.adoptFrom, 'one peer connection at a time');
      return open(side, effect.callId, { do: 'answer', ref: effect.ref, offer: effect.offer });
    case 'answer_reinvitation': {
      const job: Job = { do: 'answer', ref: effect.ref, offer: effect.offer };
      must(side.peer?.callId === effect.callId, 'a re-invitation is answered on a peer connection');
      return effect.rebuild ? open(side, effect.callId, job) : ask(side, effect.callId, job);
    }
    case 'reoffer':
      return ask(side, effect.callId, { do: 'offer', ref: effect.ref, iceRestart: effect.iceRestart });
    case 'apply_answer':
      return ask(side, effect.callId, { do: 'apply', answer: effect.answer });
    case 'add_candidates':
      must(side.peer?.callId === effect.callId, 'candidates are for a peer connection');
      return side;
    case 'close_peer':
      return side.peer?.callId === effect.callId ? { ...side, peer: null } : side;
    case 'set_muted':
    case 'set_camera':
    case 'preload_rtc':
      return side;
  }
}

function without(
  timers: readonly RunningTimer[],
  one: Pick<RunningTimer, 'callId' | 'timer'>,
): RunningTimer[] {
  return timers.filter(({ callId, timer }) => callId !== one.callId || timer !== one.timer);
}

function open(side: Side, callId: string, job: Job): Side {
  const peer = newPeer(callId, `${side.index}:${side.pcs}`, job);
  return { ...side, peer, pcs: side.pcs + 1 };
}

function ask(side: Side, callId: string, job: Job): Side {
  const { peer } = side;
  if (peer?.callId !== callId) throw new Error(`${job.do} without a peer connection`);
  const asked: Peer = { ...peer, jobs: [...peer.jobs, job] };
  return { ...side, peer: asked };
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** To all devices of that profile. */
function flightsOf(world: World, side: Side, effect: Extract<Effect, { type: 'send' }>): Flight[] {
  const event = toEvent(side, effect);
  return world.sides
    .filter(({ self }) => sameProfile(self, effect.to))
    .map((to) => ({ from: side.index, to: to.index, event }));
}

/** As `session/outbound.ts` and `session/routes.ts` do it: a repeat carries the description of now. */
function toEvent(side: Side, { body: made, seq, refresh }: Extract<Effect, { type: 'send' }>): FrameEvent {
  const now = refresh ? (side.peer?.callId === made.call_id ? side.peer.local : null) : null;
  const body = refreshed(made, now);
  const common = { from: side.self, callId: body.call_id, party: side.state.config.partyId };
  switch (body.type) {
    case 'call_invitation': {
      const { offer, call_type: kind } = body;
      const when = { seq, age: null, sentAt: body.sent_at ?? null };
      return { ...common, type: 'invitation_received', kind, offer, purpose: body.purpose ?? null, ...when };
    }
    case 'call_answer': {
      const more = { offerSeq: body.offer_seq ?? null, replaces: body.replaces ?? null };
      return { ...common, type: 'answer_received', answer: body.answer, ...more };
    }
    case 'ice_candidate':
      return { ...common, type: 'candidates_received', candidates: body.candidates };
    case 'call_declined':
      return { ...common, type: 'declined_received', reason: body.reason, message: body.message ?? null };
    case 'call_ended': {
      const chosenParty = body.chosen_party_id ?? null;
      const party = chosenParty === null ? common.party : null; // its place on the wire names the chosen device
      return { ...common, type: 'ended_received', party, reason: body.reason, chosenParty };
    }
    case 'call_ringing':
      return { ...common, type: 'ringing_received' };
    case 'media_state':
      return { ...common, type: 'media_state_received', audio: true, video: false, screen: false };
  }
}

function refreshed(body: OutgoingBody, now: Peer['local']): OutgoingBody {
  if (body.type === 'call_invitation' && body.offer && now?.type === 'offer') {
    return { ...body, offer: { type: 'offer', sdp: now.sdp } };
  }
  if (body.type === 'call_answer' && body.answer && now?.type === 'answer') {
    return { ...body, answer: { type: 'answer', sdp: now.sdp } };
  }
  return body;
}
