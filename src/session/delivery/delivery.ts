import { compareCursors } from '../../chat/timeline.js';
import type { Unsent } from '../../chat/types.js';
import type { ChatBody, RoutedFrame, ServerFrame, SyncFrame } from '../../protocol/frames.js';
import { sameProfile, type Profile, type ProfileRef } from '../../protocol/identity.js';
import type { KeptChats } from '../../storage/index.js';
import { type Kept } from '../../storage/index.js';
import type { Core } from '../core.js';
import { setKeptMark, type KeptMark } from '../kept-mark.js';
import type { Changes } from './changes.js';
import { senderOf } from './sender.js';
import type { DeliveryHost } from './host.js';
import { Keeper } from './keeper.js';
import { Outbox, without } from './outbox.js';
import { Probe } from './probe.js';
import { Receipts } from './receipts.js';
import type { SiteApi } from './site.js';
import { Typing } from './typing.js';
import { wayTo, type Way } from './ways.js';

/** The other tabs of a person have sent what they have, in milliseconds after the line is up. */
const LEFT_MS = 1000;

/**
 * How the messages of one profile get across and stay: outbox, receipts, typing, what was missed, and what this device
 * keeps.
 */
export class Delivery {
  /** How something gets to somebody now. */
  readonly way: (to: ProfileRef) => Way | null;
  readonly probe: Probe;
  readonly outbox: Outbox;
  private readonly keeper: Keeper;
  readonly receipts: Receipts;
  readonly typing: Typing;
  /** How far the server's order is known here without a gap. */
  private cursor: string;
  /** On this connection nothing is missing any more, so what comes live has no gap before it. */
  synced = false;
  /** What was read as soon as it came, and was not said just now. */
  private readonly missed = new Set<string>();
  private mark: KeptMark = null;
  /** Where the page brings its own chat API. */
  site: SiteApi | null = null;
  private loadingSite = false;
  private changes: Changes | null = null;
  private altering = false;
  private readonly unlisten = new AbortController();
  private isUp = false;
  private late: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly core: Core,
    private readonly talks: DeliveryHost,
    private readonly profile: Profile,
    private readonly store: KeptChats,
    { outbox, cursor }: Kept,
  ) {
    const way = (this.way = (to) =>
      core.shell.settings.messageSender ? (this.site?.way(to) ?? null) : wayTo(core, to));
    const { now } = core.shell.ports;
    this.cursor = cursor;
    this.keeper = new Keeper(store, talks);
    this.receipts = new Receipts(way, profile);
    this.typing = new Typing(way, now, () => talks.update());
    this.probe = new Probe(core, () => talks.update());
    this.outbox = new Outbox(
      {
        wayTo: way,
        save: async (change, isLess) => {
          if (isLess) await this.keeper.settled();
          if (!this.keeper.stopped) await store.changeOutbox(change);
        },
        told: (ids, status, error) => talks.setStatus({ mine: true, ids, status, ...(error && { error }) }),
        undo: (unsent) => this.alter((changes) => changes.undo(unsent)),
      },
      outbox,
    );
    addEventListener('pagehide', () => this.receipts.flush(), { signal: this.unlisten.signal });
  }

  push(unsent: Unsent): void {
    this.typing.sent();
    this.outbox.push(unsent);
  }

  /**
   * What changes messages loads when one is first changed. Until then what the server's order says is not taken as known:
   * should it not load, the next page asks for it again.
   */
  alter(act: (changes: Changes) => void): void {
    if (this.changes) return act(this.changes);
    this.altering = true;
    import('./changes.js').then(
      (room) => {
        act((this.changes ??= new room.Changes(this.core.shell, this.talks, this)));
      },
      () => this.core.shell.fail('load_failed'),
    );
  }

  frame(frame: RoutedFrame<ChatBody>): void {
    const from = senderOf(frame);
    const isOwn = sameProfile(from, this.profile);
    const peer = isOwn ? { id: frame.to_profile_id, type: frame.to_profile_type } : from;
    if (frame.type === 'typing') {
      if (isOwn) this.probe.echo(frame.party_id);
      else this.typing.hear(from, frame.active);
      return;
    }
    if (!peer.id) return; // a server that says whom it was for only to others
    if (frame.type === 'chat_message') {
      if (!isOwn) this.typing.hear(from, false);
      // another tab may have asked for it: where nothing is missing, what comes before the last place is old
      const isOld = this.synced && !!frame.cursor && compareCursors(frame.cursor, this.cursor) <= 0;
      const count = this.talks.entries(peer).length;
      const isRead = this.talks.received(frame, peer, { isOwn, isOld });
      const isMissed = isRead && !isOwn && !this.synced && this.core.shell.link.has('sync');
      if (isMissed && this.talks.entries(peer).length > count) this.missed.add(frame.message_id);
      this.changes?.arrived(peer);
      if (isOld) return;
      if (!isOwn) this.receipts.owe(from, [frame.message_id], isRead ? 'read' : 'delivered');
      else this.outbox.remove([frame.message_id]);
    } else if (frame.type === 'chat_receipt') {
      const { message_ids: ids, status } = frame;
      // a receipt from another device of this profile is about what the other side wrote
      this.talks.setStatus({ mine: !isOwn, ids, status });
      if (!isOwn) this.outbox.remove(ids);
      else for (const id of ids) this.missed.delete(id);
    } else {
      return this.alter((changes) => {
        changes.take(peer, frame, isOwn);
        this.reached(frame.cursor);
      });
    }
    this.reached(frame.cursor);
  }

  confirmed({ ref, cursor }: Extract<ServerFrame, { type: 'ack' }>): void {
    if (cursor) this.talks.place(ref, cursor);
    this.outbox.confirmed(ref);
    this.reached(cursor);
  }

  /** A place in the server's order: where nothing before it is missing, it is not asked for again. */
  reached(cursor: string | undefined): void {
    if (cursor && this.synced) this.advance(cursor);
  }

  /** The server answered `sync`: so far there is no gap. */
  caughtUp({ before, cursor, more }: SyncFrame): void {
    if (before !== undefined) return this.changes?.olderCame(before, !!more);
    if (cursor) this.advance(cursor);
    if (more && cursor) return this.ask(cursor);
    this.synced = true;
    this.talks.caughtUp(...this.missed);
    this.missed.clear();
  }

  /** A connection that can say what was missed is asked. */
  welcomed(): void {
    this.synced = false;
    if (!this.core.shell.link.has('sync')) return;
    this.ask(this.cursor);
  }

  /** Call after every change of the connection, of the call and of what is on the screen. */
  update(): void {
    const { link, settings } = this.core.shell;
    const isUp = link.state === 'open';
    if (isUp && !this.isUp) this.takeOver();
    this.isUp = isUp;
    if (!isUp) {
      this.synced = false;
      // what goes to the site does not need the socket
      if (!settings.messageSender) this.outbox.interrupted();
    }
    this.useSite();
    this.probe.update(this.talks.isShown);
    this.outbox.run();
    if (this.receipts.stuck) this.receipts.flush();
    const mark = this.outbox.isEmpty && !this.talks.unread ? 'kept' : 'wanted';
    if (mark !== this.mark) setKeptMark(this.profile, (this.mark = mark));
  }

  /** What a tab left that is closed goes out from here; one that lives sends its own first. */
  takeOver(): void {
    clearTimeout(this.late);
    const look = async (): Promise<void> => {
      const kept = await this.store.unsent();
      const left = without(this.outbox.unsent.map(({ message }) => message.id))(kept);
      if (left.length && !this.unlisten.signal.aborted) this.alter((changes) => changes.takeOver(left));
    };
    this.late = setTimeout(() => void look(), LEFT_MS);
  }

  /** An entry of this conversation is other than it was. */
  changed(peer: ProfileRef): void {
    this.keeper.keep(peer);
  }

  /** Sign-out: what is not written yet is not written. */
  forget(): void {
    this.keeper.stop();
  }

  stop(): void {
    this.unlisten.abort();
    clearTimeout(this.late);
    this.receipts.flush();
    this.receipts.stop();
    this.typing.stop();
    this.probe.stop();
    this.outbox.close();
    this.site?.stop();
  }

  private useSite(): void {
    const { historyProvider, messageSender } = this.core.shell.settings;
    this.site?.update();
    if (this.loadingSite || this.unlisten.signal.aborted || !(historyProvider || messageSender)) return;
    this.loadingSite = true;
    import('./site.js').then(
      ({ SiteApi }) => {
        if (this.unlisten.signal.aborted) return;
        this.site = new SiteApi(this.core, this.talks, this.outbox);
        this.update();
      },
      () => (this.loadingSite = false),
    );
  }

  private ask(after: string): void {
    this.core.shell.link.send({ type: 'sync', ...(after && { after }) });
  }

  private advance(cursor: string): void {
    if (compareCursors(cursor, this.cursor) <= 0 || (this.altering && !this.changes)) return;
    this.cursor = cursor;
    this.keeper.reached(cursor);
  }
}
