// @ts-check
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const inputs = [
  'src',
  'scripts/build.mjs',
  'scripts/lean-lit.ts',
  'scripts/property-names.ts',
  'scripts/squeeze-templates.ts',
  'scripts/syntax.ts',
  'scripts/terser-chunks.ts',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.json',
  'tsconfig.lib.json',
  'tsconfig.relay.json',
  'custom-elements-manifest.config.mjs',
];

/** @param {string} path relative to the root @returns {string[]} */
export function filesOf(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  const entries = readdirSync(join(root, path), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(root, join(entry.parentPath, entry.name))).sort();
}

/** A hash over everything that a build is made of. By content: a checkout changes times and nothing else. */
export function inputsHash() {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesOf)) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Whether dist is the build of these very inputs. */
export function isBuilt() {
  try {
    return readFileSync(join(root, 'dist/inputs.sha256'), 'utf8') === inputsHash();
  } catch {
    return false;
  }
}
