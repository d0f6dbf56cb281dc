/** Reached through `import()` only, where a page brings its own chat API. */
import type { MessageEntry, TimelineEntry } from '../../chat/types.js';
import type { Attachment, ChatBody, ChatMessage, Envelope } from '../../protocol/frames.js';
import { profileKey, type Profile, type ProfileRef } from '../../protocol/identity.js';
import { MAX_ID_CHARS, MAX_REPLY_CHARS, MAX_TEXT_CHARS } from '../../protocol/limits.js';
import type { Core } from '../core.js';
import type { HistoryPage, OutgoingMessage, SentMessage, SiteMessage } from '../site-api.js';
import type { DeliveryHost } from './host.js';
import type { Outbox } from './outbox.js';
import { wayTo, type Way } from './ways.js';

/** A conversation on the screen is asked for what is new as often, in ms: a message is then there within a breath. */
const POLL_MS = 5000;
/** Messages of a page: what fills a screen several times over. */
const LIMIT = 50;

type Placed = MessageEntry & { readonly cursor: string };
type Written = Omit<OutgoingMessage, 'from' | 'to' | 'conversationId'>;
type Host = Pick<DeliveryHost, 'isShown' | 'entries' | 'received' | 'place' | 'replace' | 'update'>;

/** A site's own chat API in place of the socket: what it keeps is read from it, what is written goes to it. */
export class SiteApi {
  /** The conversation that is asked about. */
  private key = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Conversations whose beginning is here. */
  private readonly whole = new Set<string>();
  private askingOlder: Promise<boolean> | null = null;
  private told = false;
  private readonly ended = new AbortController();

  constructor(
    private readonly core: Core,
    private readonly talks: Host,
    private readonly outbox: Pick<Outbox, 'confirmed' | 'refused' | 'run'>,
  ) {
    addEventListener('online', () => outbox.run(), this.ended);
    document.addEventListener('visibilitychange', () => this.update(), this.ended);
  }

  /** Messages go to the site; what else is said goes where it always does. `null`: the device is offline. */
  way(to: ProfileRef): Way | null {
    const { onLine } = navigator;
    const socket = wayTo(this.core, to);
    if (!onLine) return null;
    return {
      send: (body: ChatBody) =>
        body.type === 'chat_message' ? this.send(body, to) : (socket?.send(body) ?? false),
      acks: true,
      receipts: socket?.receipts ?? false,
      reads: socket?.reads ?? false,
      typing: socket?.typing ?? false,
      changes: false,
    };
  }

  /** Call when the settings, the screen or the conversation have changed. */
  update(): void {
    const { historyProvider, peer } = this.core.shell.settings;
    const isSeen = historyProvider && peer && this.talks.isShown && !document.hidden;
    const key = isSeen ? profileKey(peer) : '';
    if (key === this.key) return;
    this.key = key;
    clearTimeout(this.timer);
    if (isSeen) void this.poll(peer, key);
  }

  /** What was said before the first message that is here. Whether there may be more. */
  older(peer: Profile, before: string): Promise<boolean> {
    if (this.whole.has(profileKey(peer))) return Promise.resolve(false);
    return (this.askingOlder ??= this.page(peer, before));
  }

  stop(): void {
    this.ended.abort();
    clearTimeout(this.timer);
    this.key = 'none';
  }

  private async page(peer: Profile, before: string): Promise<boolean> {
    const page = await this.ask(peer, { before });
    this.askingOlder = null;
    if (!page) return false;
    if (!page.more) this.whole.add(profileKey(peer));
    this.take(peer, page, true);
    return !!page.more;
  }

  private async poll(peer: Profile, key: string): Promise<void> {
    const newest = this.talks.entries(peer).findLast(isPlaced);
    const page = await this.ask(peer, newest ? { after: newest.id } : {});
    if (key !== this.key) return;
    if (page) this.take(peer, page, !newest);
    if (page?.more && newest && page.messages.length) return this.poll(peer, key);
    if (page && !newest && !page.more) this.whole.add(key);
    this.timer = setTimeout(() => void this.poll(peer, key), POLL_MS);
  }

