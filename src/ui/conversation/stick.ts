import type { ReactiveController } from 'lit';
import type { TimelineEntry } from '../../chat/types.js';
import type { CcmElement } from '../element.js';

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
  /** A smaller window or a taller field must not hide the end. */
  private readonly sizes = new ResizeObserver(() => {
    if (!this.away) this.toLatest();
  });

  constructor(private readonly host: CcmElement) {
    host.addController(this);
  }

  private get log(): Element | null {
    return this.host.renderRoot.querySelector('.log');
  }

  hostUpdated(): void {
    const { log } = this;
    if (log) this.sizes.observe(log);
  }

  hostDisconnected(): void {
    this.sizes.disconnect();
  }

  /** There are other entries now; `follow` goes to the end whatever one was reading. */
  grew(entries: readonly TimelineEntry[], follow: boolean): void {
    if (follow || !this.away) {
      this.seen = entries.at(-1)?.id;
      this.toLatest();
    } else {
      const from = entries.findIndex(({ id }) => id === this.seen);
      this.set(true, entries.slice(from + 1).filter(({ mine }) => !mine).length);
    }
  }

  toLatest(): void {
    const { log } = this;
    log?.scrollTo(0, log.scrollHeight);
    this.top = log?.scrollTop ?? 0;
    this.set(false, 0);
  }

  readonly scrolled = (): void => {
    const { log } = this;
    if (!log) return;
    const up = log.scrollTop < this.top - 1;
    this.top = log.scrollTop;
    // only a person scrolls up; a log that became smaller or longer is caught up with
    if (log.scrollHeight - log.scrollTop - log.clientHeight <= near) this.set(false, 0);
    else if (up) this.set(true, this.fresh);
  };

  private set(away: boolean, fresh: number): void {
    if (this.away !== away || this.fresh !== fresh) this.host.requestUpdate();
    this.away = away;
    this.fresh = fresh;
  }
}
