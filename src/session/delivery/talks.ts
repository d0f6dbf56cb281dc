import type { Effect } from '../../call/effects.js';
import type { StatusChange, Timeline } from '../../chat/timeline.js';
import type { MessageAct, MessageEntry, MessageMore, TimelineEntry } from '../../chat/types.js';
import type { ChatMessage, RoutedFrame } from '../../protocol/frames.js';
import { sameProfile, type Profile, type ProfileRef } from '../../protocol/identity.js';
import type { Kept, KeptChats } from '../../storage/index.js';
import type { Core } from '../core.js';
import { isBlocked, termsKey, termsOf, unkept } from '../terms.js';
import type { SessionView } from '../types.js';
import { Conversations } from './conversations.js';
import { Delivery } from './delivery.js';
import { drafts } from './drafts.js';
import type { Files, MessageSource } from './host.js';
import { senderOf } from './sender.js';
import type { Terms } from './settle.js';

/** The conversations of one profile: what is shown of them, and what a person does in them. */
export class Talks {
  readonly delivery: Delivery;
  private readonly conversations = new Conversations((peer) => this.delivery.changed(peer));
  /** Whose conversation is on the screen. */
  private reading: Profile | null = null;
  private unreadFrom = '';
  private lastUnread = 0;
  private readonly unlisten = new AbortController();

  constructor(
    private readonly core: Core,
    private readonly profile: Profile,
    store: KeptChats,
    kept: Kept,
  ) {
    this.delivery = new Delivery(core, this, profile, store, kept);
    for (const { peer, entries } of kept.conversations) this.conversations.restore(peer, entries);
    for (const { to, message, before } of kept.outbox) if (!before) this.conversations.put(to, message);
    const turned = (): void => {
      this.mark();
      this.see();
      this.delivery.takeOver();
    };
    document.addEventListener('visibilitychange', turned, this.unlisten);
    // another tab has settled something
    addEventListener('storage', () => this.settled(), this.unlisten);
  }

  get view(): Pick<
    SessionView,
    'entries' | 'unread' | 'unreadFrom' | 'chatProblem' | 'typing' | 'terms' | 'draft'
  > {
    const { link, settings } = this.core.shell;
    const { peer } = settings;
    return {
      entries: this.entries(peer),
      unread: this.unread,
      unreadFrom: this.unreadFrom,
      chatProblem: this.problem,
      typing: !!peer && this.delivery.typing.isTyping(peer),
      terms: peer
        ? `${termsOf(this.profile, peer)}${link.state !== 'open' || this.delivery.way(peer)?.changes ? ' changes' : ''}`
        : '',
      draft: peer ? drafts.get(this.profile, peer) : '',
    };
  }

  get unread(): number {
    return this.conversations.unread;
  }

  get isShown(): boolean {
    return !!this.reading;
  }

  /** Everybody's. */
  get all(): Conversations['list'] {
    return this.conversations.list;
  }

  entries(peer: ProfileRef | null): Timeline {
    return this.conversations.with(peer);
  }

  setReading(peer: Profile | null): void {
    const isOther = !peer || !this.reading || !sameProfile(peer, this.reading);
    this.reading = peer;
    if (isOther) this.mark();
    this.see();
  }

  /** Before what is unread now stands a line, for who begins to look or comes back to the page. */
  private mark(): void {
    this.unreadFrom = (this.reading && this.conversations.unreadOf(this.reading)[0]) ?? '';
  }

  /** What is before the first message that is here. */
  older(): void {
    const { peer } = this.core.shell.settings;
    if (peer) this.delivery.alter((changes) => changes.older(peer));
  }

  /** `false`: empty, nobody to write to, a site without chat, or too much that waits. */
  send(text: string, more?: MessageMore, files?: Files): boolean {
    const { settings, ports } = this.core.shell;
    const { to, attachments } = files ?? { to: settings.peer };
    const { problem } = this;
    if (!to || !text.trim() || problem === 'no_chat' || problem === 'full' || isBlocked(this.profile, to))
      return false;
    const [at, id] = [ports.now(), ports.newId()];
    const said: MessageEntry = { entry: 'message', id, mine: true, text, at, status: 'sending', attachments };
    const message = more ? { ...said, more } : said;
    this.unreadFrom = '';
    this.put(to, message);
    this.delivery.push({ to, message });
    ports.emit('message-sent', { id, to, text, at });
    return true;
  }

  /** As `send`, when the next page would find it too. */
  async keep(text: string): Promise<boolean> {
    const sent = this.send(text);
    await this.delivery.outbox.saved;
    return sent;
  }

