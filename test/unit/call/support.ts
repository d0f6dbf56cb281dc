import assert from 'node:assert/strict';
import type { Effect, EffectType, TimerName } from '../../../src/call/effects.js';
import type { CallEvent, FrameEvent } from '../../../src/call/events.js';
import {
  initialState,
  phaseOf,
  type Call,
  type MachineConfig,
  type MachineState,
} from '../../../src/call/state.js';
import { transition } from '../../../src/call/transition.js';
import type { IceCandidate, Sdp } from '../../../src/protocol/frames.js';
import type { Profile } from '../../../src/protocol/identity.js';
import { checkStep } from './invariants.js';

export const TARIQ: Profile = { id: '1', type: 'tutor', name: 'Tariq' };
export const SARA: Profile = { id: '7', type: 'student', name: 'Sara' };
/** A third party, who has the same number as Tariq and is somebody else. */
export const STRANGER: Profile = { id: '1', type: 'student' };

export const OFFER: Sdp<'offer'> = { type: 'offer', sdp: 'offer 1' };
export const OFFER2: Sdp<'offer'> = { type: 'offer', sdp: 'offer 2' };
export const ANSWER: Sdp<'answer'> = { type: 'answer', sdp: 'answer 1' };
export const ANSWER2: Sdp<'answer'> = { type: 'answer', sdp: 'answer 2' };

export function candidate(n: number): IceCandidate {
  return { candidate: `candidate:${n} 1 udp 1 192.0.2.1 9 typ host`, sdpMid: '0' };
}

export const CONFIG: MachineConfig = {
  self: TARIQ,
  partyId: 'tab-1',
  ringMs: 60_000,
  offerAfterAcceptance: false,
  supported: true,
};

type EffectOf<T extends EffectType> = Extract<Effect, { type: T }>;
type Frame<T extends FrameEvent['type']> = Extract<FrameEvent, { type: T }>;

/** One machine (Tariq's) that is told events one by one; every step is checked against the invariants. */
export class Driver {
  state: MachineState;
  at = 1_000_000;
  readonly log: Effect[] = [];
  private readonly timers = new Set<string>();

  constructor(config: Partial<MachineConfig> = {}) {
    this.state = initialState({ ...CONFIG, ...config });
  }

  get phase(): ReturnType<typeof phaseOf> {
    return phaseOf(this.state);
  }

  get call(): Call {
    assert.ok(this.state.call, 'there is a call');
    return this.state.call;
  }

  /** The effects of this one event. */
  do(event: CallEvent): readonly Effect[] {
    this.at += 1;
    const [next, effects] = transition(this.state, { ...event, at: this.at });
    checkStep(this.state, event, next, effects);
    this.state = next;
    this.log.push(...effects);
    for (const effect of effects) {
      if (effect.type === 'start_timer') this.timers.add(`${effect.callId} ${effect.timer}`);
      if (effect.type === 'cancel_timer') this.timers.delete(`${effect.callId} ${effect.timer}`);
    }
    return effects;
  }

  /** Only a timer that runs can fire. */
  fire(timer: TimerName, callId = this.call.id): readonly Effect[] {
    assert.ok(this.timers.delete(`${callId} ${timer}`), `${timer} of ${callId} runs`);
    return this.do({ type: 'timer_fired', callId, timer });
  }

  runs(timer: TimerName, callId = this.call.id): boolean {
    return this.timers.has(`${callId} ${timer}`);
  }

  get running(): readonly string[] {
    return [...this.timers].sort();
  }

  /** A frame of Sara's first device, unless told otherwise. */
  get<T extends FrameEvent['type']>(
    type: T,
    fields: Partial<Frame<T>> & { callId: string },
  ): readonly Effect[] {
    return this.do(frame(type, fields));
  }

  // The states that most rules start from.

  invite(callId: string, kind: 'voice' | 'video' = 'voice'): this {
    this.do({ type: 'invite', callId, peer: SARA, kind });
    return this;
  }

  offered(callId: string, kind: 'voice' | 'video' = 'voice'): this {
    this.invite(callId, kind).do({ type: 'offer_ready', callId, offer: OFFER });
    return this;
  }

  calling(callId: string): this {
    this.offered(callId).get('answer_received', { callId });
    return this;
  }

  rung(callId: string, fields: Partial<Frame<'invitation_received'>> = {}): this {
    this.get('invitation_received', { callId, ...fields });
    return this;
  }

  answering(callId: string): this {
    this.rung(callId).do({ type: 'accept', video: true });
    this.do({ type: 'answer_ready', callId, answer: ANSWER });
    return this;
  }

  link(link: 'connected' | 'disconnected' | 'failed'): this {
    this.do({ type: 'link_changed', callId: this.call.id, link });
    return this;
  }
}

/** A frame event with plain values where `fields` say nothing. */
export function frame<T extends FrameEvent['type']>(
  type: T,
  fields: Partial<Frame<T>> & { callId: string },
): Frame<T> {
  const plain: { [K in FrameEvent['type']]: Omit<Frame<K>, 'type' | 'from' | 'callId' | 'party'> } = {
    invitation_received: { kind: 'voice', offer: OFFER, purpose: null, seq: 1, age: null },
    answer_received: { answer: ANSWER, offerSeq: null, replaces: null },
    candidates_received: { candidates: [candidate(1)] },
    declined_received: { reason: 'declined', message: null },
    ended_received: { reason: 'hangup', chosenParty: null },
    ringing_received: {},
    media_state_received: { audio: true, video: false, screen: false },
  };
  return { type, from: SARA, party: 'phone', ...plain[type], ...fields } as unknown as Frame<T>;
}

export function only<T extends EffectType>(effects: readonly Effect[], type: T): EffectOf<T>[] {
  return effects.filter((effect): effect is EffectOf<T> => effect.type === type);
}

/** The one effect of this type. */
export function one<T extends EffectType>(effects: readonly Effect[], type: T): EffectOf<T> {
  const [first, ...more] = only(effects, type);
  assert.ok(first && more.length === 0, `one ${type} in ${effects.map((effect) => effect.type).join(', ')}`);
  return first;
}

/** The frames that were sent, short: `call_ended hangup`. */
export function sent(effects: readonly Effect[]): string[] {
  return only(effects, 'send').map(({ body }) => {
    const reason = 'reason' in body ? ` ${body.reason}` : '';
    const nothing =
      (body.type === 'call_answer' && !body.answer) || (body.type === 'call_invitation' && !body.offer);
    return `${body.type}${reason}${nothing ? ' null' : ''}`;
  });
}

/** The bodies that were sent. */
export function bodies(effects: readonly Effect[]): Readonly<Record<string, unknown>>[] {
  return only(effects, 'send').map(({ body }) => ({ ...body }));
}
