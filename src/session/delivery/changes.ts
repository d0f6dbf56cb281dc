/** What people do with messages, and what is older. Reached through `import()` only. */
import { caughtUp, changed, postponed, withChange, type Early } from '../../chat/changes.js';
import { add, type Timeline } from '../../chat/timeline.js';
import type { MessageAct, MessageEntry, TimelineEntry, Unsent } from '../../chat/types.js';
import type { ChatBody, ChatChange, SyncFrame } from '../../protocol/frames.js';
import { profileKey, type Profile, type ProfileRef } from '../../protocol/identity.js';
import { recentEmoji } from '../../storage/recent.js';
import { retry } from './failed.js';
import type { Outbox } from './outbox.js';
import { settle, type Terms } from './settle.js';

interface Talks {
  entries(peer: ProfileRef): Timeline;
  replace(peer: ProfileRef, entries: Timeline): void;
  settled(): void;
  terms(peer: ProfileRef): Terms;
}

interface Sender {
  /** Nothing is missing between what is here and now. */
  readonly synced: boolean;
  /** Where the page brings its own chat API. */
  readonly site: { older(peer: Profile, before: string): Promise<boolean> } | null;
  readonly outbox: Outbox;
  push(unsent: Unsent): void;
}

/** A page of older messages that has not come after this many milliseconds is asked for again. */
const PAGE_MS = 10_000;

/** As in `MessageAct`. */
type Tell = (more: boolean) => void;

interface Shell {
  readonly ports: { now(): number; newId(): string };
  readonly link: { readonly state: string; has(feature: string): boolean; send(frame: SyncFrame): boolean };
}

const isChange = (body: ChatBody | undefined): body is ChatChange => !!body && 'change_id' in body;

/** Whether two changes are about the same thing: the text of a message, or one reaction to it. */
function competes(a: ChatChange, b: ChatChange): boolean {
  if (a.message_id !== b.message_id || a.type !== b.type) return false;
  return a.type !== 'chat_reaction' || b.type !== 'chat_reaction' || a.emoji === b.emoji;
}

/**
 * Edits, deletions and reactions: shown at once, sent through the outbox, and taken back when refused. And what to
 * do with a message that was not sent, and pages of older ones.
 */
export class Changes {
  /** Places before which the server has nothing more. */
  private readonly firstKnown = new Set<string>();
  /** The pages of older messages that are on their way, by where they end: since when, and who waits. */
  private readonly pages = new Map<string, { readonly since: number; readonly tells: Tell[] }>();
  /** What came before its message, by conversation. */
  private readonly early = new Map<string, readonly Early[]>();

  constructor(
    private readonly shell: Shell,
    private readonly talks: Talks,
    private readonly sender: Sender,
  ) {}

  /** A person's wish. What may not be is left undone: the interface does not offer it. */
  act(peer: Profile, act: Exclude<MessageAct, { act: 'reply' }>): void {
    if (act.act === 'recent') return recentEmoji(act);
    if (act.act === 'older') return this.older(peer, act.tell);
    if (act.act === 'settle') {
      settle(this.talks.terms(peer), act.term, act.on);
      return this.talks.settled();
    }
    const entry = this.find(peer, act.id);
    if (act.act === 'retry') return retry(this.sender.outbox, act.id);
    if (act.act === 'discard') return this.discard(peer, act.id);
    if (!entry || entry.status === 'sending' || entry.status === 'failed') return;
    const change = changeOf(act, this.shell.ports.newId());
    const now = changed(entry, change, true);
    if (now === entry) return;
    this.put(peer, now);
    const { id, status } = { id: change.change_id, status: 'sending' } as const;
    const message: MessageEntry = {
      entry: 'message',
      id,
      mine: true,
      text: '',
      at: this.shell.ports.now(),
      status,
    };
    this.sender.push({ to: peer, message, body: change, before: entry });
  }

  /** What was said before the first message that is here, where the server or the site knows. */
  older(peer: Profile, tell: Tell = () => {}): void {
    const first = this.talks
      .entries(peer)
      .find((one): one is MessageEntry => one.entry === 'message' && !!one.cursor);
    const before = first?.cursor;
    const fromSite = before && this.sender.site?.older(peer, first.id);
    if (before && this.ask(peer, before)) this.pages.get(before)?.tells.push(tell);
    else if (fromSite) void fromSite.then(tell);
    else tell(this.mayAskLater);
  }

