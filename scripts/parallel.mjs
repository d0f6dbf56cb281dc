// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a command to its end and keeps what it said.
 * @param {string} name
 * @param {string[]} args arguments of this same Node
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{name: string, code: number, output: string, seconds: number}>}
 */
export function runNode(name, args, options = {}) {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('close', (code) =>
      resolve({ name, code: code ?? 1, output, seconds: (performance.now() - start) / 1000 }),
    );
  });
}
