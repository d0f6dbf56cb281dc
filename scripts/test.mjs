// @ts-check
/**
 * `npm test [-- suite [part of a file name]]`: builds, runs the suites one after another, and ends with one line over all
 * of them. A suite that breaks, or in which no test ran, is a failure.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */
/** @typedef {{name: string, args: string[], files?: string, built?: boolean}} Suite */

const root = join(import.meta.dirname, '..');
const [onlySuite, pattern = ''] = process.argv.slice(2);

/**
 * Relay and back ends one file at a time: they measure time, on machines with two cores. The time limit is that of a whole file in
 * Node 20, so it only catches what hangs.
 * @param {number} concurrency
 */
const nodeTest = (concurrency) => [
  '--import=tsx',
  '--test',
  `--test-concurrency=${concurrency}`,
  '--test-timeout=600000',
  '--test-reporter=./scripts/node-reporter.mjs',
  '--test-reporter-destination=stdout',
];

/** @type {Suite[]} */
const suites = [
  { name: 'unit', files: 'test/unit', args: nodeTest(2) },
  { name: 'relay', files: 'test/relay', args: nodeTest(1) },
  { name: 'backends', files: 'test/backends', args: nodeTest(1) },
  { name: 'browser', files: 'test/browser', args: ['node_modules/@web/test-runner/dist/bin.js'] },
  // two at a time keep two cores busy: calls.test.ts takes 92 s of CPU in 67 s
  { name: 'e2e', files: 'test/e2e', args: nodeTest(2), built: true },
];

/** @param {string} folder @returns {string[]} */
function testFiles(folder) {
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => `${folder}/${name}`).filter((name) => name.endsWith('.test.ts'));
  return files.filter((name) => name.includes(pattern)).sort();
}

const cursorMoves = /\u001b\[(?:2K|1A|G)/g;

/** @param {string[]} args @param {Record<string, string>} [env] @returns {Promise<number>} */
function node(args, env = {}) {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, ...env } };
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    // web-test-runner moves the cursor about even where there is none
    child.stdout.on('data', (data) => process.stdout.write(String(data).replaceAll(cursorMoves, '')));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** @param {Suite} suite @returns {Promise<Counts>} */
async function run({ name, args, files: folder = '' }) {
  const files = testFiles(folder);
  const start = performance.now();
  console.log(`\n${name}: ${files.length} files`);
  const counts = await countsOf(files, args);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s`,
  );
  return counts;
}

/** @param {string[]} files @param {string[]} args @returns {Promise<Counts>} */
async function countsOf(files, args) {
  if (files.length === 0) return pattern ? noTests() : { ...noTests(), failed: 1 };
  const folder = mkdtempSync(join(tmpdir(), 'ccm-test-'));
  const result = join(folder, 'counts.json');
  // web-test-runner wants its files behind one flag each; node:test takes them plainly
  const list = args.some((arg) => arg.startsWith('--test'))
    ? files
    : files.flatMap((file) => ['--files', file]);
  try {
    const code = await node([...args, ...list], { TEST_COUNTS: result });
    const counts = /** @type {Counts} */ (JSON.parse(readFileSync(result, 'utf8')));
    const empty = counts.passed + counts.failed + counts.skipped === 0;
    return { ...counts, failed: counts.failed || (code !== 0 || empty ? 1 : 0) };
  } catch {
    return { ...noTests(), failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function noTests() {
  return { passed: 0, failed: 0, skipped: 0 };
}

const chosen = suites.filter((suite) => !onlySuite || suite.name === onlySuite);
const total = noTests();
if (chosen.length === 0) {
  console.error(`no suite "${onlySuite}"; there are: ${suites.map((suite) => suite.name).join(', ')}`);
  total.failed++;
}
const needsBuild = chosen.some((suite) => suite.built);
if (needsBuild && (await node(['scripts/build.mjs', '--if-stale'])) !== 0) {
  console.error('the build fails');
  total.failed++;
}
for (const suite of chosen) {
  const counts = await run(suite);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
