import { profileKey, sameProfile, type ProfileRef } from '../protocol/identity.js';
import type { Effect, TimerName } from './effects.js';
import {
  MAX_MODERN,
  MAX_TOMBSTONES,
  MAX_UNACKED,
  RESEND_MS,
  RESEND_TRIES,
  TOMB_REPLIES,
  TOMBSTONE_MS,
} from './limits.js';
import {
  liveCall,
  type Call,
  type MachineConfig,
  type MachineState,
  type OutgoingBody,
  type Tombstone,
  type Unacked,
} from './state.js';

type WithoutId<B> = B extends { readonly call_id: string } ? Omit<B, 'call_id'> : never;
export type Body = WithoutId<OutgoingBody>;

/** The draft of one transition: the next state and the effects, collected. Never leaves `transition()`. */
export class Turn {
  readonly effects: Effect[] = [];

  constructor(
    public state: MachineState,
    readonly at: number,
  ) {}

  get config(): MachineConfig {
    return this.state.config;
  }

  get live(): Call | null {
    return liveCall(this.state);
  }

  private isModern(peer: ProfileRef): boolean {
    return this.state.modern.includes(profileKey(peer));
  }

  /** The other end is a client of ours, or, before it has answered, some device of that person is. */
  takesRepeats(call: Call): boolean {
    const open = call.direction === 'outgoing' && call.phase === 'inviting';
    return call.party !== null || (open && this.isModern(call.peer));
  }

  heardFrom(peer: ProfileRef, party: string | null): void {
    if (party === null || this.isModern(peer)) return;
    this.state = { ...this.state, modern: [...this.state.modern, profileKey(peer)].slice(-MAX_MODERN) };
  }

  emit(...effects: Effect[]): void {
    this.effects.push(...effects);
  }

  set(call: Call | null): void {
    this.state = { ...this.state, call };
  }

  patch(fields: Partial<Call>): void {
    if (this.state.call) this.set({ ...this.state.call, ...fields });
  }

  startTimer(callId: string, timer: TimerName, ms: number): void {
    this.emit({ type: 'start_timer', callId, timer, ms });
  }

  cancelTimers(callId: string, ...timers: TimerName[]): void {
    for (const timer of timers) this.emit({ type: 'cancel_timer', callId, timer });
  }

  /** Sends about the current call, counts `seq`, and repeats until seen when asked and when the peer can take it. */
  send(body: Body, repeat = false): number {
    const call = this.state.call;
    if (!call) return 0;
    const seq = call.seq + 1;
    this.patch({ seq });
    const whole = { ...body, call_id: call.id } as OutgoingBody;
    this.emit({ type: 'send', to: call.peer, body: whole, seq, refresh: false });
    // An older client chokes on a second answer; its frames carry no party_id.
    if (repeat && this.takesRepeats(call)) this.keepSending({ to: call.peer, body: whole, seq, tries: 0 });
    return seq;
  }

  sendOnce(to: ProfileRef, body: OutgoingBody, seq: number): void {
    this.emit({ type: 'send', to, body, seq, refresh: false });
  }

  keepSending(item: Unacked): void {
    const others = this.state.unacked.filter((known) => !sameItem(known, item));
    const [dropped] = others.length >= MAX_UNACKED ? others : [];
    if (dropped) this.cancelTimers(dropped.body.call_id, `resend:${dropped.body.type}`);
    this.state = { ...this.state, unacked: [...others.filter((known) => known !== dropped), item] };
    this.startTimer(item.body.call_id, `resend:${item.body.type}`, RESEND_MS * 2 ** item.tries);
  }

  /** The effect of what was sent is seen. No `type`: all that was sent about the call. */
  acknowledge(callId: string, type?: OutgoingBody['type']): void {
    const done = this.state.unacked.filter(
      ({ body }) => body.call_id === callId && (type === undefined || body.type === type),
    );
    if (done.length === 0) return;
    for (const { body } of done) this.cancelTimers(callId, `resend:${body.type}`);
    this.state = { ...this.state, unacked: this.state.unacked.filter((item) => !done.includes(item)) };
  }

  resend(callId: string, type: OutgoingBody['type']): void {
    const item = this.state.unacked.find(({ body }) => body.call_id === callId && body.type === type);
    if (!item) return;
    const tries = item.tries + 1;
    this.emit({ type: 'send', to: item.to, body: item.body, seq: item.seq, refresh: true });
    if (tries < RESEND_TRIES) this.keepSending({ ...item, tries });
    else this.unheard(item);
  }

  /** Nobody took it. A re-invitation that stood open would make this side ignore those of the peer. */
  private unheard(item: Unacked): void {
    this.state = { ...this.state, unacked: this.state.unacked.filter((other) => other !== item) };
    const { live } = this;
    const open = live?.pending && live.pending.purpose !== 'invite';
    if (open && item.body.type === 'call_invitation' && live.id === item.body.call_id)
      this.patch({ pending: null });
  }

  bury(tomb: Omit<Tombstone, 'until' | 'replies'>): void {
    const others = this.state.tombstones.filter((known) => !isTomb(known, tomb.callId, tomb.peer));
    const tombstones = [...others, { ...tomb, until: this.at + TOMBSTONE_MS, replies: TOMB_REPLIES }].slice(
      -MAX_TOMBSTONES,
    );
    const strays = this.state.strays.filter((stray) => stray.callId !== tomb.callId);
    this.state = { ...this.state, tombstones, strays };
  }

  /** Says once more that the call is over, to a client that does not know it. */
  reply(tomb: Tombstone): void {
    if (!tomb.reply || tomb.replies === 0) return;
    this.sendOnce(tomb.peer, tomb.reply.body, tomb.reply.seq);
    const counted = { ...tomb, replies: tomb.replies - 1 };
    const tombstones = this.state.tombstones.map((known) => (known === tomb ? counted : known));
    this.state = { ...this.state, tombstones };
  }

  tombstone(callId: string, peer: ProfileRef): Tombstone | undefined {
    return this.state.tombstones.find((tomb) => tomb.until > this.at && isTomb(tomb, callId, peer));
  }
}

function isTomb(tomb: Tombstone, callId: string, peer: ProfileRef): boolean {
  return tomb.callId === callId && sameProfile(tomb.peer, peer);
}

function sameItem(a: Unacked, b: Unacked): boolean {
  return a.body.call_id === b.body.call_id && a.body.type === b.body.type;
}
