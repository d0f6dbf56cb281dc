export type ProtocolErrorCode =
  | 'malformed' // not JSON, not an object
  | 'unknown_type'
  | 'invalid_field'
  | 'too_large'
  | 'forbidden_key'; // __proto__, constructor, prototype at any depth

/** A frame that was refused. Carries where, never what: no message body, SDP or address. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  constructor(
    readonly code: ProtocolErrorCode,
    /** Path of the field, as `offer.sdp`, or the frame type. */
    readonly where: string,
  ) {
    super(`${code} at ${where}`);
  }
}
