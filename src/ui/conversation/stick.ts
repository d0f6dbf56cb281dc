import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { TimelineEntry } from '../../chat/types.js';

/** How far from the end still counts as the end, in CSS pixels: half a line, and room for fractions. */
const near = 24;

/** Keeps a log at its end while one is there, and counts what came while one was reading further up. */
export class Stick implements ReactiveController {
  /** Whether one has scrolled up. */
  away = false;
  /** The other side's entries that came since. */
  fresh = 0;
  private seen: string | undefined;
  private top = 0;
  private watching: HTMLElement | null = null;
  /** A smaller window or a taller field must not hide the end. */
  private readonly sizes = new ResizeObserver(() => {
    if (!this.away) this.toLatest();
  });

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly log: () => HTMLElement | null,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const log = this.log();
    if (log === this.watching || !log) return;
    this.watching = log;
    this.sizes.observe(log);
    if (log.firstElementChild) this.sizes.observe(log.firstElementChild);
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.sizes.disconnect();
    this.watching = null;
  }

  /** There are other entries now; `follow` goes to the end whatever one was reading. */
  grew(entries: readonly TimelineEntry[], follow: boolean): void {
    if (follow || !this.away) {
      this.seen = entries.at(-1)?.id;
      this.toLatest();
      return;
    }
    const from = entries.findIndex((entry) => entry.id === this.seen);
    this.set(true, entries.slice(from + 1).filter((entry) => !entry.mine).length);
  }

  toLatest(smooth = false): void {
    const log = this.log();
    if (!log) return;
    const calm = !smooth || matchMedia('(prefers-reduced-motion: reduce)').matches;
    log.scrollTo({ top: log.scrollHeight, behavior: calm ? 'instant' : 'smooth' });
    if (calm) this.set(false, 0);
  }

  readonly scrolled = (): void => {
    const log = this.log();
    if (!log) return;
    const up = log.scrollTop < this.top - 1;
    this.top = log.scrollTop;
    // only a person scrolls up; a log that became smaller or longer is caught up with
    if (log.scrollHeight - log.scrollTop - log.clientHeight <= near) this.set(false, 0);
    else if (up) this.set(true, this.fresh);
  };

  private set(away: boolean, fresh: number): void {
    if (this.away === away && this.fresh === fresh) return;
    this.away = away;
    this.fresh = fresh;
    this.host.requestUpdate();
  }
}
