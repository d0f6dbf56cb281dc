// @ts-check
/**
 * Builds everything that is published; `--if-stale` only when an input has changed since. It builds beside dist and
 * swaps at the end, so that a server or a test never sees half a build.
 */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'vite';
import { runNode } from './parallel.mjs';
import { filesOf, inputsHash, isBuilt } from './stale.mjs';

const root = join(import.meta.dirname, '..');
const started = performance.now();
/** @param {string} path */
const inRoot = (path) => join(root, path);
/** @param {string} path */
const module = (path) => inRoot(`node_modules/${path}`);

if (process.argv.includes('--if-stale') && isBuilt()) process.exit(0);

const hash = inputsHash();
const out = `node_modules/.cache/dist-${process.pid}`;
rmSync(inRoot(out), { recursive: true, force: true });
mkdirSync(inRoot(out), { recursive: true });

/** @param {string} mode @param {string} folder */
const bundle = (mode, folder) => build({ root, mode, build: { outDir: `${out}/${folder}` } });

/** What lies in which file and who loads it: the size check reads this. @param {Awaited<ReturnType<typeof build>>} result */
function writeChunks(result) {
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((part) =>
    'output' in part ? part.output : [],
  );
  const chunks = outputs.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk] : []));
  const rows = chunks.map(({ fileName, facadeModuleId, imports, dynamicImports, moduleIds }) => {
    const source = facadeModuleId && relative(root, facadeModuleId);
    return [
      fileName,
      { source, imports, dynamicImports, modules: moduleIds.map((id) => relative(root, id)) },
    ];
  });
  writeFileSync(inRoot(`${out}/chunks.json`), `${JSON.stringify(Object.fromEntries(rows), null, 2)}\n`);
}

/** @param {string} name @param {string[]} args */
async function tool(name, args) {
  const { code, output } = await runNode(name, args, { cwd: root });
  if (code !== 0) throw new Error(`${name} fails:\n${output.trim()}`);
}

/** @param {string} project @param {string} folder */
const compile = (project, folder) =>
  tool(`tsc -p ${project}`, [module('typescript7/bin/tsc'), '-p', project, '--outDir', `${out}/${folder}`]);

/** Hashes for `integrity` attributes and import maps, of every file that a browser loads. */
function writeIntegrity() {
  const files = filesOf(`${out}/cdn`).filter((file) => file.endsWith('.js'));
  const entries = files.map((file) => {
    const digest = createHash('sha384')
      .update(readFileSync(inRoot(file)))
      .digest('base64');
    return [file.slice(`${out}/cdn/`.length), `sha384-${digest}`];
  });
  writeFileSync(inRoot(`${out}/cdn/sri.json`), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

const results = await Promise.allSettled([
  bundle('cdn', 'cdn')
    .then(writeChunks)
    .then(() => bundle('classic', 'cdn'))
    .then(writeIntegrity),
  bundle('relay', 'relay')
    .then(() => ['cli', 'verify'].forEach((name) => chmodSync(inRoot(`${out}/relay/${name}.js`), 0o755)))
    .then(() => compile('tsconfig.relay.json', 'relay/types')),
  compile('tsconfig.lib.json', 'lib'),
  tool('custom-elements.json', [module('@custom-elements-manifest/analyzer/cem.js'), 'analyze', '--quiet']),
]);
const failures = results.filter((result) => result.status === 'rejected').map((result) => result.reason);
for (const failure of failures) console.error(failure instanceof Error ? failure.message : failure);

// Two bundles are enough to run: a wrong type fails the build, but the pages still get the newest code.
const runnable = results.slice(0, 2).every((result) => result.status === 'fulfilled');
if (failures.length === 0) writeFileSync(inRoot(`${out}/inputs.sha256`), hash);
if (runnable) {
  rmSync(inRoot('dist'), { recursive: true, force: true });
  renameSync(inRoot(out), inRoot('dist'));
}
rmSync(inRoot(out), { recursive: true, force: true });
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(failures.length ? `build fails in ${seconds} s` : `built dist in ${seconds} s`);
process.exitCode = failures.length ? 1 : 0;
