import { canAgree, hold } from './lock.js';

/** So much later than the tab before it does each rank ask, in milliseconds: messages between tabs take less. */
const RANK_MS = 60;
/** For this many milliseconds the tab that told something tells what comes next too: a hidden one's clock is late by one second. */
const HOLD_MS = 3000;

/** One that is looked at before one that is hidden; one that may sound before one that may not. */
function rank(): number {
  return (document.hidden ? 2 : 0) + (navigator.userActivation?.hasBeenActive === false ? 1 : 0);
}

/** Of all tabs of a person, one tells of a message: it is heard once. */
export class Teller {
  private held: Promise<(() => void) | null> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param name the same in all tabs of the person */
  constructor(private readonly name: string) {}

  /** Whether it is this one. Where tabs cannot agree, each is. */
  async isOurs(): Promise<boolean> {
    if (!canAgree()) return true;
    await new Promise((resolve) => setTimeout(resolve, rank() * RANK_MS));
    this.held ??= hold(this.name, { ifAvailable: true });
    const release = await this.held;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.stop(), release ? HOLD_MS : 0);
    return !!release;
  }

  /** Another tab may. */
  stop(): void {
    clearTimeout(this.timer);
    void this.held?.then((release) => release?.());
    this.held = null;
  }
}
