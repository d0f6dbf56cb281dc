import type { Effect } from '../call/effects.js';
import { addCall, addMessage, setStatus, type Timeline } from '../chat/timeline.js';
import type { DeliveryStatus, MessageEntry } from '../chat/types.js';
import { profileKey, type ProfileRef } from '../protocol/identity.js';

/** An unanswered message counts as failed after this many milliseconds. */
export const MESSAGE_TIMEOUT_MS = 10_000;

/** The conversations of one profile, in memory. */
export class Conversations {
  private readonly timelines = new Map<string, Timeline>();
  private readonly unreadOf = new Map<string, number>();
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly changed: () => void) {}

  entries(peer: ProfileRef | null): Timeline {
    return peer ? (this.timelines.get(profileKey(peer)) ?? EMPTY) : EMPTY;
  }

  get unread(): number {
    return [...this.unreadOf.values()].reduce((sum, count) => sum + count, 0);
  }

  /** `false` when it was there already. */
  receive(from: ProfileRef, message: MessageEntry, isOpen: boolean): boolean {
    if (!this.replace(from, addMessage(this.entries(from), message))) return false;
    if (!isOpen) this.unreadOf.set(profileKey(from), (this.unreadOf.get(profileKey(from)) ?? 0) + 1);
    this.changed();
    return true;
  }

  send(to: ProfileRef, message: MessageEntry): void {
    this.replace(to, addMessage(this.entries(to), message));
    this.expect(message.id);
    this.changed();
  }

  mine(id: string): MessageEntry | undefined {
    for (const timeline of this.timelines.values()) {
      const found = timeline.find((entry) => entry.id === id && entry.entry === 'message' && entry.mine);
      if (found?.entry === 'message') return found;
    }
    return undefined;
  }

  /** A retry starts to wait anew; anything else ends the waiting. */
  setStatus(id: string, status: DeliveryStatus, error?: string): void {
    clearTimeout(this.waiting.get(id));
    this.waiting.delete(id);
    if (status === 'sending') this.expect(id);
    for (const [key, timeline] of this.timelines)
      this.timelines.set(key, setStatus(timeline, id, status, error));
    this.changed();
  }

  logCall(effect: Extract<Effect, { type: 'log_call' }>, at: number): void {
    const { callId: id, peer, mine, kind, outcome, duration } = effect;
    const entry = { entry: 'call' as const, id, mine, kind, outcome, duration, at };
    if (this.replace(peer, addCall(this.entries(peer), entry))) this.changed();
  }

  read(peer: ProfileRef): void {
    if (this.unreadOf.delete(profileKey(peer))) this.changed();
  }

  /** At sign-out: nothing of one profile is shown to the next. */
  clear(): void {
    this.stop();
    this.timelines.clear();
    this.unreadOf.clear();
  }

  stop(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private expect(id: string): void {
    const timer = setTimeout(() => this.setStatus(id, 'failed'), MESSAGE_TIMEOUT_MS);
    this.waiting.set(id, timer);
  }

  private replace(peer: ProfileRef, timeline: Timeline): boolean {
    if (this.entries(peer) === timeline) return false;
    this.timelines.set(profileKey(peer), timeline);
    return true;
  }
}

const EMPTY: Timeline = [];
