import { ProtocolError } from '../../protocol/errors.js';
import type { CallBody, Frame, RoutedFrame } from '../../protocol/frames.js';
import type { Profile } from '../../protocol/identity.js';
import { parseFrame } from '../../protocol/parse-frame.js';
import { own } from '../../protocol/schema.js';
import type { SocketEvent } from '../transports/socketio.js';
import type { Codec } from '../types.js';

/** A call as its back end knows it. Back ends that drop `callId` have one call per booking at a time. */
interface KnownCall {
  readonly id: string;
  readonly booking: string;
  /** Id of the other side. */
  readonly peer: string;
  readonly over: boolean;
}

/** The live call and those whose late frames still travel. */
const MAX_CALLS = 16;

/** What comes in, and the frame that it is. `call:elsewhere` is a `call_ended` that a server must not take for the end. */
const FRAME_TYPES = new Map([
  ['call:incoming', 'call_invitation'],
  ['call:accepted', 'call_answer'],
  ['call:offer', 'call_invitation'],
  ['call:answer', 'call_answer'],
  ['call:ice-candidate', 'ice_candidate'],
  ['call:declined', 'call_declined'],
  ['call:ended', 'call_ended'],
  ['call:elsewhere', 'call_ended'],
  ['call:error', 'error'],
]);

/** Fields that the events have names of their own for, or that the server knows better. The rest is `extra`. */
const NAMED = new Set([
  ...[
    'type',
    'call_id',
    'conversation_id',
    'call_type',
    'offer',
    'answer',
    'candidates',
    'reason',
    'message',
  ],
  ...['from_profile_id', 'from_name', 'to_profile_id', 'to_profile_type'],
]);

const ERRORS = new Set([
  ...['offline', 'busy', 'not_found', 'forbidden', 'invalid', 'too_large', 'rate_limited', 'expired'],
]);

/**
 * Frames ↔ the events of demo/backends/express-socketio. What the events have no field for (`party_id`, `seq`, `purpose`, …) travels in
 * `extra`: a server that passes it on gets repeats and recovery, one that drops it still carries the call.
 */
export class EventCodec implements Codec {
  /** Whom the page talks to: where the type of an id comes from before anything was sent to it. */
  peer: () => Profile | null = () => null;
  private calls: readonly KnownCall[] = [];
  private readonly types = new Map<string, string>();

  encode(frame: Frame): string {
    return JSON.stringify('to_profile_id' in frame ? this.events(frame) : []);
  }

  decode(text: string): readonly (Frame | ProtocolError)[] {
    const events: unknown = JSON.parse(text);
    return Array.isArray(events) ? events.flatMap((event: unknown) => this.frames(event)) : [];
  }

  private events(frame: RoutedFrame): SocketEvent[] {
    this.types.set(frame.to_profile_id, frame.to_profile_type);
    if (!('call_id' in frame) || frame.call_id === undefined) return [];
    const known = this.find(frame.call_id);
    const booking = known?.booking ?? frame.conversation_id ?? '';
    const extra = Object.fromEntries(Object.entries(frame).filter(([name]) => !NAMED.has(name)));
    const head = { bookingId: booking, callId: frame.call_id, to: frame.to_profile_id, extra };
    const events = eventsOf(frame, known !== undefined).map(([name, payload]): SocketEvent => [
      name,
      { ...head, ...payload },
    ]);
    const over = events.some(([name]) => name === 'call:end' || name === 'call:decline');
    this.remember({ id: frame.call_id, booking, peer: frame.to_profile_id, over });
    return events;
  }

