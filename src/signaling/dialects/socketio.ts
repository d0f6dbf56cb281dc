import { openSocketIo } from '../transports/socketio.js';
import type { Dialect } from '../types.js';
import { EventCodec } from './socketio-codec.js';

/**
 * Socket.IO with a room per user and a booking per conversation (demo/backends/express-socketio). One for each session:
 * it remembers the session's calls and the types of its peers, which the back end does not send.
 */
export function createSocketIoDialect(): Dialect {
  const codec = new EventCodec();
  return {
    name: 'socketio',
    offerAfterAcceptance: true,
    codec,
    openTransport: (endpoint, handlers) => {
      codec.peer = endpoint.peer ?? codec.peer;
      return openSocketIo(endpoint, handlers);
    },
  };
}
