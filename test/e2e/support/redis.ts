import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from '../../../scripts/browsers.mjs';

/** Why the tests with Redis cannot run here, or `null`. */
export const withoutRedis: string | null = onPath(['redis-server'])
  ? null
  : 'no redis-server here: npm test installs one on Debian';

export interface Redis {
  /** For `REDIS_URL`. */
  readonly url: string;
  close(): Promise<void>;
}

const START_MS = 20_000;

/** A Redis of this test's own: on a socket in a folder, and nothing is written to the disk. */
export async function startRedis(): Promise<Redis> {
  const folder = mkdtempSync(join(tmpdir(), 'ccm-redis-'));
  const path = join(folder, 'redis.sock');
  const args = ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no', '--dir', folder];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const close = async () => {
    child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const start = performance.now(); !existsSync(path);) {
    if (child.exitCode !== null || performance.now() - start > START_MS) {
      await close();
      throw new Error('redis-server did not start');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url: `unix://${path}`, close };
}
