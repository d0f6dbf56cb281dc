import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { findPython } from '../../../scripts/python.mjs';

/** A back end of `demo/backends`, as its README starts it. */
export interface PythonServer {
  readonly url: string;
  /** What it has printed so far. */
  output(): string;
  close(): Promise<void>;
  /** At once, as by a crash. */
  kill(): Promise<void>;
}

export interface PythonServerOptions {
  /** Folder under `demo/backends`. */
  readonly folder: string;
  /** After the interpreter; `{port}` is filled in. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Of the one before it. Default: a free one. */
  readonly port?: number;
}

/** Starts it on a free loopback port, and waits until `/healthz` answers. Close it in `after`. */
export async function startPython(options: PythonServerOptions): Promise<PythonServer> {
  if (options.port) return startAt(options, options.port);
  // another test may have taken the port since it was free
  return startAt(options, await freePort()).catch(async () => startAt(options, await freePort()));
}

async function startAt(options: PythonServerOptions, port: number): Promise<PythonServer> {
  const { folder, args, env = {} } = options;
  const written = args.map((arg) => arg.replace('{port}', String(port)));
  const child = spawn(findPython(), written, {
    cwd: join(import.meta.dirname, '../../../demo/backends', folder),
    env: { ...process.env, PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => ((output += error.message), resolve()));
  });
  const close = async () => {
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(hard);
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  const url = `http://127.0.0.1:${port}`;
  const healthy = await Promise.race([whenHealthy(url), gone.then(() => false)]);
  if (healthy) return { url, output: () => output, close, kill };
  await close();
  throw new Error(`${folder} did not start; on Debian, node scripts/setup.mjs python helps\n${output}`);
}

/** Free a moment ago; the server takes it a moment later. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const START_MS = 60_000;

async function whenHealthy(url: string): Promise<boolean> {
  for (const start = performance.now(); performance.now() - start < START_MS;) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
