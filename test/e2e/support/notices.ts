import type { BrowserContext } from 'playwright-core';
import { eventually } from './oracle.js';

/** Somebody in either browser: both drivers take a script as text. */
interface Watched {
  readonly page: { evaluate(script: string): Promise<unknown> };
}

/** A notification of the system that the page made, as it stands now. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly open: boolean;
  /** The browser says that it is on the screen. */
  readonly seen: boolean;
}

interface Noticed {
  readonly shown: (Notification & { over?: boolean; seen?: boolean })[];
  readonly badges: number[];
  asked: number;
  chimes: number;
  hide(hidden: boolean): void;
}

/**
 * Runs in the page before its scripts: keeps the real notifications and sounds, what would stand on the page's icon, and lets a
 * test hide the page.
 */
export const watch = (): void => {
  const noticed: Noticed = {
    shown: [],
    badges: [],
    asked: 0,
    chimes: 0,
    hide(hidden) {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
  const Real = globalThis.Notification;
  const realAsk = Real.requestPermission.bind(Real);
  Real.requestPermission = (...rest) => {
    noticed.asked += 1;
    return realAsk(...rest);
  };
  globalThis.Notification = class extends Real {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options);
      // a tag takes the place of what had it
      for (const old of noticed.shown) if (old.tag === this.tag) old.over = true;
      noticed.shown.push(this);
      this.addEventListener('show', () => ((this as { seen?: boolean }).seen = true));
    }
    override close(): void {
      (this as { over?: boolean }).over = true;
      super.close();
    }
  };
  // the icon itself is the system's; Firefox has none
  Object.defineProperty(navigator, 'setAppBadge', {
    value: (count = 1) => Promise.resolve(void noticed.badges.push(count)),
  });
  const start: unknown = Reflect.get(OscillatorNode.prototype, 'start');
  OscillatorNode.prototype.start = function (when) {
    // two notes are one sound
    noticed.chimes += this.context.state === 'running' ? 0.5 : 0;
    (start as (when?: number) => void).call(this, when);
  };
  Object.assign(globalThis, { noticed });
};

export const watchNotices = (context: BrowserContext): Promise<unknown> => context.addInitScript(watch);

const inPage = <T>({ page }: Watched, read: (noticed: Noticed) => T): Promise<T> =>
  page.evaluate(`(${read.toString()})(noticed)`) as Promise<T>;

export const notifications = (person: Watched): Promise<Shown[]> =>
  inPage(person, ({ shown }) =>
    shown.map(({ title, body, tag, over, seen }) => ({ title, body, tag, open: !over, seen: !!seen })),
  );
export const badges = (person: Watched): Promise<number[]> => inPage(person, (noticed) => noticed.badges);
export const chimes = (person: Watched): Promise<number> => inPage(person, (noticed) => noticed.chimes);
export const asked = (person: Watched): Promise<number> => inPage(person, (noticed) => noticed.asked);
/** The other tab or another program is in front of this page now, or this page again. */
export const hide = (person: Watched): Promise<void> => inPage(person, (noticed) => noticed.hide(true));
export const unhide = (person: Watched): Promise<void> => inPage(person, (noticed) => noticed.hide(false));

/** As the system tells the page of a click on the last one. */
export const press = (person: Watched): Promise<void> =>
  inPage(person, ({ shown }) => void shown.at(-1)?.dispatchEvent(new Event('click')));

/** The number in the title, on the launcher and in `unread`, in this order. */
export const counts = (person: Watched): Promise<string> =>
  inPage(person, () => {
    const widget = document.querySelector('chat-call-modal');
    const launcher = widget?.shadowRoot?.querySelector('ccm-launcher')?.shadowRoot;
    return `${document.title} | ${launcher?.querySelector('em')?.textContent ?? ''} | ${widget?.unread}`;
  });

export const whenCounts = (person: Watched, wanted: string): Promise<string> =>
  eventually(
    'title, launcher and unread',
    () => counts(person),
    (now) => now === wanted,
    45_000,
  );