  /** Reply, edit, delete, react; and what to do with one that was not sent. */
  act(act: MessageAct): void {
    const { peer } = this.core.shell.settings;
    // waits for nothing to load: what is written after it comes after it, and nothing is lost where that fails
    if (act.act === 'reply') this.send(act.text, { reply_to: act.quote });
    else if (peer) this.delivery.alter((changes) => changes.act(peer, act));
  }

  replace(peer: ProfileRef, entries: Timeline): void {
    this.conversations.replace(peer, entries);
    this.update();
  }

  /** The text in the field is another. */
  wrote(text: string): void {
    const { peer } = this.core.shell.settings;
    if (!peer) return;
    drafts.set(this.profile, peer, text);
    // what was sent must not be drawn as a draft once more
    if (!text) this.update();
    this.delivery.typing.say(peer, text.trim() !== '');
  }

  /** A message, on whichever device it was written. It is told to the page once. `true`: it is read. */
  received(frame: RoutedFrame<ChatMessage>, peer: ProfileRef, { isOwn, isOld }: MessageSource): boolean {
    const { ports } = this.core.shell;
    const { message_id: id, text, cursor, attachments, reply_to, deleted } = frame;
    // Our own clock where the sender told no time: an entry needs one, and no age is computed from it.
    const at = frame.sent_at ?? ports.now();
    const status = isOld ? 'read' : 'sent';
    const more = (reply_to || deleted) && ({ reply_to, deleted } as MessageMore);
    const plain = { entry: 'message', id, mine: isOwn, text, at, status, attachments } as const;
    const said: MessageEntry = { ...plain, ...(more && { more }) };
    const isNew = this.conversations.put(peer, cursor ? { ...said, cursor } : said);
    this.see();
    if (isNew && !isOld && !isOwn) ports.emit('message', { id, from: senderOf(frame), text, at });
    return !this.conversations.unreadOf(peer).includes(id);
  }

  caughtUp(first?: string): void {
    if (first) this.unreadFrom = first;
    this.update();
  }

  setStatus(change: StatusChange): void {
    this.conversations.setStatus(change);
    this.update();
  }

  place(id: string, cursor: string): void {
    this.conversations.place(id, cursor);
  }

  logCall({ callId: id, peer, ...call }: Extract<Effect, { type: 'log_call' }>, at: number): void {
    this.put(peer, { ...call, entry: 'call', id, at });
  }

  /** The server announced itself, or did before this was here. */
  welcomed(): void {
    this.delivery.welcomed();
    this.see();
  }

  /** The connection, the call or the screen has changed. */
  changed(): void {
    this.delivery.update();
  }

  /** Sign-out: what is not written yet is not written. */
  forget(): void {
    this.delivery.forget();
    this.conversations.clear();
    this.update();
  }

  stop(): void {
    this.unlisten.abort();
    this.delivery.stop();
  }

  terms(peer: ProfileRef): Terms {
    return { key: termsKey(this.profile, peer), held: termsOf(this.profile, peer), unkept };
  }

  /** Something was settled, here or in another tab. Nobody talks on with whom they blocked. */
  settled(): void {
    const { call } = this.core.state;
    if (call && isBlocked(this.profile, call.peer)) this.core.dispatch({ type: 'hang_up' });
    this.update();
  }

  update(): void {
    const count = this.unread;
    if (count !== this.lastUnread) this.core.shell.ports.emit('unread', { count });
    this.lastUnread = count;
    this.core.refresh();
  }

  private get problem(): SessionView['chatProblem'] {
    const { channel, shell } = this.core;
    const { link, settings } = shell;
    const { isFull } = this.delivery.outbox;
    if (settings.messageSender) return isFull ? 'full' : null;
    if (settings.peer && channel.reaches(settings.peer)) return null;
    if (link.state !== 'open') return 'not_connected';
    if (link.has('chat')) return isFull ? 'full' : null;
    return this.delivery.probe.pending ? 'not_connected' : 'no_chat';
  }

  /** Whoever looks at a conversation has read it. */
  private see(): void {
    const { reading: peer } = this;
    const ids = peer && !document.hidden ? this.conversations.unreadOf(peer) : [];
    if (!peer || !ids.length) return this.update();
    this.delivery.receipts.owe(peer, ids, 'read');
    this.setStatus({ mine: false, ids, status: 'read' });
  }

  /** `false` when it is there already. */
  private put(peer: ProfileRef, entry: TimelineEntry): boolean {
    const isNew = this.conversations.put(peer, entry);
    this.update();
    return isNew;
  }
}
