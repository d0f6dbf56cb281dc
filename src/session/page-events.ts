/** The moments at which a waiting socket tries at once: online again, visible again, back from the page cache. */
export class PageEvents {
  private abort: AbortController | null = null;

  constructor(private readonly wake: () => void) {}

  listen(): void {
    if (this.abort) return;
    this.abort = new AbortController();
    const { signal } = this.abort;
    addEventListener('online', this.wake, { signal });
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
