import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { sameProfile, type Profile } from '../protocol/identity.js';
import { profileOf } from './http.js';
import type { RelayOptions } from './options.js';
import type { OriginCheck } from './origins.js';

/**
 * Who may come in: a profile; an HTTP status to refuse with; or `unauthorized`, which is told after the handshake,
 * as a close code, because a browser's page never learns the status of a failed one.
 */
export type Admission = Profile | number | 'unauthorized';

export async function admit(
  request: IncomingMessage,
  isAllowed: OriginCheck,
  authenticate: RelayOptions['authenticate'],
): Promise<Admission> {
  const claimed = profileOf(request.url);
  if (!claimed) return 404;
  if (!isAllowed(request)) return 403;
  if (!authenticate) return claimed;
  try {
    const profile = await authenticate(request, claimed);
    if (!profile) return 'unauthorized';
    return sameProfile(profile, claimed) ? profile : 403;
  } catch {
    return 503;
  }
}

/** Ends a handshake that never becomes a WebSocket. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  // the other side need not close its half: ours is the end
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
