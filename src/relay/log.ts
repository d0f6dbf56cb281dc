import type { ProfileRef } from '../protocol/identity.js';

/**
 * A frame's way, one line a step: `receive` (it came and is valid), `route` (so many sockets are for it), `deliver` (so
 * many took it), `error`. `socket` tells who came and went, `server` what the process does.
 */
export type LogStep = 'receive' | 'route' | 'deliver' | 'error' | 'socket' | 'server';

/** Codes, ids and counts only: never a message body, SDP, network address or token. */
export interface LogFields {
  readonly call_id?: string | undefined;
  readonly type?: string | undefined;
  readonly from?: ProfileRef | undefined;
  readonly to?: ProfileRef | undefined;
  /** Sockets that a frame was routed or delivered to. */
  readonly sockets?: number | undefined;
  /** An error code of the wire, a close code, or an HTTP status. */
  readonly code?: string | number | undefined;
  /** What carries a connection: `websocket`, `sse` or `polling`. */
  readonly transport?: string | undefined;
  /** The field that was wrong, or what happened. */
  readonly what?: string | undefined;
}

export type Log = (step: LogStep, fields: LogFields) => void;

/**
 * Lines such as `[relay.route] call_id=c1 type=call_answer from=student/7 to=tutor/1 sockets=1`: one call is
 * `grep 'call_id=c1 '`, one profile `grep 'student/7'`, all trouble `grep -F '[relay.error]'`.
 */
export function createLog(write: (line: string) => void): Log {
  return (step, fields) => {
    const parts = Object.entries(fields).flatMap(([key, value]) =>
      value === undefined
        ? []
        : [`${key}=${typeof value === 'object' ? profileText(value as ProfileRef) : quote(String(value))}`],
    );
    write(`[relay.${step}] ${parts.join(' ')}`);
  };
}

/** `type/id`, percent-encoded, so that neither can pretend to be another profile or a new line. */
function profileText(profile: ProfileRef): string {
  return `${encodeURIComponent(profile.type)}/${encodeURIComponent(profile.id)}`;
}

/** Plain words as they are; anything else as a JSON string with every character that could end or turn the line escaped. */
function quote(text: string): string {
  if (/^[\w.:@+-]+$/.test(text)) return text;
  return JSON.stringify(text.slice(0, 300)).replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
