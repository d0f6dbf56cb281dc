import type { CallBody, CallKind, Frame, RoutedFrame } from '../../protocol/frames.js';
import type { ProfileRef } from '../../protocol/identity.js';
import { own } from '../../protocol/schema.js';
import type { BookedCall, CallBook } from './channels-calls.js';

/** What a message needs besides itself to be understood. */
export interface Reading {
  readonly book: CallBook;
  readonly self: ProfileRef;
  /** Types are not sent. */
  readonly typeOf: (profileId: string) => string;
}

/** Fields that the messages have names of their own for, or that hold on this side only. The rest is `extra`. */
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
  ...['from_profile_id', 'from_profile_type', 'from_name', 'from_avatar', 'to_profile_id', 'to_profile_type'],
  'replaces',
]);

/** Reasons of a `call.end` by which a callee declines. */
const DECLINES = new Set(['declined', 'busy', 'unsupported', 'no_media']);

export type CallFrame = RoutedFrame<CallBody> & { readonly call_id: string };

export function isCallFrame(frame: Frame): frame is CallFrame {
  return 'to_profile_id' in frame && 'call_id' in frame;
}

/**
 * The message of a frame; `null`: this back end has none for it. What the messages have no field for (`party_id`, `seq`,
 * `purpose`, …) travels in `extra`: a back end that passes it on gets repeats and recovery, one that drops it still
 * carries the call.
 */
export function toMessage(frame: CallFrame, call: BookedCall): object | null {
  const extra = Object.fromEntries(Object.entries(frame).filter(([name]) => !NAMED.has(name)));
  const conversation = call.conversation ? { conversation_id: call.conversation } : {};
  const head = { call_id: call.server, ...conversation, extra };
  const sender = frame.from_profile_id;
  switch (frame.type) {
    case 'call_invitation': {
      const { call_type, offer, from_name = '' } = frame;
      const caller = { caller_id: sender, caller_username: from_name };
      return offer && { type: 'call.offer', ...head, call_type, ...caller, offer };
    }
    case 'call_answer':
      // Without an answer it asks for the offer once more; a client that waits for an answer passes over it.
      return { type: 'call.answer', ...head, answer: frame.answer, receiver_id: sender };
    case 'ice_candidate':
      return { type: 'call.ice', ...head, candidates: frame.candidates, sender_id: sender };
    case 'call_declined':
      return { type: 'call.end', ...head, reason: frame.reason, message: frame.message, sender_id: sender };
    case 'call_ended':
      // A back end, and older clients, would take it for the end of the call.
      if (frame.reason === 'answered_elsewhere') return null;
      return { type: 'call.end', ...head, reason: frame.reason, sender_id: sender };
    case 'call_ringing':
    case 'media_state':
      return null;
  }
}

/** Both spellings, `call_offer` and `call.offer`. */
export function typeOf(message: object): string {
  return String(own(message, 'type')).replaceAll('_', '.');
}

/** The frame of a message, as it would look on the profile socket; `null`: none of a call, or not for this page. */
export function fromMessage(message: object, reading: Reading): object | null {
  switch (typeOf(message)) {
    case 'notification.created':
      return notified(objectIn(message, 'payload'), reading);
    case 'call.incoming':
      return incoming(message, reading);
    case 'call.offer':
      return offered(message, reading);
    case 'call.answer':
      return answered(message, reading);
    case 'call.ice':
      return candidates(message, reading);
    case 'call.end':
      return ended(message, reading);
    case 'error':
      return refused(message, reading);
    default:
      return null;
  }
}

/** A site's notification about a call; without the call's id it cannot be answered, and only `call.incoming` rings. */
function notified(payload: object, reading: Reading): object | null {
  const [, kind] = /^incoming_(voice|video)_call$/.exec(String(own(payload, 'verb'))) ?? [];
  const data = objectIn(payload, 'data');
  const actor = objectIn(payload, 'actor');
  const id = idIn(payload, 'call_id') || idIn(data, 'call_id') || idIn(objectIn(payload, 'call'), 'id');
  const caller = idIn(payload, 'caller_id') || idIn(data, 'caller_id') || idIn(actor, 'id');
  const name = own(payload, 'caller_username') ?? own(data, 'caller_username') ?? own(actor, 'username');
  if (!kind || !caller) return null;
  return incoming({ call_id: id, caller_id: caller, caller_username: name, call_type: kind }, reading);
}