  /** A page of older messages is here. */
  olderCame(before: string, isMore: boolean): void {
    const page = this.pages.get(before);
    this.pages.delete(before);
    if (!isMore) this.firstKnown.add(before);
    page?.tells.forEach((tell) => tell(isMore));
  }

  /** The server is not there yet, or what was missed is still on its way. */
  private get mayAskLater(): boolean {
    const { link } = this.shell;
    return link.state !== 'open' || (link.has('sync') && !this.sender.synced);
  }

  /** Whether a page of the server's is on its way. */
  private ask(peer: Profile, before: string): boolean {
    const { ports, link } = this.shell;
    const since = ports.now();
    const page = this.pages.get(before);
    if (page && since - page.since < PAGE_MS) return true;
    if (!this.sender.synced || this.firstKnown.has(before) || !link.has('sync')) return false;
    const isAsked = link.send({ type: 'sync', before, peer_id: peer.id, peer_type: peer.type });
    if (isAsked) this.pages.set(before, { since, tells: page?.tells ?? [] });
    return isAsked;
  }

  /** A change from the wire. One of this side's own that waits comes after it: the server has not seen that yet. */
  take(peer: ProfileRef, change: ChatChange, isOwn: boolean): void {
    const waits = ({ body }: Unsent): boolean => isChange(body) && competes(body, change);
    const { outbox } = this.sender;
    if (isOwn) outbox.remove([change.change_id]);
    if (isOwn && outbox.unsent.some(waits)) return;
    const entries = withChange(this.talks.entries(peer), change, isOwn);
    if (entries) return this.talks.replace(peer, entries);
    const key = profileKey(peer);
    this.early.set(key, postponed(this.early.get(key) ?? [], { change, isOwn }));
  }

  /** Messages came in a conversation. */
  arrived(peer: ProfileRef): void {
    const key = profileKey(peer);
    const waiting = this.early.get(key);
    if (!waiting) return;
    const { timeline, early } = caughtUp(this.talks.entries(peer), waiting);
    if (early.length) this.early.set(key, early);
    else this.early.delete(key);
    if (early.length < waiting.length) this.talks.replace(peer, timeline);
  }

  /** What another tab wrote that is closed: it is on the disk already. */
  takeOver(left: readonly Unsent[]): void {
    const { outbox } = this.sender;
    for (const { to, message, body } of left)
      if (isChange(body)) this.take(to, body, true);
      else this.talks.replace(to, add(this.talks.entries(to), message));
    outbox.unsent = [...left, ...outbox.unsent];
    outbox.run();
  }

  /** It was refused, or never answered: the message is what it was before, but for what else happened to it. */
  undo({ to, body, before }: Unsent): void {
    const entry = before && this.find(to, before.id);
    if (!entry || !isChange(body)) return;
    if (body.type === 'chat_reaction')
      return this.put(to, changed(entry, { ...body, active: !body.active }, true));
    const reactions = entry.more?.reactions ?? before.more?.reactions;
    const more = { ...before.more, ...(reactions && { reactions }) };
    this.put(to, { ...before, status: entry.status, more });
  }

  /** A message that was not sent goes. */
  private discard(peer: ProfileRef, id: string): void {
    this.sender.outbox.remove([id]);
    const isIt = (one: TimelineEntry) => one.entry === 'message' && one.id === id && one.status === 'failed';
    this.talks.replace(
      peer,
      this.talks.entries(peer).filter((one) => !isIt(one)),
    );
  }

  private find(peer: ProfileRef, id: string): MessageEntry | undefined {
    const found = this.talks.entries(peer).find((one) => one.entry === 'message' && one.id === id);
    return found?.entry === 'message' ? found : undefined;
  }

  private put(peer: ProfileRef, now: MessageEntry): void {
    const entries = this.talks.entries(peer);
    this.talks.replace(
      peer,
      entries.map((one) => (one.entry === 'message' && one.id === now.id ? now : one)),
    );
  }
}

type Change = Exclude<MessageAct, { act: 'reply' | 'retry' | 'discard' | 'recent' | 'older' | 'settle' }>;

function changeOf(act: Change, change_id: string): ChatChange {
  const about = { change_id, message_id: act.id };
  if (act.act === 'edit') return { type: 'chat_edit', ...about, text: act.text };
  if (act.act === 'delete') return { type: 'chat_delete', ...about };
  return { type: 'chat_reaction', ...about, emoji: act.emoji, active: act.active };
}
