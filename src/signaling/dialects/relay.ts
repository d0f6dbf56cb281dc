import { parseText, serializeFrame } from '../../protocol/parse-frame.js';
import { csrfNames, optionOf } from '../transports/csrf.js';
import type { Dialect } from '../types.js';
import { createRelayMemory, RelayTransport } from './relay-transport.js';

/**
 * Signals that a back end stores and pages fetch (docs/protocol.md, section 8; demo/backends/django-relay). One for each
 * session: it remembers what it has seen and stored.
 */
export function createRelayDialect(choice = ''): Dialect {
  const memory = createRelayMemory(csrfNames(choice), optionOf(choice, 'poll'));
  return {
    name: 'relay',
    // Between codec and transport, texts are those of the profile dialect: what they become needs requests.
    codec: { decode: (text) => [parseText(text)], encode: serializeFrame },
    openTransport: (endpoint, handlers) => new RelayTransport(endpoint, handlers, memory),
  };
}
