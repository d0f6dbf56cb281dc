import type { ReactiveController } from 'lit';
import type { DialogHost } from './dialog-controller.js';

/** Ten times a second: enough for a ring that eases between its sizes. */
const EVERY_MS = 100;

/** Lets the ring around the peer's face follow their voice, while it is on the screen and only then. */
export class LevelMeter implements ReactiveController {
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly host: DialogHost,
    private readonly wanted: () => boolean,
    private readonly level: () => number,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const runs = this.timer !== undefined;
    if (this.wanted() === runs) return;
    this.hostDisconnected();
    if (!runs) this.timer = setInterval(() => this.show(), EVERY_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private show(): void {
    const stage = this.host.renderRoot.querySelector('ccm-call');
    if (stage) stage.level = this.level();
  }
}
