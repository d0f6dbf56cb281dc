import type { ReactiveController } from 'lit';
import type { CallSnapshot } from '../../call/snapshot.js';
import type { CcmElement } from '../element.js';

/**
 * The time that an element shows. While a call is connected its host updates at each whole second; no timer runs in
 * other phases, while the page is hidden, while the owner gives `now`, or while the host is out of the document.
 */
export class Ticker implements ReactiveController {
  private timer = 0;

  constructor(private readonly host: CcmElement & { call: CallSnapshot | null; now: number | undefined }) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.arm);
    this.arm();
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.arm);
    clearTimeout(this.timer);
  }

  hostUpdated(): void {
    this.arm();
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.host.now ?? Date.now();
  }

  private readonly arm = (): void => {
    const { call, now, isConnected } = this.host;
    clearTimeout(this.timer);
    if (call?.phase !== 'connected' || now !== undefined || document.hidden || !isConnected) return;
    // a little past the second, so that the floor of the next reading has moved on
    const wait = 1005 - (Math.max(0, Date.now() - (call.connectedAt ?? 0)) % 1000);
    this.timer = window.setTimeout(() => {
      this.host.requestUpdate();
    }, wait);
  };
}
