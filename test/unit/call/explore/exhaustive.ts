import { keyOf } from './key.js';
import { movesOf, nextOf } from './moves.js';
import type { Failure } from './random.js';
import { checkEnd } from './settle.js';
import type { World } from './world.js';

interface Found {
  readonly world: World;
  readonly name: string;
  readonly before: Found | null;
}

function traceOf(found: Found | null): string[] {
  return found ? [...traceOf(found.before), found.name].filter(Boolean) : [];
}

export interface Explored {
  readonly states: number;
  readonly ends: number;
  readonly depth: number;
  readonly failure: Failure | null;
}

/**
 * Breadth first, so the first failure is a shortest one: every order of everything, `depth` moves deep, and how each
 * comes to rest. What comes to rest by a move that is explored too is checked there.
 */
export function explore(start: World, depth: number): Explored {
  const seen = new Set<string>([keyOf(start)]);
  const well = new Set<string>();
  let layer: Found[] = [{ world: start, name: '', before: null }];
  let ends = 0;
  for (let level = 0; level <= depth; level += 1) {
    const next: Found[] = [];
    for (const found of layer) {
      const trace: string[] = [];
      try {
        if (level === depth || !nextOf(found.world)) {
          checkEnd(found.world, trace, well);
          ends += 1;
        }
        for (const move of level === depth ? [] : movesOf(found.world)) {
          trace.splice(0, trace.length, move.name);
          const world = move.go();
          const key = keyOf(world);
          if (seen.has(key)) continue;
          seen.add(key);
          next.push({ world, name: move.name, before: found });
        }
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        const failure = { seed: 0, why, trace: [...traceOf(found), ...trace] };
        return { states: seen.size, ends, depth: level, failure };
      }
    }
    layer = next;
  }
  return { states: seen.size, ends, depth, failure: null };
}
