import { parseText, serializeFrame } from '../../protocol/parse-frame.js';
import { openWebSocket } from '../transports/websocket.js';
import type { Dialect } from '../types.js';

/** The default: our own frames as JSON, one a message, over the site's profile socket. */
export const profileDialect: Dialect = {
  name: 'profile',
  openTransport: openWebSocket,
  codec: { decode: (text) => [parseText(text)], encode: serializeFrame },
};