  private async ask(peer: Profile, place: { before?: string; after?: string }): Promise<HistoryPage | null> {
    const { historyProvider, profile, conversationId } = this.core.shell.settings;
    const { signal } = this.ended;
    if (!historyProvider || !profile) return null;
    try {
      const page = await historyProvider({ profile, peer, conversationId, limit: LIMIT, signal, ...place });
      const messages = page.messages.filter(isMessage);
      if (messages.length < page.messages.length) this.fail('a message that cannot be read');
      this.told = false;
      return signal.aborted ? null : { ...page, messages };
    } catch (error) {
      if (!signal.aborted && !this.told) this.fail(nameOf(error));
      this.told = true;
      return null;
    }
  }

  private take(peer: Profile, { messages }: HistoryPage, isOld: boolean): void {
    for (const { id, text, at, mine = false, attachments } of messages) {
      const from = { from_profile_id: peer.id, from_profile_type: peer.type, from_name: peer.name ?? '' };
      this.show(
        peer,
        { id, text, at: timeOf(at), ...(attachments && { attachments }) },
        !mine && from,
        isOld && !mine,
      );
    }
    this.talks.update();
  }

  private show(
    peer: ProfileRef,
    { id, text, at, attachments }: Written,
    from: Partial<Envelope> | false,
    isOld: boolean,
  ): void {
    const head = this.core.envelope(peer);
    if (!head) return;
    const message = { type: 'chat_message', message_id: id, text, sent_at: at, cursor: String(at) } as const;
    const files = attachments && { attachments };
    this.talks.received({ ...head, ...message, ...files, ...from }, peer, { isOwn: !from, isOld });
  }

  private send(message: ChatMessage, to: ProfileRef): boolean {
    const { messageSender, profile: from, conversationId } = this.core.shell.settings;
    if (!messageSender || !from) return false;
    const { message_id: id, text, sent_at: at = 0, attachments } = message;
    const written: Written = {
      ...{ id, text, at },
      ...(attachments ? { attachments: attachments as readonly Attachment[] } : {}),
    };
    const hand = async () => messageSender({ ...written, from, to: { ...to }, conversationId });
    hand().then(
      (sent) => this.sent(to, written, sent ?? {}),
      (error: unknown) => {
        if (this.ended.signal.aborted || error instanceof TypeError) return;
        this.outbox.refused(id, reasonOf(error));
      },
    );
    return true;
  }

  private sent(to: ProfileRef, written: Written, { id: known = written.id, at: when }: SentMessage): void {
    const { id, at } = written;
    if (this.ended.signal.aborted) return;
    const time = timeOf(when) || at;
    this.outbox.confirmed(id);
    if (known === id || !isId(known)) return this.talks.place(id, String(time));
    // the site has another id for it, and may have told of it already
    this.show(to, { ...written, id: known, at: time }, false, false);
    const isIt = (one: TimelineEntry) => one.entry === 'message' && one.id === id && one.status === 'sent';
    this.talks.replace(
      to,
      this.talks.entries(to).filter((one) => !isIt(one)),
    );
  }

  private fail(what: string): void {
    this.core.shell.fail('site_api', `historyProvider: ${what}`);
  }
}

const isPlaced = (one: { entry: string; cursor?: string }): one is Placed =>
  one.entry === 'message' && !!one.cursor;
const isId = (id: unknown): id is string => typeof id === 'string' && !!id && id.length <= MAX_ID_CHARS;
const timeOf = (at: unknown): number => new Date(at as number).getTime();
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'failed');

function isMessage(message: Partial<SiteMessage> | null): message is SiteMessage {
  const { id, text, at } = message ?? {};
  return isId(id) && typeof text === 'string' && text.length <= MAX_TEXT_CHARS && timeOf(at) > 0;
}

/** A code that the widget has words for, else the site's own words. */
function reasonOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const reason = typeof code === 'string' ? code : message;
  return (typeof reason === 'string' && reason.slice(0, MAX_REPLY_CHARS)) || 'invalid';
}
