import { phaseOf } from '../../../../src/call/state.js';
import { movesOf, nextOf } from './moves.js';
import { quiesce } from './settle.js';
import { createWorld, sideAt, type Setup, type World } from './world.js';

/** Worlds to start from: nothing has gone wrong yet. */
export const STARTS = {
  idle: (setup: Setup) => createWorld(setup),

  /** The second side rings. */
  ringing: (setup: Setup) => {
    let world = act(createWorld(inviting(setup)), '0 invite');
    while (phaseAt(world, 1) !== 'ringing') world = nextOf(world)?.go() ?? fail();
    return renewed(world, setup);
  },

  /** It has accepted; its answer is not made yet. */
  accepted: (setup: Setup) => act(STARTS.ringing(setup), '1 accept'),

  /** Both have invited each other; nothing has arrived. */
  glare: (setup: Setup) => {
    let world = act(createWorld(inviting(setup)), '0 invite');
    world = act(world, '1 invite');
    while (nextOf(world)?.kind === 'browser') world = nextOf(world)?.go() ?? fail();
    return renewed(world, setup);
  },

  talking: (setup: Setup) => {
    const world = quiesce(STARTS.accepted(setup));
    return phaseAt(world, 0) === 'connected' ? renewed(world, setup) : fail();
  },
} as const;

export type StartName = keyof typeof STARTS;

function phaseAt(world: World, index: number): string {
  const { older, state } = sideAt(world, index);
  return older?.phase ?? phaseOf(state);
}

function inviting(setup: Setup): Setup {
  return { ...setup, budget: { ...setup.budget, invite: 2 } };
}

/** Getting there costs nothing. */
function renewed(world: World, setup: Setup): World {
  return { ...world, budget: createWorld(setup).budget };
}

function act(world: World, name: string): World {
  const move = movesOf(world).find((one) => one.name.startsWith(name));
  return move?.go() ?? fail();
}

function fail(): never {
  throw new Error('the plain call does not come about');
}
