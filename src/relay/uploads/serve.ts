import type { IncomingMessage, ServerResponse } from 'node:http';
import { isInline } from './sniff.js';
import type { StoredFile } from './store.js';

/**
 * Gives a file. Whatever it holds, it cannot act: its type is not guessed, it may not run or load anything, it has no
 * origin, and what a browser would open is saved instead.
 * @param save to be saved, also where it could be shown
 */
export function serveFile(
  { headers, method }: IncomingMessage,
  response: ServerResponse,
  { bytes, name, type }: StoredFile,
  save: boolean,
): void {
  const shown = isInline(type) && !save;
  response.setHeader('content-type', type.startsWith('text/') ? `${type}; charset=utf-8` : type);
  response.setHeader(
    'content-disposition',
    `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${inHeader(name)}`,
  );
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', "default-src 'none'; sandbox");
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
  // it is never another; but what only its address protects has no place in a shared cache
  response.setHeader('cache-control', 'private, max-age=31536000, immutable');
  response.setHeader('accept-ranges', 'bytes');
  const range = rangeOf(headers.range, bytes.length);
  if (range === null) {
    response.setHeader('content-range', `bytes */${bytes.length}`);
    response.writeHead(416).end();
    return;
  }
  const [from, to] = range ?? [0, bytes.length - 1];
  if (range) response.setHeader('content-range', `bytes ${from}-${to}/${bytes.length}`);
  response.writeHead(range ? 206 : 200, { 'content-length': to - from + 1 });
  response.end(method === 'HEAD' ? undefined : bytes.subarray(from, to + 1));
}

/** One range (RFC 9110 section 14.1.2): Safari plays nothing without. `undefined`: all of it; `null`: there is no such part. */
function rangeOf(header: string | undefined, size: number): readonly [number, number] | null | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return undefined;
  const from = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const to = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return from <= to ? [from, to] : null;
}

/** RFC 8187: `encodeURIComponent` leaves some that a header may not hold. */
function inHeader(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
