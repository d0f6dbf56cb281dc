import type { CallPhase, EndReason } from '../call/snapshot.js';
import type { ControlEvent } from '../call/events.js';
import type { CallOutcome } from '../protocol/call-outcome.js';
import type { CallKind } from '../protocol/frames.js';
import type { Profile } from '../protocol/identity.js';
import { MAX_NAME_CHARS, MAX_URL_CHARS } from '../protocol/limits.js';
import { boolean, count, id, line, listOf, nullable, oneOf, plain, refuse } from '../protocol/schema.js';
import type { Reader } from '../protocol/schema.js';

type Resume = Extract<ControlEvent, { type: 'resume' }>;

/** A call as the tab that has it tells the others: what they show, and what one of them needs to take it up. */
export interface RemoteCall extends Omit<Resume, 'type' | 'seq'> {
  readonly seq: number;
  readonly phase: Exclude<CallPhase, 'idle' | 'ringing' | 'ended'>;
  /**
   * `null`: it lives there. `''`: that page goes, and the next one of its tab comes first; `page`: that one surely comes. Else the
   * tab that gets it.
   */
  readonly leaving: string | null;
}

export type Elsewhere = Extract<EndReason, 'answered_elsewhere' | 'declined_elsewhere'>;
export type SteerAction = 'mute' | 'unmute' | 'hang_up' | 'move';

/** What tabs say to each other. Arrays: the names of properties differ from build to build, and two may be open at once. */
export type Message =
  /** Somebody is here now. */
  | readonly [type: 'hello']
  /** By the tab with the socket: its state, problem, features, what it knows of the server's clock, and what carries it. */
  | readonly [
      type: 'socket',
      state: string,
      problem: string | null,
      features: readonly string[],
      offset: number | null,
      via: string,
    ]
  /** By the tab with the socket: frames that came together, as texts of the wire; `by`: the tab that sent them, else ''. */
  | readonly [type: 'frames', texts: readonly string[], by: string]
  /** To the tab with the socket: a frame to send. */
  | readonly [type: 'send', text: string]
  /** To the tab with the socket: somebody looks (`false`), or pressed Reconnect (`true`). */
  | readonly [type: 'wake', again: boolean]
  /** By the tab with the call; `null`: it is over. */
  | readonly [type: 'call', call: RemoteCall | null]
  /** A ringing call was answered or declined here. */
  | readonly [type: 'settled', callId: string, how: Elsewhere]
  /** A call that is over: it stands in the conversation of each tab. */
  | readonly [
      type: 'logged',
      callId: string,
      peer: Profile,
      mine: boolean,
      kind: CallKind,
      outcome: CallOutcome,
      duration: number,
      at: number,
    ]
  /** To one tab: it rings, for one that came later. */
  | readonly [type: 'ring', to: string, text: string]
  /** To the tab with the call. */
  | readonly [type: 'steer', to: string, action: SteerAction];

type Fields = readonly Reader<unknown>[];

const any: Reader<unknown> = (value) => value;
const number: Reader<number> = (value, where) =>
  typeof value === 'number' && Number.isFinite(value) ? value : refuse(where);
/** A frame's own parser judges it. */
const text: Reader<string> = (value, where) => (typeof value === 'string' ? value : refuse(where));

const profile: Reader<Profile> = (value, where) => {
  const [type, key, name, avatar] = listOf(any, 4)(value, where);
  const named = line(MAX_NAME_CHARS)(name, where);
  return {
    type: id(type, where),
    id: id(key, where),
    ...(named && { name: named }),
    ...(avatar !== null && { avatar: plain(MAX_URL_CHARS)(avatar, where) }),
  };
};

const OUTCOMES = ['answered', 'missed', 'declined', 'busy', 'cancelled', 'unanswered', 'failed'] as const;
const PHASES = ['inviting', 'connecting', 'connected', 'reconnecting'] as const;

/** The fields of a call in the order in which they travel. */
const CALL: { readonly [K in keyof RemoteCall]: Reader<RemoteCall[K]> } = {
  callId: id,
  peer: profile,
  party: nullable(id),
  kind: oneOf('voice', 'video'),
  direction: oneOf('outgoing', 'incoming'),
  muted: boolean,
  cameraOff: boolean,
  seq: count,
  startedAt: number,
  connectedAt: nullable(number),
  phase: oneOf(...PHASES),
  leaving: nullable(text),
};

const call: Reader<RemoteCall | null> = (value, where) => {
  if (value === null) return null;
  const values = listOf(any)(value, where);
  const fields = Object.entries<Reader<unknown>>(CALL);
  const read = fields.map(([name, reader], i) => [name, reader(values[i], where)]);
  return Object.fromEntries(read) as RemoteCall;
};

const SHAPES: { readonly [T in Message[0]]: Fields } = {
  hello: [],
  socket: [
    oneOf('idle', 'connecting', 'open', 'reconnecting', 'failed'),
    nullable(plain(40)),
    listOf(id),
    nullable(number),
    text,
  ],
  frames: [listOf(text), text],
  send: [text],
  wake: [boolean],
  call: [call],
  settled: [id, oneOf('answered_elsewhere', 'declined_elsewhere')],
  logged: [id, profile, boolean, oneOf('voice', 'video'), oneOf(...OUTCOMES), count, number],
  ring: [id, text],
  steer: [id, oneOf('mute', 'unmute', 'hang_up', 'move')],
};

const listed = ({ type, id: key, name, avatar }: Profile): readonly unknown[] => [
  type,
  key,
  name ?? null,
  avatar ?? null,
];

/** What is posted: the tab that speaks, then the message. */
export function toPosted(tab: string, message: Message): readonly unknown[] {
  if (message[0] === 'logged') {
    const [type, callId, peer, ...rest] = message;
    return [tab, type, callId, listed(peer), ...rest];
  }
  if (message[0] !== 'call' || !message[1]) return [tab, ...message];
  const told = { ...message[1], peer: listed(message[1].peer) };
  return [tab, 'call', Object.keys(CALL).map((field) => told[field as keyof RemoteCall])];
}

/** As strict as the wire: another script of the origin can post here too. `null`: not a message. Never throws. */
export function fromPosted(data: unknown): readonly [tab: string, message: Message] | null {
  try {
    const [tab, type, ...rest] = data as [unknown, keyof typeof SHAPES, ...unknown[]];
    const fields = typeof type === 'string' && Object.hasOwn(SHAPES, type) ? SHAPES[type] : null;
    if (!fields) return null;
    const values = fields.map((read, i) => read(rest[i], type));
    return [id(tab, 'tab'), [type, ...values] as unknown as Message];
  } catch {
    return null;
  }
}
