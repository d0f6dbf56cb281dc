import type { Effect } from '../call/effects.js';
import type { Timeline } from '../chat/timeline.js';
import type { MessageEntry } from '../chat/types.js';
import type { ChatMessage, ChatReceipt, RoutedFrame } from '../protocol/frames.js';
import { sameProfile, type Profile } from '../protocol/identity.js';
import { Conversations } from './conversations.js';
import type { Link } from './link.js';
import { envelope } from './outbound.js';
import { senderOf } from './routes.js';
import type { SessionPorts, SessionSettings, SessionView } from './types.js';

/** Text between two people over a back end that announced `chat`. */
export class Chat {
  private readonly conversations: Conversations;
  /** The conversation on the screen. */
  private reading: Profile | null = null;
  private lastUnread = 0;

  constructor(
    private readonly link: Link,
    private readonly ports: SessionPorts,
    private readonly settings: () => SessionSettings,
    private readonly changed: () => void,
  ) {
    this.conversations = new Conversations(() => this.update());
  }

  get unread(): number {
    return this.conversations.unread;
  }

  get problem(): SessionView['chatProblem'] {
    if (this.link.state !== 'open') return 'not_connected';
    return this.link.has('chat') ? null : 'no_chat';
  }

  entries(peer: Profile | null): Timeline {
    return this.conversations.entries(peer);
  }

  setReading(peer: Profile | null): void {
    this.reading = peer;
    if (peer) this.conversations.read(peer);
  }

  /** `false`: empty, nobody to write to, or a site without chat. */
  send(text: string): boolean {
    const { profile, peer } = this.settings();
    if (!profile || !peer || text.trim() === '' || this.problem === 'no_chat') return false;
    const at = this.ports.now();
    const id = this.ports.newId();
    this.conversations.send(peer, { entry: 'message', id, mine: true, text, at, status: 'sending' });
    this.transmit(profile, peer, { type: 'chat_message', message_id: id, text, sent_at: at });
    this.ports.emit('message-sent', { id, to: peer, text, at });
    return true;
  }

  retry(id: string): void {
    const { profile, peer } = this.settings();
    const message = this.conversations.mine(id);
    if (!profile || !peer || message?.status !== 'failed') return;
    this.conversations.setStatus(id, 'sending');
    this.transmit(profile, peer, {
      type: 'chat_message',
      message_id: id,
      text: message.text,
      sent_at: message.at,
    });
  }

  received(frame: RoutedFrame<ChatMessage>): void {
    const from = senderOf(frame);
    // Our own clock where the server told none: an entry needs a time, and no age is computed from it.
    const at = frame.sent_at ?? this.ports.now();
    const { message_id: id, text } = frame;
    const message: MessageEntry = { entry: 'message', id, mine: false, text, at, status: 'delivered' };
    const isOpen = this.reading !== null && sameProfile(this.reading, from);
    if (this.conversations.receive(from, message, isOpen)) this.ports.emit('message', { id, from, text, at });
  }

  receipt(frame: RoutedFrame<ChatReceipt>): void {
    for (const id of frame.message_ids) this.conversations.setStatus(id, frame.status);
  }

  acknowledged(id: string): void {
    this.conversations.setStatus(id, 'sent');
  }

  refused(id: string, code: string): void {
    this.conversations.setStatus(id, 'failed', code);
  }

  logCall(effect: Extract<Effect, { type: 'log_call' }>): void {
    this.conversations.logCall(effect, this.ports.now());
  }

  /** The server has said what it can do. */
  serverChanged(): void {
    this.changed();
  }

  clear(): void {
    this.conversations.clear();
    this.update();
  }

  stop(): void {
    this.conversations.stop();
  }

  private transmit(self: Profile, peer: Profile, body: ChatMessage): void {
    const { conversationId } = this.settings();
    const head = envelope(self, peer, { partyId: '', conversationId });
    const { party_id: _none, ...rest } = head;
    if (!this.link.send({ ...rest, ...body })) this.conversations.setStatus(body.message_id, 'failed');
  }

  private update(): void {
    if (this.unread !== this.lastUnread) {
      this.lastUnread = this.unread;
      this.ports.emit('unread', { count: this.lastUnread });
    }
    this.changed();
  }
}
