import type { CallEvent } from '../../../src/call/events.js';
import type { CallPhase } from '../../../src/call/snapshot.js';
import type { MachineState } from '../../../src/call/state.js';
import { ANSWER, CONFIG, Driver, OFFER2, SARA, STRANGER, TARIQ, candidate, frame } from './support.js';

export const CALL = 'call-5';
/** Ids on both sides of it: a crossing call may win or lose. */
export const SMALLER = 'call-1';
export const GREATER = 'call-9';

/** A state of every phase, reached by real events. The first of a phase is the one that the table tells about. */
export const STATES: Readonly<Record<string, () => Driver>> = {
  idle: () => new Driver(),
  'inviting: offer being made': () => new Driver().invite(CALL),
  inviting: () => new Driver().offered(CALL),
  'inviting: rings there': () => {
    const driver = new Driver().offered(CALL);
    driver.get('ringing_received', { callId: CALL });
    return driver;
  },
  'inviting: offer after acceptance': () => new Driver({ offerAfterAcceptance: true }).invite(CALL),
  ringing: () => new Driver().rung(CALL),
  'ringing: no offer yet': () => new Driver().rung(CALL, { offer: null }),
  'ringing: older client': () => new Driver().rung(CALL, { party: null, seq: null }),
  'connecting: caller': () => new Driver().calling(CALL),
  'connecting: caller, offer after acceptance': () => {
    const driver = new Driver({ offerAfterAcceptance: true }).invite(CALL);
    driver.get('answer_received', { callId: CALL, answer: null });
    return driver;
  },
  'connecting: callee': () => new Driver().answering(CALL),
  'connecting: callee, answer being made': () => {
    const driver = new Driver().rung(CALL);
    driver.do({ type: 'accept', video: false });
    return driver;
  },
  'connecting: callee waits for the offer': () => {
    const driver = new Driver().rung(CALL, { offer: null });
    driver.do({ type: 'accept', video: false });
    return driver;
  },
  'connecting: glare': () => new Driver().offered(GREATER).rung(CALL),
  'connected: caller': () => new Driver().calling(CALL).link('connected'),
  'connected: callee': () => new Driver().answering(CALL).link('connected'),
  'reconnecting: caller': () => new Driver().calling(CALL).link('connected').link('failed'),
  'reconnecting: callee, restarts': () => {
    const driver = new Driver().answering(CALL).link('connected').link('disconnected');
    driver.fire('restart');
    return driver;
  },
  'reconnecting: resumed': () => {
    const driver = new Driver();
    driver.do({ type: 'resume', ...saved(CALL) });
    driver.do({ type: 'offer_ready', callId: CALL, offer: OFFER2 });
    return driver;
  },
  'ended: by self': () => {
    const driver = new Driver().calling(CALL);
    driver.do({ type: 'hang_up' });
    return driver;
  },
  'ended: by the peer': () => {
    const driver = new Driver().calling(CALL);
    driver.get('declined_received', { callId: CALL, reason: 'busy' });
    return driver;
  },
};

export interface NamedEvent {
  /** As in the table of phases and in the diagram. */
  readonly name: string;
  readonly event: CallEvent;
}

type Makers = { readonly [T in CallEvent['type']]: (callId: string) => readonly NamedEvent[] };

function named<T extends CallEvent['type']>(
  type: T,
  variants: Readonly<Record<string, Omit<Extract<CallEvent, { type: T }>, 'type'>>>,
): readonly NamedEvent[] {
  return Object.entries(variants).map(([variant, fields]) => ({
    name: variant ? `${type}: ${variant}` : type,
    event: { type, ...fields } as unknown as CallEvent,
  }));
}

const ENDED_REASONS = [
  'hangup',
  'cancelled',
  'timeout',
  'answered_elsewhere',
  'declined_elsewhere',
  'glare',
  'failed',
] as const;
const TIMERS = [
  'ring',
  'repeat',
  'offer',
  'connect',
  'restart',
  'give_up',
  'dismiss',
  'resend:call_ended',
] as const;
const ERRORS = ['offline', 'busy', 'forbidden', 'rate_limited'] as const;
const LINKS = ['connected', 'disconnected', 'failed'] as const;

function each<K extends string, V>(keys: readonly K[], value: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<K, V>;
}

/** What the page before kept of its call. */
function saved(callId: string): Omit<Extract<CallEvent, { type: 'resume' }>, 'type'> {
  const times = { startedAt: 900_000, connectedAt: 901_000 };
  const media = { kind: 'video', muted: true, cameraOff: false } as const;
  return { callId, peer: SARA, party: 'phone', direction: 'outgoing', seq: 3, ...media, ...times };
}

