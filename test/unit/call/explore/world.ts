import type { FrameEvent } from '../../../../src/call/events.js';
import type { EndReason } from '../../../../src/call/snapshot.js';
import { initialState, type MachineConfig, type MachineState } from '../../../../src/call/state.js';
import type { TimerName } from '../../../../src/call/effects.js';
import type { Profile } from '../../../../src/protocol/identity.js';
import type { Older } from './older.js';
import { fit, type Peer } from './peer.js';

export interface RunningTimer {
  readonly callId: string;
  readonly timer: TimerName;
  readonly due: number;
}

export interface Ending {
  readonly direction: 'outgoing' | 'incoming';
  readonly reason: EndReason | 'swapped';
  readonly by: 'self' | 'peer';
}

/** One page: its machine and what the machine's effects have made of the world around it. */
export interface Side {
  readonly index: number;
  readonly self: Profile;
  /** In place of a machine: a page with an older client. */
  readonly older: Older | null;
  readonly state: MachineState;
  readonly timers: readonly RunningTimer[];
  readonly peer: Peer | null;
  /** Peer connections made so far. */
  readonly pcs: number;
  readonly rings: boolean;
  /** Calls logged by this page, in order. */
  readonly logged: readonly string[];
  /** How each call that was live here ended, in words of `agreement.ts`. */
  readonly ends: Readonly<Record<string, Ending>>;
  /** Pages so far: a reload makes the next one, which remembers only what the browser keeps. */
  readonly pages: number;
}

export interface Flight {
  readonly from: number;
  readonly to: number;
  readonly event: FrameEvent;
}

/** What may still go wrong. */
export interface Budget {
  readonly drop: number;
  readonly double: number;
  readonly reorder: number;
  /** Calls that people may still make. */
  readonly invite: number;
  /** Reloads in the middle of a call. */
  readonly reload: number;
  /** Times that the path between the peer connections breaks. */
  readonly outage: number;
  readonly renegotiate: number;
}

/** Everything. Immutable, so that searching may keep many of them. */
export interface World {
  readonly at: number;
  readonly sides: readonly Side[];
  /** In order per sender and receiver. */
  readonly flights: readonly Flight[];
  readonly budget: Budget;
  /** Fewer kinds of moves, for deeper searches. */
  readonly lean: boolean;
  /** No media path. */
  readonly out: boolean;
  readonly calls: number;
}

export interface Seat {
  readonly self: Profile;
  readonly older?: boolean;
}

export interface Setup {
  readonly seats: readonly Seat[];
  readonly budget: Partial<Budget>;
  readonly offerAfterAcceptance?: boolean;
  readonly lean?: boolean;
}

export const RING_MS = 60_000;

export function configOf(self: Profile, index: number, page: number, after: boolean): MachineConfig {
  const partyId = `page-${index}.${page}`;
  return { self, partyId, ringMs: RING_MS, offerAfterAcceptance: after, supported: true };
}

export function createWorld(setup: Setup): World {
  const none = { drop: 0, double: 0, reorder: 0, invite: 1, reload: 0, outage: 0, renegotiate: 0 };
  const sides = setup.seats.map(({ self, older }, index): Side => {
    const state = initialState(configOf(self, index, 0, setup.offerAfterAcceptance ?? false));
    const empty = { timers: [], peer: null, pcs: 0, rings: false, logged: [], ends: {}, pages: 1 };
    return {
      index,
      self,
      older: older ? { phase: 'idle', offer: null, refused: false } : null,
      state,
      ...empty,
    };
  });
  const budget = { ...none, ...setup.budget };
  return { at: 1_000_000, sides, flights: [], budget, lean: setup.lean ?? false, out: false, calls: 0 };
}

export function withSide(world: World, side: Side): World {
  const sides = world.sides.map((known) => (known.index === side.index ? side : known));
  return { ...world, sides };
}

export function sideAt(world: World, index: number): Side {
  const side = world.sides[index];
  if (!side) throw new Error(`no side ${index}`);
  return side;
}

/** Media flows between this side and some other. */
export function isThrough(world: World, side: Side): boolean {
  const { peer } = side;
  if (!peer || world.out) return false;
  return world.sides.some((other) => other !== side && other.peer !== null && fit(peer, other.peer));
}
