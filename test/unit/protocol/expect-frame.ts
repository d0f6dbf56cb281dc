import assert from 'node:assert/strict';
import { ProtocolError, type ProtocolErrorCode } from '../../../src/protocol/errors.js';
import type { Frame } from '../../../src/protocol/frames.js';
import { parseFrame } from '../../../src/protocol/parse-frame.js';

/** The frame that the value is, as the given type. */
export function accepted<T extends Frame['type']>(type: T, value: unknown): Extract<Frame, { type: T }> {
  const frame = parseFrame(value);
  if (frame instanceof ProtocolError) throw frame;
  assert.equal(frame.type, type);
  return frame as Extract<Frame, { type: T }>;
}

export function assertRefused(result: unknown, code: ProtocolErrorCode, where?: string): void {
  assert.ok(result instanceof ProtocolError, `was accepted: ${JSON.stringify(result)?.slice(0, 200)}`);
  assert.equal(result.code, code);
  if (where !== undefined) assert.equal(result.where, where);
}
