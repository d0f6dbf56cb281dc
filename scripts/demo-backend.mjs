// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython } from './python.mjs';

/** How each back end of `demo/backends` is started, as its README says. */
const commands = /** @type {const} */ ({
  'fastapi-profile': ['python', 'profile_socket.py'],
  'django-channels': ['python', 'serve.py'],
  'django-relay': ['python', 'serve.py'],
  'express-socketio': ['node', 'server.js'],
});

export const backendNames = Object.keys(commands);
/** How long a start may take, in ms: Django makes its tables. */
const START_MS = 60_000;

/**
 * Starts one of `demo/backends` on a free loopback port, with its two people and a table of its own; what it prints goes
 * to ours. What its Python imports is installed where that is missing. Rejects when it does not start.
 * @param {string} name @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function startDemoBackend(name) {
  const [runtime, file] = commands[/** @type {keyof typeof commands} */ (name)] ?? [];
  if (!file) throw new Error(`no back end ${name}; there are ${backendNames.join(', ')}`);
  if (runtime === 'python') {
    const setUp = [join(import.meta.dirname, 'setup.mjs'), 'python'];
    spawnSync(process.execPath, setUp, { stdio: 'inherit' });
  }
  const folder = mkdtempSync(join(tmpdir(), 'ccm-demo-'));
  const port = await freePort();
  const command = runtime === 'python' ? findPython() : process.execPath;
  const child = spawn(command, [file, '--port', String(port)], {
    cwd: join(import.meta.dirname, '../demo/backends', name),
    env: {
      ...process.env,
      ...{ PORT: String(port), DATABASE: join(folder, 'db.sqlite3'), DEMO_LOGIN: '1' },
      ...{ PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' },
    },
    stdio: 'inherit',
  });
  const ended = new AbortController();
  const gone = new Promise((resolve) => {
    const end = () => resolve(ended.abort());
    child.once('exit', end);
    child.once('error', end);
  });
  const close = async () => {
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(hard);
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  if (await answers(url, ended.signal)) return { url, close };
  await close();
  throw new Error(`${name} did not start: what it needs stands in demo/backends/${name}/README.md`);
}

/** Free a moment ago; the server takes it a moment later. @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** @param {string} url @param {AbortSignal} ended it never will */
async function answers(url, ended) {
  for (const start = performance.now(); !ended.aborted && performance.now() - start < START_MS;) {
    if (await fetch(`${url}/healthz`).catch(() => null)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
