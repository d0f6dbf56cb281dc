import type { IncomingMessage } from 'node:http';

/** The text of a request; `null` when it is longer than `max` bytes, and then the rest is not read. */
export async function readBody(request: IncomingMessage, max: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  // the request stays whole when we stop: it is still to be answered
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const part of chunks) {
    bytes += part.length;
    if (bytes > max) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
