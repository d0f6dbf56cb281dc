import type { CallEvent } from '../../../../src/call/events.js';
import { initialState, liveCall, phaseOf, type MachineState } from '../../../../src/call/state.js';
import { sameProfile } from '../../../../src/protocol/identity.js';
import { candidate } from '../support.js';
import { apply, receive } from './apply.js';
import { olderActs } from './older.js';
import { pairOf, work } from './peer.js';
import {
  configOf,
  isThrough,
  sideAt,
  withSide,
  type Budget,
  type Flight,
  type Side,
  type World,
} from './world.js';

/** Something that may happen next. Names make up the trace of a failure. */
export interface Move {
  readonly name: string;
  /** How the random walk weighs it. */
  readonly kind: 'person' | 'refusal' | 'network' | 'fault' | 'browser' | 'time';
  go(): World;
}

/** All that may happen next. */
export function movesOf(world: World): Move[] {
  return [
    ...networkMoves(world),
    ...world.sides.flatMap((side) => sideMoves(world, side)),
    ...timeMoves(world),
  ];
}

/** People stop and nothing more breaks: what must happen, the most urgent first. */
export function nextOf(world: World): Move | undefined {
  for (const side of world.sides) {
    const [job] = browserMoves(world, side);
    if (job) return job;
  }
  const [flight] = world.flights;
  if (flight) return moveOf(flight, 'network', '', () => arrives(world, flight));
  for (const side of world.sides) {
    const [link] = linkMoves(world, side);
    if (link) return link;
  }
  return timeMoves(world)[0];
}

function spend(world: World, what: keyof Budget): World {
  return { ...world, budget: { ...world.budget, [what]: world.budget[what] - 1 } };
}

function remove(world: World, flight: Flight): World {
  return { ...world, flights: world.flights.filter((other) => other !== flight) };
}

function arrives(world: World, flight: Flight): World {
  return receive(remove(world, flight), flight.to, flight.event);
}

function moveOf(flight: Flight, kind: Move['kind'], what: string, go: () => World): Move {
  return {
    kind,
    go,
    // Only a failure reads it.
    get name() {
      return `${flight.from}>${flight.to} ${describe(flight)}${what}`;
    },
  };
}

/** Each line delivers in order, and now and then not. */
function networkMoves(world: World): Move[] {
  const { budget } = world;
  const moves: Move[] = [];
  const places = new Map<number, number>();
  for (const flight of world.flights) {
    const line = flight.from * 16 + flight.to;
    const place = places.get(line) ?? 0;
    places.set(line, place + 1);
    if (place === 1 && budget.reorder > 0) {
      moves.push(moveOf(flight, 'fault', ' overtakes', () => arrives(spend(world, 'reorder'), flight)));
    }
    if (place > 0) continue;
    if (budget.reorder > 0) {
      const late = () => ({
        ...spend(world, 'reorder'),
        flights: [...remove(world, flight).flights, flight],
      });
      moves.push(moveOf(flight, 'fault', ' is held back', late));
    }
    moves.push(moveOf(flight, 'network', '', () => arrives(world, flight)));
    if (budget.drop > 0) {
      moves.push(moveOf(flight, 'fault', ' lost', () => remove(spend(world, 'drop'), flight)));
    }
    if (budget.double > 0) {
      const twice = () => receive(spend(world, 'double'), flight.to, flight.event);
      moves.push(moveOf(flight, 'fault', ' doubled', twice));
    }
  }
  return moves;
}

function describe({ event }: Flight): string {
  const reason = 'reason' in event ? ` ${event.reason}` : '';
  const seq = 'seq' in event ? ` #${event.seq}` : '';
  const nothing = ('offer' in event && !event.offer) || ('answer' in event && !event.answer) ? ' null' : '';
  const purpose = 'purpose' in event && event.purpose ? ` ${event.purpose}` : '';
  return `${event.type.replace('_received', '')}${reason}${purpose}${nothing}${seq} ${event.callId}`;
}

function sideMoves(world: World, side: Side): Move[] {
  return [
    ...(side.older ? olderMoves(world, side) : personMoves(world, side)),
    ...browserMoves(world, side),
    ...linkMoves(world, side),
    ...faultMoves(world, side),
  ];
}

function told(world: World, side: Side, event: CallEvent, kind: Move['kind']): Move {
  const more = 'callId' in event ? ` ${event.callId}` : '';
  return { name: `${side.index} ${event.type}${more}`, kind, go: () => apply(world, side.index, event) };
}

function personMoves(world: World, side: Side): Move[] {
  const person = (event: CallEvent) => told(world, side, event, 'person');
  const refusal = (event: CallEvent) => told(world, side, event, 'refusal');
  switch (phaseOf(side.state)) {
    case 'idle':
      return invitations(world, side);
    case 'ended':
      return [...(world.lean ? [] : [refusal({ type: 'dismiss' })]), ...invitations(world, side)];
    case 'ringing':
      return [person({ type: 'accept', video: false }), refusal({ type: 'decline' })];
    case 'inviting':
    case 'connecting':
    case 'connected':
    case 'reconnecting':
      return [refusal({ type: 'hang_up' }), ...(world.lean ? [] : [refusal({ type: 'shut_down' })])];
  }
}

