import { spawn, spawnSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from '../../../scripts/browsers.mjs';

/** Why there is no TURN server here, or `null`. */
export const withoutCoturn: string | null = onPath(['turnserver'])
  ? null
  : 'no coturn here (Debian: apt install coturn)';

export interface Coturn {
  /** Its address and port. */
  readonly host: string;
  /** RTCIceServer[] for one person, with a password that ends after so many seconds. */
  credentials(transport: 'udp' | 'tcp', seconds: number): RTCIceServer[];
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asked by a process of its own, which may stand in a namespace. */
function accepts(prefix: readonly string[], address: string, port: number): boolean {
  const script = `require('net').connect(${port}, '${address}', () => process.exit()).on('error', () => process.exit(1))`;
  const [command = '', ...args] = [...prefix, process.execPath, '-e', script];
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

export interface CoturnOptions {
  /** Where it listens and relays; default loopback. */
  readonly address?: string;
  /** Before the command: runs it in a network namespace. */
  readonly prefix?: readonly string[];
}

/** A real TURN server, UDP and TCP, with the passwords of its REST scheme. */
export async function startCoturn(options: CoturnOptions = {}): Promise<Coturn> {
  const { address = '127.0.0.1', prefix = [] } = options;
  const port = await freePort();
  const secret = randomBytes(16).toString('hex');
  const folder = mkdtempSync(join(tmpdir(), 'ccm-coturn-'));
  const [command = '', ...before] = [...prefix, onPath(['turnserver']) ?? ''];
  const child = spawn(
    command,
    [
      ...before,
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--allow-loopback-peers', '--use-auth-secret'],
      ...[`--listening-ip=${address}`, `--relay-ip=${address}`, `--listening-port=${port}`],
      ...[`--static-auth-secret=${secret}`, '--realm=example.com', '--log-file=stdout'],
      ...[`--pidfile=${join(folder, 'pid')}`, `--userdb=${join(folder, 'db')}`],
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => child.on('exit', resolve));
  while (!accepts(prefix, address, port)) {
    if (child.exitCode !== null) throw new Error(`coturn ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    host: `${address}:${port}`,
    credentials: (transport, seconds) => {
      const username = `${Math.floor(Date.now() / 1_000) + seconds}:person`;
      const credential = createHmac('sha1', secret).update(username).digest('base64');
      return [{ urls: `turn:${address}:${port}?transport=${transport}`, username, credential }];
    },
    close: async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
