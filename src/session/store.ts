import type { Effect } from '../call/effects.js';
import type { CallEvent, Timed } from '../call/events.js';
import { initialState, type MachineConfig, type MachineState } from '../call/state.js';
import { transition } from '../call/transition.js';

export interface CallStore {
  readonly state: MachineState;
  dispatch(event: CallEvent): void;
}

/** Holds the machine's state. Events queue: each commits, notifies and runs its effects before the next one. */
export function callStore(
  config: MachineConfig,
  now: () => number,
  committed: (before: MachineState, after: MachineState) => void,
  run: (effect: Effect) => void,
): CallStore {
  const queue: Timed[] = [];
  const store = {
    state: initialState(config),
    dispatch(event: CallEvent) {
      // Not the first: whoever dispatched that one goes on to this one.
      if (queue.push({ ...event, at: now() }) > 1) return;
      try {
        for (const next of queue) {
          const before = store.state;
          const [after, effects] = transition(before, next);
          store.state = after;
          if (after !== before) committed(before, after);
          effects.forEach(run);
        }
      } finally {
        queue.length = 0;
      }
    },
  };
  return store;
}