/** Rings, once: what comes after it about the same call does not. */
function incoming(message: object, reading: Reading): object | null {
  if (reading.book.byServer(idIn(message, 'call_id'))) return null;
  return invitation(message, reading, null);
}

function offered(message: object, reading: Reading): object | null {
  return invitation(message, reading, own(message, 'offer'));
}

function invitation(message: object, { book, self, typeOf }: Reading, offer: unknown): object | null {
  const server = idIn(message, 'call_id');
  const caller = idIn(message, 'caller_id');
  const receiver = idIn(message, 'receiver_id') || self.id;
  if (!server || !caller || caller === self.id || receiver !== self.id) return null;
  const call = book.byServer(server) ?? book.ring(server, caller, kindIn(message));
  if (!call.peer) return null;
  remember(message, call, book);
  return {
    ...objectIn(message, 'extra'),
    ...head(call, typeOf, caller),
    type: 'call_invitation',
    from_name: own(message, 'caller_username'),
    call_type: own(message, 'call_type') ?? call.kind,
    offer,
  };
}

function answered(message: object, { book, self, typeOf }: Reading): object | null {
  const call = book.byServer(idIn(message, 'call_id'));
  const answer = own(message, 'answer') ?? null;
  if (!call) return null;
  remember(message, call, book);
  if (idIn(message, 'receiver_id') === self.id) {
    // An echo of ours, or another device of this person has answered.
    if (call.outgoing || call.answered || answer === null) return null;
    return { ...head(call, typeOf), type: 'call_ended', reason: 'answered_elsewhere' };
  }
  if (answer !== null) call.answered = true;
  return { ...objectIn(message, 'extra'), ...head(call, typeOf), type: 'call_answer', answer };
}

function candidates(message: object, { book, self, typeOf }: Reading): object | null {
  const call = book.byServer(idIn(message, 'call_id'));
  if (!call || idIn(message, 'sender_id') === self.id) return null;
  const list = own(message, 'candidates') ?? [own(message, 'candidate')];
  const extra = objectIn(message, 'extra');
  return { ...extra, ...head(call, typeOf), type: 'ice_candidate', candidates: list };
}

/** `call.end` is all there is: whether a callee declines or a caller goes lies in its reason, or in who has the call. */
function ended(message: object, { book, self, typeOf }: Reading): object | null {
  const server = idIn(message, 'call_id');
  const call = book.byServer(server);
  if (!call) return server ? (book.bury(server), null) : null;
  if (!call.peer || idIn(message, 'sender_id') === self.id) return null;
  book.end(call);
  const reason = idIn(message, 'reason') || (call.outgoing && !call.answered ? 'declined' : 'hangup');
  const frame = { ...objectIn(message, 'extra'), ...head(call, typeOf) };
  if (!DECLINES.has(reason)) return { ...frame, type: 'call_ended', reason };
  if (!call.outgoing) return { ...frame, type: 'call_ended', reason: 'declined_elsewhere' };
  return { ...frame, type: 'call_declined', reason, message: own(message, 'message') };
}

function refused(message: object, { book }: Reading): object | null {
  const call = book.byServer(idIn(message, 'call_id'));
  const about = call ? { call_id: call.local } : {};
  return { type: 'error', code: own(message, 'code'), message: own(message, 'message'), ...about };
}

function head(call: BookedCall, typeOf: Reading['typeOf'], from = call.peer): object {
  return { call_id: call.local, from_profile_id: from, from_profile_type: typeOf(from) };
}

function remember(message: object, call: BookedCall, book: CallBook): void {
  const conversation = idIn(message, 'conversation_id');
  if (!conversation || conversation === call.conversation) return;
  call.conversation = conversation;
  book.save();
}

function kindIn(message: object): CallKind {
  return own(message, 'call_type') === 'video' ? 'video' : 'voice';
}

function objectIn(message: object, key: string): object {
  const value = own(message, key);
  return typeof value === 'object' && value !== null ? value : {};
}

/** An id as text, `''` when there is none. */
export function idIn(message: object, key: string): string {
  const value = own(message, key);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
