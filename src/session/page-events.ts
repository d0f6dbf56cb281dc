/**
 * The moments at which a waiting socket tries at once: online again, visible again, back from the page cache. And the
 * one at which a call is kept for the next page.
 */
export class PageEvents {
  private abort: AbortController | null = null;

  constructor(
    private readonly wake: () => void,
    private readonly leave: () => void,
  ) {}

  listen(): void {
    if (this.abort) return;
    this.abort = new AbortController();
    const { signal } = this.abort;
    addEventListener('online', this.wake, { signal });
    addEventListener('pagehide', this.leave, { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && this.wake(), { signal });
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'visible' && this.wake(),
      { signal },
    );
  }

  stop(): void {
    this.abort?.abort();
    this.abort = null;
  }
}
