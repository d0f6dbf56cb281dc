import { ProtocolError } from './errors.js';
import type { Attachment } from './frames.js';
import { MAX_ATTACHMENTS, MAX_NAME_CHARS, MAX_URL_CHARS, MAX_WAVEFORM } from './limits.js';
import { count, line, listOf, optional, plain, refuse, shaped, type Reader } from './schema.js';

/** A place on a web server and nothing else: what a browser would run, and what hides where it leads, is refused. */
const address: Reader<string> = (value, where) => {
  const url = plain(MAX_URL_CHARS)(value, where);
  return /^https?:\/\/[^\s/?#@\\]+([/?#]|$)/i.test(url) ? url : refuse(where);
};

const type: Reader<string> = (value, where) =>
  typeof value === 'string' && /^[a-z]+\/[\w.+-]{1,100}$/i.test(value) ? value.toLowerCase() : refuse(where);

/** One file of a message. */
export const attachment = shaped<Attachment>({
  url: address,
  name: (value, where) => line(MAX_NAME_CHARS)(value, where) ?? 'file',
  size: count,
  type,
  width: optional(count),
  height: optional(count),
  duration: optional(count),
  waveform: optional(listOf(count, MAX_WAVEFORM)),
});

const list = optional(listOf(attachment, MAX_ATTACHMENTS));

/** The files of a message, or a ProtocolError: one that is wrong makes all of them wrong. Throws nothing. */
export function readAttachments(value: unknown): readonly Attachment[] | ProtocolError {
  try {
    return list(value, 'attachments') ?? [];
  } catch (error) {
    return error instanceof ProtocolError ? error : new ProtocolError('malformed', 'attachments');
  }
}
