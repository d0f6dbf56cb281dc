import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { pageParts } from './competitors.js';

const nodeModules = join(import.meta.dirname, '../../node_modules');
const SOCKET_IO = join(nodeModules, 'socket.io-client/dist/socket.io.min.js');

export interface Size {
  readonly what: string;
  /** Brotli, in bytes. */
  readonly bytes: number;
}

/**
 * What the scripts weigh on their way to a browser.
 * @param before what our page had loaded before the call, paths of `files`
 * @param after the same after its first call
 */
export function measureSizes(
  files: ReadonlyMap<string, Buffer>,
  before: readonly string[],
  after: readonly string[],
): Size[] {
  const weigh = (path: string) => brotliCompressSync(files.get(path) ?? Buffer.alloc(0)).length;
  const ours = (paths: readonly string[]) =>
    paths.filter((path) => path.startsWith('/cdn/')).reduce((sum, path) => sum + weigh(path), 0);
  const sizes = [
    { what: 'chat-call-modal before a call', bytes: ours(before) },
    { what: 'chat-call-modal after a video call', bytes: ours(after) },
    { what: 'simple-peer, no signaling', bytes: weigh(pageParts['simple-peer'].library ?? '') },
    { what: 'peerjs', bytes: weigh(pageParts.peerjs.library ?? '') },
  ];
  if (existsSync(SOCKET_IO)) {
    sizes.push({ what: 'socket.io-client', bytes: brotliCompressSync(readFileSync(SOCKET_IO)).length });
  }
  return sizes;
}
