import type { FrameEvent } from '../../../../src/call/events.js';
import type { Sdp } from '../../../../src/protocol/frames.js';
import { sameProfile } from '../../../../src/protocol/identity.js';
import { liveCall } from '../../../../src/call/state.js';
import { newPeer, work, type Peer } from './peer.js';
import { sideAt, withSide, type Side, type World } from './world.js';

/**
 * A client as the site had before: the five frames, no ids, no devices, no repeats, no timers. Whatever says "ended"
 * ends what it does, and a second answer breaks it.
 */
export interface Older {
  readonly phase: 'idle' | 'calling' | 'ringing' | 'talking';
  readonly offer: Sdp<'offer'> | null;
  /**
   * It has ended something, or a late goodbye has ended what it began. Without ids, an invitation that was under way makes
   * it ring again, and its own late goodbye ends the next call: nobody can help that.
   */
  readonly refused: boolean;
}

/** Its one call has no id of its own; the model needs a name for its peer connection. */
const PEER = 'older';

type Plain =
  | { readonly type: 'invitation_received'; readonly offer: Sdp<'offer'> }
  | { readonly type: 'answer_received'; readonly answer: Sdp<'answer'> }
  | { readonly type: 'declined_received' }
  | { readonly type: 'ended_received' };

function put(world: World, side: Side, older: Older, peer: Peer | null): World {
  return withSide(world, { ...side, older, peer, pcs: side.pcs + (peer === side.peer ? 0 : 1) });
}

/** To everybody else; the receiver names the call by itself, as `session/routes.ts` does. */
function send(world: World, from: Side, frame: Plain): World {
  const more = {
    invitation_received: { kind: 'voice', purpose: null, seq: null, age: null, sentAt: null },
    answer_received: { offerSeq: null, replaces: null },
    declined_received: { reason: 'declined', message: null },
    ended_received: { reason: 'hangup', chosenParty: null },
  }[frame.type];
  const event = { from: from.self, callId: '', party: null, ...more, ...frame } as FrameEvent;
  const flights = world.sides
    .filter((side) => !sameProfile(side.self, from.self))
    .map((side) => ({ from: from.index, to: side.index, event }));
  return { ...world, flights: [...world.flights, ...flights] };
}

export function olderActs(
  world: World,
  index: number,
  act: 'invite' | 'accept' | 'decline' | 'hang_up',
): World {
  const side = sideAt(world, index);
  const { older } = side;
  if (!older) return world;
  const pc = `${index}:${side.pcs}`;
  switch (act) {
    case 'invite': {
      const [peer, report] = work(newPeer(PEER, pc, { do: 'offer', ref: 1, iceRestart: false }));
      if (report?.type !== 'offer_ready') return world;
      const calling = put(world, side, { ...older, phase: 'calling' }, peer);
      return send(calling, side, { type: 'invitation_received', offer: report.offer });
    }
    case 'accept': {
      if (!older.offer) return world;
      const [peer, report] = work(newPeer(PEER, pc, { do: 'answer', ref: 1, offer: older.offer }));
      if (report?.type !== 'answer_ready') return world;
      const talking = put(world, side, { ...older, phase: 'talking', offer: null }, peer);
      return send(talking, side, { type: 'answer_received', answer: report.answer });
    }
    case 'decline':
      return send(put(world, side, { ...IDLE, refused: true }, null), side, { type: 'declined_received' });
    case 'hang_up':
      return send(put(world, side, { ...IDLE, refused: true }, null), side, { type: 'ended_received' });
  }
}

export const IDLE: Older = { phase: 'idle', offer: null, refused: false };

export function olderReceives(world: World, index: number, event: FrameEvent): World {
  const side = sideAt(world, index);
  const { older } = side;
  if (!older) return world;
  switch (event.type) {
    case 'invitation_received':
      if (older.phase !== 'idle' || !event.offer) return world;
      return put(world, side, { ...older, phase: 'ringing', offer: event.offer }, null);
    case 'answer_received': {
      // Beside another device of that person it also hears what is for that one.
      const alone = world.sides.filter(({ self }) => sameProfile(self, side.self)).length === 1;
      if (older.phase === 'talking' && !older.refused && alone)
        throw new Error('an older client got a second answer');
      if (older.phase !== 'calling' || !side.peer || !event.answer) return world;
      const [peer, report] = work({ ...side.peer, jobs: [{ do: 'apply', answer: event.answer }] });
      // Without ids it takes the answer to its last call for that to the new one; it does not fit.
      if (report) return world;
      return put(world, side, { ...older, phase: 'talking', offer: null }, peer);
    }
    case 'declined_received':
    case 'ended_received':
      return put(world, side, { ...IDLE, refused: older.refused || older.phase === 'calling' }, null);
    case 'candidates_received':
    case 'ringing_received':
    case 'media_state_received':
      return world;
  }
}

/** The id under which a machine takes a frame without one; `null`: about no call. */
export function callIdAt(world: World, side: Side, event: FrameEvent): string | null {
  if (event.callId !== '') return event.callId;
  if (event.type === 'invitation_received') return `${world.calls % 2 ? 'z' : 'a'}${world.calls}`;
  const live = liveCall(side.state);
  return live && sameProfile(live.peer, event.from) ? live.id : null;
}
