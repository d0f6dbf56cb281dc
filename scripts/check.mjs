// @ts-check
/** Types, lint, templates, boundaries and formatting, side by side. Prints what fails, and the time. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runNode } from './parallel.mjs';

const root = join(import.meta.dirname, '..');
const cache = join(root, 'node_modules/.cache');
/** @param {string} path */
const module = (path) => join(root, 'node_modules', path);
mkdirSync(cache, { recursive: true });

/** @type {Array<[name: string, args: string[]]>} */
const checks = [
  [
    'eslint',
    [
      module('eslint/bin/eslint.js'),
      '.',
      '--cache',
      '--cache-location',
      join(cache, 'eslint/'),
      '--max-warnings',
      '0',
    ],
  ],
  [
    'lit-analyzer',
    [
      module('lit-analyzer/cli.js'),
      'src/**/*.ts',
      '--strict',
      '--rules.no-missing-import',
      'off',
      '--rules.no-invalid-css',
      'off',
    ],
  ],
  ['types', [module('typescript7/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']],
  ['types of the pure rooms', [module('typescript7/bin/tsc'), '--noEmit', '-p', 'tsconfig.pure.json']],
  [
    'boundaries',
    [module('dependency-cruiser/bin/dependency-cruise.mjs'), 'src', '--config', '.dependency-cruiser.cjs'],
  ],
  ['formatting', [module('prettier/bin/prettier.cjs'), '--check', '.', '--cache', '--log-level', 'warn']],
];

const start = performance.now();
const results = await Promise.all(
  checks.map(([name, args]) => runNode(name, args, { cwd: root, env: { ...process.env, NO_COLOR: '1' } })),
);
for (const { name, output } of results.filter((result) => result.code !== 0)) {
  console.log(`\n${name} fails:\n${output.trim()}`);
}
const times = results.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)}`).join(', ');
const failed = results.some((result) => result.code !== 0);
console.log(
  `check ${failed ? 'fails' : 'passes'} in ${((performance.now() - start) / 1000).toFixed(1)} s (${times})`,
);
process.exitCode = failed ? 1 : 0;
