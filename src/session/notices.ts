/** How somebody is told of what nobody looks at, outside of the page. Reached through `import()` only. */
import type { CallSnapshot } from '../call/snapshot.js';
import { profileKey, type Profile, type ProfileRef } from '../protocol/identity.js';
import { chime } from '../ringtone/chime.js';
import { Teller } from '../tabs/teller.js';
import type { Session } from './session.js';
import type { SessionEvents } from './types.js';
import { Wishes } from './wishes.js';

/**
 * A message that somebody looks at, here or elsewhere, is told to the others within this many milliseconds: receipts go
 * together every 300 (delivery/receipts.ts), and then have the way over the server.
 */
const LOOK_MS = 600;
/** Characters of a message in a notification: systems show two to four lines. */
const BODY_CHARS = 200;

export type Message = SessionEvents['message'];

/** What a notification says beside what people wrote. */
export interface NoticeWords {
  readonly lang: string;
  readonly someone: string;
  readonly newMessage: string;
  incoming(kind: CallSnapshot['kind']): string;
}

/** What the browser lets the page do. `unsupported`: it has no notifications, or the page is not secure. */
export function permission(): NotificationPermission | 'unsupported' {
  return 'Notification' in globalThis && isSecureContext ? Notification.permission : 'unsupported';
}

/** Notices for one profile. */
export class Notices {
  readonly wishes: Wishes;
  /** A message came that nobody looked at: a moment at which one may ask. */
  missed = false;
  private readonly teller: Teller;
  private readonly key: string;
  private readonly shown = new Map<string, Notification>();
  private readonly unlisten = new AbortController();
  private badge = 0;
  private rang = '';
  private stopped = false;

  constructor(
    private readonly session: Session,
    readonly profile: Profile,
    private readonly words: () => NoticeWords,
    private readonly open: (peer?: Profile) => void,
  ) {
    this.wishes = new Wishes(profile);
    this.key = session.shell.link.key;
    this.teller = new Teller(`${this.key} told`);
    addEventListener('pagehide', () => this.closeAll(), { signal: this.unlisten.signal });
  }

  /** Whether notifications may be asked for: once, after a message that was missed, and never after a No. */
  get mayAsk(): boolean {
    return this.missed && permission() === 'default' && this.wishes.wants('notifications');
  }

  /** Tells of a message unless somebody looks at it. Resolves with whether it is still unread. */
  async message({ id, from, text }: Message): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (this.stopped || !this.isUnread(from, id)) return false;
    this.missed = true;
    if (!(await this.teller.isOurs()) || this.stopped) return true;
    const sounds = this.wishes.wants('sound') && !this.session.hasLiveCall() && (await chime());
    if (!document.hidden || this.stopped || !this.isUnread(from, id)) return true;
    const words = this.words();
    const body = this.wishes.wants('text') ? shorten(text) : words.newMessage;
    const show = (): void => this.open(from);
    this.notify(profileKey(from), from.name?.trim() || words.someone, { body, silent: sounds }, show);
    return true;
  }

  /** Call after every change: counts, and what is over. */
  update(call: CallSnapshot | null): void {
    this.count(this.session.view.unread);
    for (const key of this.shown.keys()) if (key !== CALL && !this.hasUnread(key)) this.close(key);
    const rings = call?.phase === 'ringing' ? call : null;
    if (!rings || !document.hidden) this.close(CALL);
    if (rings && document.hidden && rings.id !== this.rang) void this.ring(rings);
    this.rang = rings?.id ?? '';
  }

  async choose(what: 'sound' | 'notifications' | 'text', wanted: boolean): Promise<void> {
    this.wishes.set(what, wanted);
    if (what === 'notifications' && wanted && permission() === 'default')
      await Notification.requestPermission().catch(() => {});
  }

  stop(): void {
    this.stopped = true;
    this.unlisten.abort();
    this.teller.stop();
    this.count(0);
    this.closeAll();
  }

  private async ring(call: CallSnapshot): Promise<void> {
    const { id, peer, kind } = call;
    if (!(await this.teller.isOurs()) || this.rang !== id || !document.hidden) return;
    const words = this.words();
    const body = words.incoming(kind);
    // the ringtone sounds already, in the tab whose turn it is
    const how = { body, silent: true, requireInteraction: true };
    this.notify(CALL, peer.name?.trim() || words.someone, how, () => this.open());
  }

  private notify(key: string, title: string, options: NotificationOptions, act: () => void): void {
    if (permission() !== 'granted' || !this.wishes.wants('notifications')) return;
    // with a tag the next one takes the place of the last, and is told as well: not in every browser's types
    const always = {
      tag: `${this.key} ${key}`,
      renotify: true,
      dir: 'auto',
      lang: this.words().lang,
    } as const;
    try {
      const notification = new Notification(title, { ...options, ...always });
      notification.onclick = () => {
        window.focus();
        this.close(key);
        act();
      };
      this.shown.set(key, notification);
    } catch {
      // Chrome on Android has only those of service workers
    }
  }

  private count(unread: number): void {
    if (unread === this.badge) return;
    this.badge = unread;
    navigator.setAppBadge?.(unread).catch(() => {});
  }

  private isUnread(peer: ProfileRef, id: string): boolean {
    return this.unread(peer).includes(id);
  }

  private unread(peer: ProfileRef): readonly string[] {
    const entries = this.session.chat.talks?.entries(peer) ?? [];
    const isUnread = (one: (typeof entries)[number]): boolean =>
      one.entry === 'message' && !one.mine && one.status !== 'read';
    return entries.filter(isUnread).map(({ id }) => id);
  }

  /** Whether something of this profile is unread, by its `profileKey`. */
  hasUnread(key: string): boolean {
    const [type = '', id = ''] = JSON.parse(key) as string[];
    return this.unread({ type, id }).length > 0;
  }

  private close(key: string): void {
    this.shown.get(key)?.close();
    this.shown.delete(key);
  }

  private closeAll(): void {
    for (const key of this.shown.keys()) this.close(key);
  }
}

/** The key of an incoming call: no profile has it. */
const CALL = 'call';

/** One paragraph, at whole characters. */
function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > BODY_CHARS ? `${Array.from(line.slice(0, BODY_CHARS)).slice(0, -1).join('')}…` : line;
}
