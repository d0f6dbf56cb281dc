import type { ProfileRef } from '../../protocol/identity.js';
import { own } from '../../protocol/schema.js';
import { wireText } from '../wire-text.js';

/** A signal as the back end gives it. */
export interface Signal {
  readonly id: number;
  /** Id of the one before it for the same reader, where it was pushed. */
  readonly previous?: number;
  readonly type: string;
  readonly payload: object;
  readonly sender_id: string;
  readonly sender_name: string;
}

/** What is said in a signal; what is not a call is the site's own here. */
const SIGNAL_TYPES: Readonly<Record<string, string>> = {
  call_invitation: 'webrtc.offer',
  call_answer: 'webrtc.answer',
  ice_candidate: 'webrtc.ice',
  call_declined: 'webrtc.end',
  call_ended: 'webrtc.end',
};
const FRAME_TYPES: Readonly<Record<string, string>> = {
  'webrtc.offer': 'call_invitation',
  'webrtc.answer': 'call_answer',
  'webrtc.ice': 'ice_candidate',
};
/** Reasons by which a callee declines, in an end that does not say which it is. */
const DECLINES = /^(declined|busy|unsupported|no_media)$/;

/** Type and payload of a frame in its wire form; `null`: there is no signal for it. The sender is the back end's to say. */
export function toSignal(
  wire: Readonly<Record<string, unknown>>,
): { readonly type: string; readonly payload: object } | null {
  const frameType = String(wire['type']);
  const type = Object.hasOwn(SIGNAL_TYPES, frameType) ? SIGNAL_TYPES[frameType] : undefined;
  if (!type) return null;
  const fields = Object.entries(wire).filter(([name]) => !name.startsWith('from_') && name !== 'type');
  const payload = Object.fromEntries(fields);
  return { type, payload: type === 'webrtc.end' ? { ...payload, frame: frameType } : payload };
}

/** The wire form of the frame that a signal carries; `null`: none, or not for this reader. */
export function fromSignal(
  { type, payload, sender_id, sender_name }: Signal,
  self: ProfileRef,
  typeOf: (id: string) => string,
): object | null {
  const to = wireText(own(payload, 'to_profile_id'));
  if (sender_id === self.id || (to !== '' && to !== self.id)) return null;
  const ends = type === 'webrtc.end' ? endType(payload) : undefined;
  const frameType = ends ?? (Object.hasOwn(FRAME_TYPES, type) ? FRAME_TYPES[type] : undefined);
  if (!frameType) return null;
  return {
    ...payload,
    type: frameType,
    from_profile_id: sender_id,
    from_profile_type: typeOf(sender_id),
    from_name: sender_name,
    to_profile_id: self.id,
    to_profile_type: self.type,
  };
}

function endType(payload: object): string {
  const said = own(payload, 'frame');
  if (said === 'call_declined' || said === 'call_ended') return said;
  return DECLINES.test(wireText(own(payload, 'reason'))) ? 'call_declined' : 'call_ended';
}

/** The signals of an answer that can be read; ids may come as texts. */
export function readSignals(value: unknown): Signal[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    const signal = readSignal(item);
    return signal ? [signal] : [];
  });
}

export function readSignal(value: unknown): Signal | null {
  if (typeof value !== 'object' || value === null) return null;
  const payload = own(value, 'payload');
  const id = Number(own(value, 'id'));
  const type = own(value, 'type');
  if (typeof payload !== 'object' || payload === null || !Number.isFinite(id) || typeof type !== 'string')
    return null;
  const previous = own(value, 'previous');
  return {
    ...{ id, type, payload },
    sender_id: wireText(own(value, 'sender_id')),
    sender_name: wireText(own(value, 'sender_name')),
    ...(typeof previous === 'number' && { previous }),
  };
}

/** How descriptions may come compressed: the value of `accepts` in a payload, which older clients pass over. */
export const DEFLATE = 'deflate-raw';

/** Not in browsers before 2023. */
export function canInflate(): boolean {
  try {
    return !!new DecompressionStream(DEFLATE);
  } catch {
    return false;
  }
}

/** The offer or the answer of a payload, with its key; `null`: none. */
export function describedIn(payload: object): { readonly key: string; readonly description: object } | null {
  for (const key of ['offer', 'answer']) {
    const description = own(payload, key);
    if (typeof description === 'object' && description) return { key, description };
  }
  return null;
}

/** The compressed description of a payload as base64; `''`: it has none. */
export function packedIn(payload: object): string {
  const found = describedIn(payload);
  return found ? wireText(own(found.description, 'deflated')) : '';
}
