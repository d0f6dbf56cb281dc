import { parseText } from '../../protocol/parse-frame.js';
import { csrfNames } from '../transports/csrf.js';
import type { Dialect } from '../types.js';
import { CallBook } from './channels-calls.js';
import { ChannelsTransport } from './channels-transport.js';
import { Gathering } from './gathering.js';

/**
 * Django Channels: a socket for all of the site's notifications, one for the chat on the screen, and a view that names
 * each call (docs/protocol.md, section 9). One for each session: it remembers the session's calls.
 */
export function createChannelsDialect(choice = ''): Dialect {
  let transport: ChannelsTransport | undefined;
  let book: CallBook | undefined;
  const memory = {
    names: csrfNames(choice),
    gathering: new Gathering((frame) => transport?.transmit(frame)),
    types: new Map<string, string>(),
  };
  return {
    name: 'channels',
    // Between codec and transport, frames are as they are above: what they become needs requests, and takes time.
    codec: { decode: (text) => [parseText(text)], encode: (frame) => JSON.stringify(frame) },
    openTransport: (endpoint, handlers) => {
      book ??= new CallBook(endpoint.self);
      transport = new ChannelsTransport(endpoint, handlers, { ...memory, book });
      return transport;
    },
  };
}
