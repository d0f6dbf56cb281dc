import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from '../../../scripts/browsers.mjs';

/** For `skip`: `false` where coturn is installed, else why the test does not run. */
export const noCoturn = onPath(['turnserver'])
  ? false
  : 'NOT RUN: no coturn here (Debian: apt install coturn)';

export interface Coturn {
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

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
    socket.on('error', () => resolve(false));
  });
}

/** A real TURN server on loopback, UDP and TCP, with the passwords of its REST scheme. */
export async function startCoturn(): Promise<Coturn> {
  const port = await freePort();
  const secret = randomBytes(16).toString('hex');
  const folder = mkdtempSync(join(tmpdir(), 'ccm-coturn-'));
  const child = spawn(
    onPath(['turnserver']) ?? '',
    [
      ...['-n', '--no-cli', '--no-tls', '--no-dtls', '--allow-loopback-peers', '--use-auth-secret'],
      ...['--listening-ip=127.0.0.1', '--relay-ip=127.0.0.1', `--listening-port=${port}`],
      ...[`--static-auth-secret=${secret}`, '--realm=example.com', '--log-file=stdout'],
      ...[`--pidfile=${join(folder, 'pid')}`, `--userdb=${join(folder, 'db')}`],
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => child.on('exit', resolve));
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error(`coturn ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    credentials: (transport, seconds) => {
      const username = `${Math.floor(Date.now() / 1_000) + seconds}:person`;
      const credential = createHmac('sha1', secret).update(username).digest('base64');
      return [{ urls: `turn:127.0.0.1:${port}?transport=${transport}`, username, credential }];
    },
    close: async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
