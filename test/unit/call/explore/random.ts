import { phaseOf } from '../../../../src/call/state.js';
import { movesOf, type Move } from './moves.js';
import { checkEnd, quiesce } from './settle.js';
import { STARTS, type StartName } from './start.js';
import type { Setup, World } from './world.js';

/** mulberry32: small, seeded, good enough to choose moves. */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Weights = Readonly<Record<Move['kind'], number>>;

/** People and networks differ: each walk has its own temper. */
function temper(random: () => number): Weights {
  const some = (...values: readonly number[]) => values[Math.floor(random() * values.length)] ?? 1;
  const refusal = some(0.1, 0.5, 2);
  return {
    network: 6,
    browser: some(2, 8),
    person: 2,
    refusal,
    fault: some(0.3, 1, 3),
    time: some(0.1, 0.5, 2),
  };
}

function pick(moves: readonly Move[], weights: Weights, random: () => number): Move | undefined {
  const total = moves.reduce((sum, { kind }) => sum + weights[kind], 0);
  let left = random() * total;
  return moves.find(({ kind }) => (left -= weights[kind]) < 0) ?? moves[0];
}

export interface Failure {
  readonly seed: number;
  readonly why: string;
  readonly trace: readonly string[];
}

/** What goes on while nobody refuses anything; a wait that ends the call is not chosen, and no wait without a path. */
function peaceful(world: World): Move[] {
  return movesOf(world).filter(
    ({ kind, name }) =>
      kind !== 'refusal' &&
      !(world.out && kind === 'time') &&
      !/invite|(give_up|connect|ring|offer) fires/.test(name),
  );
}

interface Walk {
  readonly steps: number;
  /** Nobody hangs up: then the call must be there in the end. */
  readonly peace: boolean;
}

/** One walk and its end. `null` when all is well. */
export function walk(start: World, seed: number, { steps, peace }: Walk): Failure | null {
  const random = randomFrom(seed);
  const weights = temper(random);
  const trace: string[] = [];
  try {
    let world = start;
    for (let i = 0; i < steps; i += 1) {
      const move = pick(peace ? peaceful(world) : movesOf(world), weights, random);
      if (!move) break;
      trace.push(move.name);
      world = move.go();
    }
    if (peace) world = quiesce({ ...world, out: false }, trace);
    const talks = world.sides.every(({ state }) => phaseOf(state) === 'connected');
    if (peace && !talks) throw new Error('nobody hung up, and the call is gone');
    checkEnd(world, trace);
    return null;
  } catch (error) {
    return { seed, why: error instanceof Error ? error.message : String(error), trace };
  }
}

/** Many walks, in turn from each start; the shortest failure. */
export function walks(
  setup: Setup,
  count: number,
  firstSeed = 1,
  names: readonly StartName[] = ['idle', 'glare', 'ringing', 'talking', 'talking'],
  peace = false,
): Failure | null {
  const starts = names.map((name) => STARTS[name](setup));
  let worst: Failure | null = null;
  for (let i = 0; i < count; i += 1) {
    const start = starts[i % starts.length] as World;
    const failure = walk(start, firstSeed + i, { steps: 4 + (i % 57), peace });
    if (failure && (!worst || failure.trace.length < worst.trace.length)) worst = failure;
  }
  return worst;
}
