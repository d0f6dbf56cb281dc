import { MAX_SDP_CHARS } from '../../protocol/limits.js';

/**
 * Bytes that are inflated at once. A byte grows to 1032 at most (deflate's longest match, 258, in two bits), and browsers inflate
 * all they are given before anybody may look: so a bomb is stopped some 64 kB after the limit.
 */
const SLICE_BYTES = 64;

/** Base64 of the text, deflated without a header (RFC 1951). */
export async function deflate(text: string): Promise<string> {
  const bytes = await read(new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/**
 * The text that `deflate` was given. Rejects with a RangeError above `max` bytes, and with the browser's or the decoder's
 * error where it is no base64, no deflated data, cut off, or no UTF-8.
 */
export async function inflate(packed: string, max = MAX_SDP_CHARS): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  let at = 0;
  const slices = new ReadableStream<BufferSource>({
    pull(controller) {
      controller.enqueue(bytes.slice(at, (at += SLICE_BYTES)));
      if (at >= bytes.length) controller.close();
    },
  });
  const inflated = slices.pipeThrough(new DecompressionStream('deflate-raw'));
  return new TextDecoder('utf-8', { fatal: true }).decode(await read(inflated, max));
}

async function read(stream: ReadableStream<Uint8Array>, max = Infinity): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
    if (size <= max) continue;
    const error = new RangeError('too large');
    await reader.cancel(error);
    throw error;
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
