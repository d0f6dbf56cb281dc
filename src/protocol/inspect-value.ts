import { ProtocolError } from './errors.js';
import { MAX_DEPTH, MAX_FRAME_BYTES } from './limits.js';
import { byteLength } from './text.js';

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What must hold for any value from outside before a field of it is read, known frame or not: size, depth and keys.
 * Every part costs at least a byte of the frame's size, so a cyclic or shared structure ends too.
 */
export function inspectValue(value: unknown): ProtocolError | null {
  let bytes = 0;
  const visit = (part: unknown, depth: number): ProtocolError | null => {
    bytes += typeof part === 'string' ? textCost(part) : 1;
    if (bytes > MAX_FRAME_BYTES) return new ProtocolError('too_large', 'frame');
    if (typeof part !== 'object' || part === null) return null;
    if (depth === MAX_DEPTH) return new ProtocolError('malformed', 'depth');
    for (const [key, child] of Object.entries(part)) {
      if (!Array.isArray(part)) bytes += textCost(key);
      if (FORBIDDEN.has(key)) return new ProtocolError('forbidden_key', key);
      const error = visit(child, depth + 1);
      if (error) return error;
    }
    return null;
  };
  return visit(value, 0);
}

/** A text that is too long in characters is too long in bytes: no need to count them. */
function textCost(text: string): number {
  return text.length > MAX_FRAME_BYTES ? text.length : byteLength(text);
}
