import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Asks its host for an update at each whole second since `since()`. No timer runs while that is null, while the page
 * is hidden, or while the host is out of the document.
 */
export class Ticker implements ReactiveController {
  private timer = 0;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly since: () => number | null,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.arm);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.arm);
    clearTimeout(this.timer);
  }

  hostUpdated(): void {
    this.arm();
  }

  private readonly arm = (): void => {
    clearTimeout(this.timer);
    const since = this.since();
    if (since === null || document.hidden || !this.host.isConnected) return;
    // a little past the second, so that the floor of the next reading has moved on
    const wait = 1000 - ((((Date.now() - since) % 1000) + 1000) % 1000) + 5;
    this.timer = window.setTimeout(() => {
      this.host.requestUpdate();
    }, wait);
  };
}
