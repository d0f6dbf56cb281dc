import { parseText, serializeFrame } from '../../protocol/parse-frame.js';
import { openAuto } from '../transports/auto.js';
import type { Dialect } from '../types.js';

/** The default: our own frames as JSON, one a message, over the site's profile socket or, where none opens, over HTTP. */
export const profileDialect: Dialect = {
  name: 'profile',
  openTransport: openAuto,
  codec: { decode: (text) => [parseText(text)], encode: serializeFrame },
};
