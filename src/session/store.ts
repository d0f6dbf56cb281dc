import type { Effect } from '../call/effects.js';
import type { CallEvent, Timed } from '../call/events.js';
import type { MachineState } from '../call/state.js';
import { transition } from '../call/transition.js';

/** Holds the machine's state. Events queue: each commits, notifies and runs its effects before the next one. */
export class CallStore {
  private readonly queue: Timed[] = [];
  private draining = false;

  constructor(
    public state: MachineState,
    private readonly now: () => number,
    private readonly committed: (before: MachineState, after: MachineState) => void,
    private readonly run: (effect: Effect) => void,
  ) {}

  dispatch(event: CallEvent): void {
    this.queue.push({ ...event, at: this.now() });
    if (this.draining) return;
    this.draining = true;
    try {
      for (let next = this.queue.shift(); next; next = this.queue.shift()) this.step(next);
    } finally {
      this.draining = false;
    }
  }

  private step(event: Timed): void {
    const before = this.state;
    const [after, effects] = transition(before, event);
    this.state = after;
    if (after !== before) this.committed(before, after);
    effects.forEach(this.run);
  }
}
