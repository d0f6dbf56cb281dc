import type { Effect } from '../call/effects.js';
import { addCall, addMessage, setStatus, type Timeline } from '../chat/timeline.js';
import type { DeliveryStatus, MessageEntry } from '../chat/types.js';
import type { ChatMessage, ChatReceipt, RoutedFrame } from '../protocol/frames.js';
import { profileKey, sameProfile, type Profile, type ProfileRef } from '../protocol/identity.js';
import type { Link } from './link.js';
import { envelope } from './outbound.js';
import { senderOf } from './routes.js';
import type { SessionPorts, SessionSettings, SessionView } from './types.js';

/** An unanswered message counts as failed after this many milliseconds. */
export const MESSAGE_TIMEOUT_MS = 10_000;
const EMPTY: Timeline = [];

/** Text between two people over a back end that announced `chat`; the conversations of one profile, in memory. */
export class Chat {
  private readonly timelines = new Map<string, Timeline>();
  private readonly unreadOf = new Map<string, number>();
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  /** The conversation on the screen. */
  private reading: Profile | null = null;
  private lastUnread = 0;

  constructor(
    private readonly link: Link,
    private readonly ports: SessionPorts,
    private readonly settings: () => SessionSettings,
    private readonly changed: () => void,
  ) {}

  get unread(): number {
    return [...this.unreadOf.values()].reduce((sum, count) => sum + count, 0);
  }

  get problem(): SessionView['chatProblem'] {
    if (this.link.state !== 'open') return 'not_connected';
    return this.link.has('chat') ? null : 'no_chat';
  }

  entries(peer: ProfileRef | null): Timeline {
    return (peer && this.timelines.get(profileKey(peer))) || EMPTY;
  }

  setReading(peer: Profile | null): void {
    this.reading = peer;
    if (peer && this.unreadOf.delete(profileKey(peer))) this.update();
  }

  /** `false`: empty, nobody to write to, or a site without chat. */
  send(text: string): boolean {
    const { profile, peer } = this.settings();
    if (!profile || !peer || text.trim() === '' || this.problem === 'no_chat') return false;
    const at = this.ports.now();
    const id = this.ports.newId();
    const message: MessageEntry = { entry: 'message', id, mine: true, text, at, status: 'sending' };
    this.replace(peer, addMessage(this.entries(peer), message));
    this.transmit(profile, peer, message);
    this.ports.emit('message-sent', { id, to: peer, text, at });
    return true;
  }

  retry(id: string): void {
    const { profile, peer } = this.settings();
    const message = this.entries(peer).find((entry) => entry.id === id);
    if (!profile || !peer || message?.entry !== 'message' || message.status !== 'failed') return;
    this.setStatus(id, 'sending');
    this.transmit(profile, peer, message);
  }

  received(frame: RoutedFrame<ChatMessage>): void {
    const from = senderOf(frame);
    // Our own clock where the sender told no time: an entry needs one, and no age is computed from it.
    const at = frame.sent_at ?? this.ports.now();
    const { message_id: id, text } = frame;
    const message: MessageEntry = { entry: 'message', id, mine: false, text, at, status: 'delivered' };
    const timeline = addMessage(this.entries(from), message);
    if (timeline === this.entries(from)) return;
    const key = profileKey(from);
    const isRead = this.reading !== null && sameProfile(this.reading, from);
    if (!isRead) this.unreadOf.set(key, (this.unreadOf.get(key) ?? 0) + 1);
    this.replace(from, timeline);
    this.ports.emit('message', { id, from, text, at });
  }

  receipt(frame: RoutedFrame<ChatReceipt>): void {
    for (const id of frame.message_ids) this.setStatus(id, frame.status);
  }

  /** Anything but a retry ends the waiting for an answer. */
  setStatus(id: string, status: DeliveryStatus, error?: string): void {
    clearTimeout(this.waiting.get(id));
    this.waiting.delete(id);
    for (const [key, timeline] of this.timelines) {
      this.timelines.set(key, setStatus(timeline, id, status, error));
    }
    this.update();
  }

  logCall(effect: Extract<Effect, { type: 'log_call' }>): void {
    const { callId: id, peer, mine, kind, outcome, duration } = effect;
    const at = this.ports.now();
    this.replace(peer, addCall(this.entries(peer), { entry: 'call', id, mine, kind, outcome, duration, at }));
  }

  /** At sign-out: nothing of one profile is shown to the next. */
  clear(): void {
    this.stop();
    this.timelines.clear();
    this.unreadOf.clear();
    this.update();
  }

  stop(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private transmit(self: Profile, peer: Profile, { id, text, at }: MessageEntry): void {
    const { conversationId } = this.settings();
    const head = envelope(self, peer, { conversationId });
    const body: ChatMessage = { type: 'chat_message', message_id: id, text, sent_at: at };
    if (!this.link.send({ ...head, ...body })) return this.setStatus(id, 'failed');
    this.waiting.set(
      id,
      setTimeout(() => this.setStatus(id, 'failed'), MESSAGE_TIMEOUT_MS),
    );
  }

  /** `false` when nothing is new. */
  private replace(peer: ProfileRef, timeline: Timeline): boolean {
    if (this.entries(peer) === timeline) return false;
    this.timelines.set(profileKey(peer), timeline);
    this.update();
    return true;
  }

  private update(): void {
    const count = this.unread;
    if (count !== this.lastUnread) this.ports.emit('unread', { count });
    this.lastUnread = count;
    this.changed();
  }
}
