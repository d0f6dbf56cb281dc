import type { ErrorCode, ServerFrame, SyncFrame } from '../protocol/frames.js';
import { isChange, makeVoid, refusal, slotOf } from './changes.js';
import type { RoutedText } from './check-text.js';
import type { ClientSocket } from './client-socket.js';
import type { ChatHistory } from './history.js';
import type { Registry } from './registry.js';
import { answerSync } from './sync.js';

type Told = Extract<ServerFrame, { type: 'ack' }>;

/** Where a frame of a conversation went. */
export interface Taken {
  /** Sockets of whom it is for: so many there are, so many took it. */
  readonly targets: number;
  readonly sockets: number;
  /** It is kept for later, or was already. */
  readonly kept: boolean;
}

/** Messages and receipts: each gets its place in the one order, counts once, and is kept for who is away. */
export class Conversations {
  constructor(
    private readonly registry: Registry,
    private readonly history: ChatHistory,
    private readonly now: () => number,
  ) {}

  take({ to, text, frame }: RoutedText, sender: ClientSocket): Taken {
    const change = isChange(frame) ? frame : null;
    const id = change?.change_id ?? (frame?.type === 'chat_message' ? frame.message_id : '');
    const again = id ? this.history.find(sender.profile, id) : undefined;
    if (again) {
      sender.tell(this.ack(id, again.cursor));
      return { targets: 0, sockets: 0, kept: true };
    }
    const cursor = this.history.next();
    const stamped = JSON.stringify({ ...(JSON.parse(text) as object), cursor: String(cursor) });
    const targets = this.registry.of(to);
    const sockets = targets.filter((target) => target.send(stamped)).length;
    const kept = this.history.max > 0;
    if (change) makeVoid(this.history, change, sender.profile, to);
    const place = change && { about: change.message_id, slot: slotOf(change) };
    const from = sender.profile;
    this.history.add({ cursor, from, to, text: stamped, id, reached: sockets > 0, ...place });
    if (kept || sockets > 0) this.tellOwn(stamped, sender, to);
    if (id && (kept || sockets > 0)) sender.tell(this.ack(id, cursor));
    return { targets: targets.length, sockets, kept };
  }

  /** Why this may not be, or `null`. */
  refusal({ to, frame }: RoutedText, sender: ClientSocket): ErrorCode | null {
    return isChange(frame) ? refusal(this.history, frame, sender.profile, to) : null;
  }

  sync(asked: SyncFrame, client: ClientSocket): void {
    client.keepsUp = true;
    answerSync(this.history, client, asked);
  }

  /** What waited for this profile, to the first socket that comes. */
  joined(client: ClientSocket): void {
    for (const frame of this.history.missedBy(client.profile)) frame.reached = client.send(frame.text);
  }

  /** The sender's other devices, those that show what was written elsewhere. */
  private tellOwn(text: string, sender: ClientSocket, to: RoutedText['to']): void {
    const isSelf = to.id === sender.profile.id && to.type === sender.profile.type;
    for (const other of isSelf ? [] : this.registry.of(sender.profile))
      if (other !== sender && other.keepsUp) other.send(text);
  }

  private ack(ref: string, cursor: number): Told {
    return { type: 'ack', ref, cursor: String(cursor), server_time: this.now() };
  }
}
