/** A seeded generator (mulberry32): the same seed, the same run. */
export interface Random {
  /** 0 to 1, 1 excluded. */
  next(): number;
  chance(probability: number): boolean;
  /** 0 to `below`, excluded. */
  whole(below: number): number;
  /** Of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const [first] = list.slice(whole(list.length));
      if (first === undefined) throw new Error('nothing to pick from');
      return first;
    },
  };
}
