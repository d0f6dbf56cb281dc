import { readAttachments } from '../protocol/attachments.js';
import { ProtocolError } from '../protocol/errors.js';
import { serverFields } from '../protocol/frame-shapes.js';
import type { Frame, SyncFrame } from '../protocol/frames.js';
import type { Profile, ProfileRef } from '../protocol/identity.js';
import { inspectValue } from '../protocol/inspect-value.js';
import { MAX_FRAME_BYTES, MAX_NAME_CHARS, MAX_URL_CHARS } from '../protocol/limits.js';
import { parseFrame } from '../protocol/parse-frame.js';
import { id, line, optional, orElse, own, plain } from '../protocol/schema.js';
import { byteLength } from '../protocol/text.js';

/** What came, as far as it could be read: enough for an answer and a log line, also when it is refused. */
export interface CheckedText {
  readonly type: string;
  readonly callId: string | undefined;
  /** What an answer refers to: the change, the message, or the sender's number of the frame. */
  readonly ref: string | undefined;
  readonly outcome: ProtocolError | RoutedText | SyncFrame | 'ping' | 'pong' | 'conversations';
}

export interface RoutedText {
  readonly to: ProfileRef;
  /** What is passed on: every field that came, with the sender's stamped over it. */
  readonly text: string;
  /** `null` for a type that is not known here and forwarded all the same. */
  readonly frame: Frame | null;
}

const readId = orElse(optional(id), undefined);
const readName = line(MAX_NAME_CHARS);
const readAvatar = orElse(optional(plain(MAX_URL_CHARS)), undefined);

/** Never throws. `now` is the server's time, in milliseconds since the epoch. */
export function checkText(text: string, sender: Profile, now: number): CheckedText {
  const value = parseJson(text);
  const fault = value instanceof ProtocolError ? value : inspectValue(value);
  if (fault || !isRecord(value)) {
    const outcome = fault ?? new ProtocolError('malformed', 'frame');
    return { type: 'unknown', callId: undefined, ref: undefined, outcome };
  }
  const named = own(value, 'type');
  const type = typeof named === 'string' && /^[\w.:-]{1,64}$/.test(named) ? named : null;
  return {
    type: type ?? 'unknown',
    callId: readId(own(value, 'call_id'), ''),
    ref: ['change_id', 'message_id', 'seq'].map((name) => readId(own(value, name), '')).find(Boolean),
    outcome: type ? address(value, type, sender, now) : new ProtocolError('invalid_field', 'type'),
  };
}

function address(
  value: Record<string, unknown>,
  type: string,
  sender: Profile,
  now: number,
): CheckedText['outcome'] {
  if (type === 'ping' || type === 'pong' || type === 'conversations') return type;
  if (type === 'sync') {
    const asked = parseFrame(value);
    return asked instanceof ProtocolError || asked.type !== 'sync' ? invalid('sync') : asked;
  }
  // only the server says these: passed on, one client could speak to another in its name
  if (Object.hasOwn(serverFields, type)) return invalid('type');
  const to = { id: readId(own(value, 'to_profile_id'), ''), type: readId(own(value, 'to_profile_type'), '') };
  if (!to.id || !to.type) return invalid(to.id ? 'to_profile_type' : 'to_profile_id');

  const stamped = stamp(value, sender);
  const frame = parseFrame(stamped);
  const isUnknown = frame instanceof ProtocolError && frame.code === 'unknown_type';
  if (frame instanceof ProtocolError && !isUnknown) return frame;
  const files = type === 'chat_message' ? readAttachments(own(value, 'attachments')) : [];
  if (files instanceof ProtocolError) return files;
  if (type === 'call_invitation') stamped['sent_at'] = now;
  const text = JSON.stringify(stamped);
  if (byteLength(text) > MAX_FRAME_BYTES) return new ProtocolError('too_large', type);
  return { to: { id: to.id, type: to.type }, text, frame: frame instanceof ProtocolError ? null : frame };
}

const invalid = (field: string): ProtocolError => new ProtocolError('invalid_field', field);

/** Who it is from is what the server knows, not what the client says; a name that only the client knows is cleaned. */
function stamp(value: Record<string, unknown>, sender: Profile): Record<string, unknown> {
  // a place in the order is the server's to give
  const { from_name, from_avatar, cursor: _cursor, ...rest } = value;
  const name = sender.name ?? readName(from_name, '');
  const avatar = sender.avatar ?? readAvatar(from_avatar, '');
  return {
    ...rest,
    from_profile_id: sender.id,
    from_profile_type: sender.type,
    ...(name && { from_name: name }),
    ...(avatar && { from_avatar: avatar }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return new ProtocolError('malformed', 'json');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
