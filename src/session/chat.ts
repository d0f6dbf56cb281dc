import type { Effect } from '../call/effects.js';
import { add, setStatus, type Timeline } from '../chat/timeline.js';
import type { DeliveryStatus, MessageEntry, TimelineEntry } from '../chat/types.js';
import type { ChatMessage, RoutedFrame } from '../protocol/frames.js';
import { profileKey, type Profile, type ProfileRef } from '../protocol/identity.js';
import type { Core } from './core.js';
import { envelope } from './outbound.js';
import { senderOf } from './routes.js';
import type { SessionView } from './types.js';

/** An unanswered message counts as failed after this many milliseconds. */
const MESSAGE_TIMEOUT_MS = 10_000;
const EMPTY: Timeline = [];

/** Text between two people over a back end that announced `chat`; the conversations of one profile, in memory. */
export class Chat {
  private readonly timelines = new Map<string, Timeline>();
  /** Of each message that was not seen yet: whose conversation it is in. */
  private unseen: string[] = [];
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  /** The conversation on the screen. */
  private reading = '';
  private lastUnread = 0;

  constructor(private readonly core: Core) {}

  get unread(): number {
    return this.unseen.length;
  }

  get problem(): SessionView['chatProblem'] {
    const { link } = this.core.shell;
    if (link.state !== 'open') return 'not_connected';
    return link.has('chat') ? null : 'no_chat';
  }

  entries(peer: ProfileRef | null): Timeline {
    return (peer && this.timelines.get(profileKey(peer))) || EMPTY;
  }

  setReading(peer: Profile | null): void {
    this.reading = peer ? profileKey(peer) : '';
    this.unseen = this.unseen.filter((key) => key !== this.reading);
    this.update();
  }

  /** `false`: empty, nobody to write to, or a site without chat. */
  send(text: string): boolean {
    const { settings, ports } = this.core.shell;
    const { profile, peer: to } = settings;
    if (!profile || !to || !text.trim() || this.problem === 'no_chat') return false;
    const at = ports.now();
    const id = ports.newId();
    const message: MessageEntry = { entry: 'message', id, mine: true, text, at, status: 'sending' };
    this.add(to, message);
    this.update();
    this.transmit(to, message);
    ports.emit('message-sent', { id, to, text, at });
    return true;
  }

  retry(id: string): void {
    const { peer } = this.core.shell.settings;
    const message = this.entries(peer).find((entry) => entry.id === id);
    if (!peer || message?.entry !== 'message' || message.status !== 'failed') return;
    this.setStatus(id, 'sending');
    this.transmit(peer, message);
  }

  received(frame: RoutedFrame<ChatMessage>): void {
    const { ports } = this.core.shell;
    const from = senderOf(frame);
    const { message_id: id, text } = frame;
    // Our own clock where the sender told no time: an entry needs one, and no age is computed from it.
    const at = frame.sent_at ?? ports.now();
    const key = profileKey(from);
    if (!this.add(from, { entry: 'message', id, mine: false, text, at, status: 'delivered' })) return;
    if (key !== this.reading) this.unseen.push(key);
    this.update();
    ports.emit('message', { id, from, text, at });
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

  logCall({ callId: id, peer, ...call }: Extract<Effect, { type: 'log_call' }>): void {
    this.add(peer, { ...call, entry: 'call', id, at: this.core.shell.ports.now() });
    this.update();
  }

  /** At sign-out: nothing of one profile is shown to the next. */
  clear(): void {
    this.stop();
    this.timelines.clear();
    this.unseen = [];
    this.update();
  }

  stop(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private transmit(peer: Profile, { id, text, at }: MessageEntry): void {
    const { core } = this;
    const head = envelope(core, peer);
    const body: ChatMessage = { type: 'chat_message', message_id: id, text, sent_at: at };
    const fail = () => this.setStatus(id, 'failed');
    if (!head || !core.shell.link.send({ ...head, ...body })) return fail();
    this.waiting.set(id, setTimeout(fail, MESSAGE_TIMEOUT_MS));
  }

  /** `false` when it is there already. */
  private add(peer: ProfileRef, entry: TimelineEntry): boolean {
    const before = this.entries(peer);
    const after = add(before, entry);
    this.timelines.set(profileKey(peer), after);
    return after !== before;
  }

  private update(): void {
    const count = this.unread;
    if (count !== this.lastUnread) this.core.shell.ports.emit('unread', { count });
    this.lastUnread = count;
    this.core.refresh();
  }
}