  private frames(event: unknown): (Frame | ProtocolError)[] {
    const [name, payload] = Array.isArray(event) ? (event as unknown[]) : [];
    const type = FRAME_TYPES.get(String(name));
    if (!type) return [];
    if (typeof payload !== 'object' || payload === null)
      return [new ProtocolError('malformed', String(name))];
    const booking = idIn(payload, 'bookingId');
    const given = idIn(payload, 'callId');
    const known = given
      ? this.find(given)
      : this.calls.find((call) => call.booking === booking && !call.over);
    // A server that drops `callId`: the id holds on this side only.
    const id = given || known?.id || (name === 'call:incoming' ? crypto.randomUUID() : '');
    if (type === 'error') return [parseFrame({ type, code: errorCode(own(payload, 'error')), call_id: id })];
    const peer = idIn(payload, 'from') || known?.peer || '';
    const frame = parseFrame(this.wire(String(name), type, payload, { id, booking, peer }));
    if (!(frame instanceof Error) && id) {
      const over = name === 'call:ended' || name === 'call:declined';
      this.remember({ id, booking: booking || known?.booking || '', peer, over });
    }
    return [frame];
  }

  /** As a frame would look on the profile socket. What has a name of its own is never taken from `extra`. */
  private wire(name: string, type: string, payload: object, call: Omit<KnownCall, 'over'>): object {
    const extra = own(payload, 'extra');
    const more = typeof extra === 'object' ? extra : null;
    const said = more && own(more, 'from_profile_type');
    return {
      // An offer never rings here, whatever its sender thinks of it.
      ...(name === 'call:offer' ? { purpose: 'renegotiate' } : {}),
      ...more,
      type,
      call_id: call.id,
      conversation_id: call.booking,
      from_profile_id: call.peer,
      from_profile_type: this.typeOf(call.peer, said),
      from_name: own(payload, 'fromName'),
      call_type: own(payload, 'callType') ?? 'voice',
      offer: name === 'call:offer' ? own(payload, 'offer') : null,
      answer: name === 'call:answer' ? own(payload, 'answer') : null,
      candidates: [own(payload, 'candidate')],
      reason: own(payload, 'reason'),
      message: own(payload, 'message'),
    };
  }

  /** Ids are the identity here; the type only has to be the same in every frame, and the page's own where it has one. */
  private typeOf(id: string, said: unknown): string {
    const peer = this.peer();
    const page = peer?.id === id ? peer.type : '';
    const type = this.types.get(id) || page || (typeof said === 'string' && said) || 'user';
    this.types.set(id, type);
    return type;
  }

  private find(id: string): KnownCall | undefined {
    return this.calls.find((call) => call.id === id);
  }

  private remember(call: KnownCall): void {
    const others = this.calls.filter(({ id }) => id !== call.id);
    const over = call.over || (this.find(call.id)?.over ?? false);
    this.calls = [{ ...call, over }, ...others].slice(0, MAX_CALLS);
  }
}

type Said = readonly [name: string, fields: object];

/** The events of a frame, and their own fields. `known`: the call has been started, so an offer belongs to it. */
function eventsOf(frame: RoutedFrame, known: boolean): readonly Said[] {
  if (!isCall(frame)) return [];
  switch (frame.type) {
    case 'call_invitation': {
      const { offer, call_type: callType, purpose } = frame;
      return [offer && (known || purpose) ? ['call:offer', { offer }] : ['call:start', { callType }]];
    }
    case 'call_answer':
      return [frame.answer ? ['call:answer', { answer: frame.answer }] : ['call:accept', {}]];
    case 'ice_candidate':
      return frame.candidates.map((candidate): Said => ['call:ice-candidate', { candidate }]);
    case 'call_declined':
      return [['call:decline', { reason: frame.reason, message: frame.message }]];
    case 'call_ended':
      return [[/elsewhere$/.test(frame.reason) ? 'call:elsewhere' : 'call:end', { reason: frame.reason }]];
    case 'call_ringing':
    case 'media_state':
      return [];
  }
}

function isCall(frame: RoutedFrame): frame is RoutedFrame<CallBody> {
  return 'call_id' in frame;
}

/** An id as text, `''` when there is none. What else stands there is refused when the frame is parsed. */
function idIn(payload: object, key: string): string {
  const value = own(payload, key);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A named error, or the server's own words for one. */
function errorCode(error: unknown): string {
  const text = String(error);
  if (ERRORS.has(text)) return text;
  return /offline|unavailable|not connected/i.test(text) ? 'offline' : 'invalid';
}