/** A call to anybody else, with an id that is smaller than all before it or greater. */
function invitations(world: World, side: Side): Move[] {
  // Two like sides: who calls first need not be tried both ways.
  if (world.budget.invite === 0 || (world.lean && world.calls === 0 && side.index > 0)) return [];
  const next = { ...spend(world, 'invite'), calls: world.calls + 1 };
  const ids = world.calls === 0 ? ['m0'] : [`m${world.calls}`, `c${9 - world.calls}`];
  const others = world.sides.filter(
    ({ self, index }) =>
      !sameProfile(self, side.self) && world.sides.findIndex((one) => sameProfile(one.self, self)) === index,
  );
  return others.flatMap(({ self: peer }) =>
    ids.map((callId) => told(next, side, { type: 'invite', callId, peer, kind: 'voice' }, 'person')),
  );
}

function olderMoves(world: World, side: Side): Move[] {
  const acts = {
    idle: ['invite'],
    calling: ['hang_up'],
    ringing: ['accept', 'decline'],
    talking: ['hang_up'],
  } as const;
  return acts[side.older?.phase ?? 'idle'].flatMap((act): Move[] => {
    if (act === 'invite' && world.budget.invite === 0) return [];
    const next = act === 'invite' ? spend(world, 'invite') : world;
    return [{ name: `${side.index} ${act}`, kind: 'person', go: () => olderActs(next, side.index, act) }];
  });
}

/** The peer connection does what it was asked, and finds candidates. */
function browserMoves(world: World, side: Side): Move[] {
  const { peer, older } = side;
  if (!peer || older) return [];
  const { callId } = peer;
  const moves: Move[] = [];
  if (peer.jobs[0]) {
    const go = () => {
      const [worked, report] = work(peer);
      const next = withSide(world, { ...side, peer: worked });
      return report ? apply(next, side.index, { ...report, callId }) : next;
    };
    moves.push({ name: `${side.index} ${peer.jobs[0].do} ready`, kind: 'browser', go });
  }
  if (peer.gathered && !world.lean) {
    const next = withSide(world, { ...side, peer: { ...peer, gathered: false } });
    moves.push(
      told(next, side, { type: 'candidates_ready', callId, candidates: [candidate(1), null] }, 'browser'),
    );
  }
  return moves;
}

function linkMoves(world: World, side: Side): Move[] {
  const { peer, older } = side;
  if (!peer || older) return [];
  const through = isThrough(world, side) && peer.dead !== pairOf(peer);
  const report = (link: 'connected' | 'disconnected' | 'failed'): Move => {
    const dead = link === 'failed' ? pairOf(peer) : peer.dead;
    const next = withSide(world, { ...side, peer: { ...peer, link, dead } });
    const event: CallEvent = { type: 'link_changed', callId: peer.callId, link };
    return { ...told(next, side, event, 'browser'), name: `${side.index} link ${link}` };
  };
  if (through) return peer.link === 'connected' ? [] : [report('connected')];
  if (peer.link === 'connected') return [report('disconnected')];
  return peer.link === 'disconnected' ? [report('failed')] : [];
}

function faultMoves(world: World, side: Side): Move[] {
  const { budget } = world;
  const live = liveCall(side.state);
  const moves: Move[] = [];
  if (side.index === 0 && (world.out || (budget.outage > 0 && side.peer))) {
    const out = !world.out;
    moves.push({
      name: out ? 'the path breaks' : 'the path is back',
      kind: 'fault',
      go: () => ({ ...(out ? spend(world, 'outage') : world), out }),
    });
  }
  if (!live || side.older || live.phase === 'inviting' || live.phase === 'ringing') return moves;
  if (budget.reload > 0 && live.party !== null && live.connectedAt !== null) {
    const name = `${side.index} goes to the next page`;
    moves.push({ name, kind: 'fault', go: () => reload(spend(world, 'reload'), side.index) });
  }
  if (budget.renegotiate > 0 && side.peer?.jobs.length === 0) {
    const needed: CallEvent = { type: 'negotiation_needed', callId: live.id };
    const long: CallEvent = { type: 'silence_changed', callId: live.id, silence: 'long' };
    for (const event of world.lean ? [needed] : [needed, long, { type: 'network_changed' } as const])
      moves.push(told(spend(world, 'renegotiate'), side, event, 'fault'));
  }
  return moves;
}

/** The page goes, and the next one has what `sessionStorage` kept. Timers, tombstones and repeats are gone. */
function reload(world: World, index: number): World {
  const side = sideAt(world, index);
  const live = liveCall(side.state);
  if (!live) return world;
  const { offerAfterAcceptance } = side.state.config;
  const state: MachineState = initialState(configOf(side.self, index, side.pages, offerAfterAcceptance));
  const page = { ...side, state, timers: [], peer: null, rings: false, logged: [], pages: side.pages + 1 };
  const { id: callId, peer, party, kind, direction, muted, cameraOff, seq, startedAt, connectedAt } = live;
  const saved = { callId, peer, party, kind, direction, muted, cameraOff, seq, startedAt, connectedAt };
  return apply(withSide(world, page), index, { type: 'resume', ...saved });
}

/** The timer that is due first, of everybody's. */
function timeMoves(world: World): Move[] {
  const due = world.sides.flatMap((side) => side.timers.map((timer) => ({ side, timer })));
  const first = Math.min(...due.map(({ timer }) => timer.due));
  return due
    .filter(({ timer }) => timer.due === first)
    .map(({ side, timer }) => ({
      name: `${side.index} ${timer.timer} fires`,
      kind: 'time',
      go: () => {
        const rest = { ...side, timers: side.timers.filter((other) => other !== timer) };
        const next = { ...withSide(world, rest), at: Math.max(world.at, timer.due) };
        return apply(next, side.index, { type: 'timer_fired', callId: timer.callId, timer: timer.timer });
      },
    }));
}