/** Every event type, mapped so that a new one does not compile until it stands here. */
const MAKERS: Makers = {
  invite: (callId) =>
    named('invite', {
      '': { callId, peer: SARA, kind: 'video' },
      oneself: { callId, peer: TARIQ, kind: 'voice' },
    }),
  accept: () => named('accept', { '': { video: true } }),
  decline: () => named('decline', { '': { message: 'Later' } }),
  hang_up: () => named('hang_up', { '': {} }),
  set_muted: () => named('set_muted', { '': { muted: true } }),
  set_camera: () => named('set_camera', { '': { off: false } }),
  dismiss: () => named('dismiss', { '': {} }),
  invitation_received: (callId) =>
    named('invitation_received', {
      '': frame('invitation_received', { callId }),
      'new offer': frame('invitation_received', { callId, offer: OFFER2, seq: 9 }),
      'no offer': frame('invitation_received', { callId, offer: null }),
      restart: frame('invitation_received', { callId, offer: OFFER2, seq: 9, purpose: 'restart' }),
      resume: frame('invitation_received', {
        callId,
        offer: OFFER2,
        seq: 1,
        purpose: 'resume',
        party: 'phone, next page',
      }),
      aged: frame('invitation_received', { callId, age: CONFIG.ringMs + 1 }),
    }),
  answer_received: (callId) =>
    named('answer_received', {
      '': frame('answer_received', { callId }),
      accepted: frame('answer_received', { callId, answer: null }),
      'older offer': frame('answer_received', { callId, offerSeq: 0 }),
      replaces: frame('answer_received', { callId, replaces: GREATER }),
    }),
  candidates_received: (callId) =>
    named('candidates_received', {
      '': frame('candidates_received', { callId, candidates: [candidate(1), null] }),
    }),
  declined_received: (callId) => named('declined_received', { '': frame('declined_received', { callId }) }),
  ended_received: (callId) =>
    named('ended_received', {
      ...each(ENDED_REASONS, (reason) => frame('ended_received', { callId, reason, chosenParty: 'tablet' })),
      'chosen here': frame('ended_received', {
        callId,
        reason: 'answered_elsewhere',
        chosenParty: CONFIG.partyId,
      }),
    }),
  ringing_received: (callId) => named('ringing_received', { '': frame('ringing_received', { callId }) }),
  media_state_received: (callId) =>
    named('media_state_received', { '': frame('media_state_received', { callId }) }),
  offer_ready: (callId) => named('offer_ready', { '': { callId, offer: OFFER2 } }),
  answer_ready: (callId) => named('answer_ready', { '': { callId, answer: ANSWER } }),
  negotiation_failed: (callId) => named('negotiation_failed', { '': { callId } }),
  negotiation_needed: (callId) => named('negotiation_needed', { '': { callId } }),
  candidates_ready: (callId) => named('candidates_ready', { '': { callId, candidates: [candidate(2)] } }),
  link_changed: (callId) =>
    named(
      'link_changed',
      each(LINKS, (link) => ({ callId, link })),
    ),
  media_changed: (callId) => named('media_changed', { '': { callId, muted: true, cameraOff: false } }),
  media_failed: (callId) =>
    named('media_failed', { '': { callId, problem: { device: 'microphone', code: 'denied' } } }),
  silence_changed: (callId) =>
    named(
      'silence_changed',
      each(['none', 'short', 'long'] as const, (silence) => ({ callId, silence })),
    ),
  error_received: (callId) =>
    named(
      'error_received',
      each(ERRORS, (code) => ({ callId, code })),
    ),
  timer_fired: (callId) =>
    named(
      'timer_fired',
      each(TIMERS, (timer) => ({ callId, timer })),
    ),
  call_broken: (callId) => named('call_broken', { '': { callId, reason: 'failed' } }),
  resume: (callId) => named('resume', { '': saved(callId) }),
  network_changed: () => named('network_changed', { '': {} }),
  socket_opened: () => named('socket_opened', { '': {} }),
  configure: () => named('configure', { '': { config: { ...CONFIG, supported: false } } }),
  move_away: () => named('move_away', { '': {} }),
  shut_down: () => named('shut_down', { '': {} }),
};

/** Every event about the call with this id, from Sara's first device. */
export function eventsAbout(callId: string): readonly NamedEvent[] {
  return Object.values(MAKERS).flatMap((make) => make(callId));
}

/** As above, from everybody else who might send them: her other device, an older client, strangers, oneself. */
export function eventsOfOthers(callId: string): readonly NamedEvent[] {
  const others = [
    ['her other device', { party: 'tablet' }],
    ['older client', { party: null, seq: null }],
    ['stranger', { from: STRANGER, party: 'elsewhere' }],
    ['oneself', { from: TARIQ, party: CONFIG.partyId }],
  ] as const;
  return eventsAbout(callId)
    .filter(({ event }) => 'from' in event)
    .flatMap(({ name, event }) =>
      others.map(([who, fields]) => ({
        name: `${name} (${who})`,
        event: Object.assign({}, event, fields),
      })),
    );
}

export interface Move {
  readonly from: CallPhase;
  readonly to: CallPhase;
  readonly name: string;
}

/** Which events move a call from one phase to another, found by trying all of them in all states. */
export function moves(): readonly Move[] {
  const found = new Map<string, Move>();
  for (const reach of Object.values(STATES)) {
    for (const { name, event } of [...eventsAbout(CALL), ...eventsAbout(SMALLER)]) {
      const driver = reach();
      if (event.type === 'timer_fired' && !driver.runs(event.timer, event.callId)) continue;
      const from = driver.phase;
      const before: MachineState = driver.state;
      driver.do(event);
      const to = driver.phase;
      const renewed = before.call && driver.state.call && before.call.id !== driver.state.call.id;
      if (from !== to || renewed) found.set(`${from} ${to} ${name}`, { from, to, name });
    }
  }
  return [...found.values()];
}
