import { ProtocolError } from './errors.js';
import { envelopeFields, routedFields, serverFields } from './frame-shapes.js';
import type { Frame } from './frames.js';
import { inspectValue } from './inspect-value.js';
import { MAX_FRAME_BYTES } from './limits.js';
import { own, shaped, type Reader } from './schema.js';
import { byteLength } from './text.js';
import { fromWire, toWire } from './wire-forms.js';

const readers = new Map<string, Reader<object>>([
  ...Object.entries(routedFields).map(([type, fields]) => reader(type, { ...envelopeFields, ...fields })),
  ...Object.entries(serverFields).map(([type, fields]) => reader(type, fields)),
]);

function reader(type: string, fields: object): [string, Reader<object>] {
  return [type, shaped(fields)];
}

/**
 * A value from outside (parsed JSON, or a message of another tab) → a frame with known fields only, or why not.
 * Never throws, whatever the value is; a Frame parses to an equal Frame.
 */
export function parseFrame(value: unknown): Frame | ProtocolError {
  try {
    return inspectValue(value) ?? read(value);
  } catch (error) {
    return error instanceof ProtocolError ? error : new ProtocolError('malformed', 'frame');
  }
}

/** As `parseFrame`, for one text frame of a socket. */
export function parseText(text: string): Frame | ProtocolError {
  try {
    if (text.length > MAX_FRAME_BYTES || byteLength(text) > MAX_FRAME_BYTES)
      return new ProtocolError('too_large', 'frame');
    return parseFrame(JSON.parse(text));
  } catch {
    return new ProtocolError('malformed', 'json');
  }
}

/** The frame as it travels. Whatever `parseFrame` gave is at most 64 KiB here too. */
export function serializeFrame(frame: Frame): string {
  return JSON.stringify(toWire(frame));
}

function read(value: unknown): Frame | ProtocolError {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new ProtocolError('malformed', 'frame');
  const type = own(value, 'type');
  if (typeof type !== 'string') return new ProtocolError('invalid_field', 'type');
  const readFields = readers.get(type);
  if (!readFields) return new ProtocolError('unknown_type', /^[\w.:-]{1,40}$/.test(type) ? type : 'type');
  const frame = { type, ...readFields(fromWire(type, value), '') } as Frame;
  return byteLength(serializeFrame(frame)) > MAX_FRAME_BYTES ? new ProtocolError('too_large', type) : frame;
}
