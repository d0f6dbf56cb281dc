import type { IncomingMessage } from 'node:http';

/** As `readBytes`, as text. */
export async function readBody(request: IncomingMessage, max: number): Promise<string | null> {
  return (await readBytes(request, max))?.toString('utf8') ?? null;
}

/** What a request carries; `null` when it is longer than `max` bytes, and then the rest is not read. */
export async function readBytes(request: IncomingMessage, max: number): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  // the request stays whole when we stop: it is still to be answered
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  for await (const part of chunks) {
    bytes += part.length;
    if (bytes > max) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
