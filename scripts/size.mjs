// @ts-check
/**
 * Weighs the script tag's build, brotli, file by file as a browser loads it. Fails above the budgets of docs: what loads
 * before anybody clicks, and the whole of chat and calling in English with the default dialect.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** @typedef {{source: string | null, imports: string[], dynamicImports: string[], modules: string[]}} Chunk */

const kB = 1000;
const budgets = { first: 20 * kB, whole: 40 * kB };
/** simple-peer with socket.io-client, which come without any interface. */
const aim = 37 * kB;
/** Loaded when first used: other dialects, other languages, emoji. */
const extras = [
  /^src\/signaling\/dialects\/(?!profile|index)/,
  /^src\/i18n\/(?!en\.|index|strings)/,
  /emoji/,
];

const dist = join(import.meta.dirname, '../dist');
if (!existsSync(join(dist, 'chunks.json'))) {
  console.error('size: nothing is built; run npm run build');
  process.exit(1);
}
/** @type {Record<string, Chunk>} */
const chunks = JSON.parse(readFileSync(join(dist, 'chunks.json'), 'utf8'));
/** @param {string} file */
const weigh = (file) => brotliCompressSync(readFileSync(join(dist, 'cdn', file))).length;

/** @param {string[]} from @param {(chunk: Chunk) => string[]} next @returns {Set<string>} */
function reach(from, next) {
  const seen = new Set(from);
  for (const file of seen) for (const other of next(/** @type {Chunk} */ (chunks[file]))) seen.add(other);
  return seen;
}

/** @param {string} file */
const isExtra = (file) => extras.some((extra) => extra.test(chunks[file]?.source ?? ''));
const first = reach(['chat-call-modal.js'], (chunk) => chunk.imports);
const whole = reach([...first], ({ imports, dynamicImports }) =>
  [...imports, ...dynamicImports].filter((file) => !isExtra(file)),
);

/** @param {Iterable<string>} files */
const sum = (files) => [...files].reduce((total, file) => total + weigh(file), 0);
/** @param {number} bytes */
const shown = (bytes) => `${(bytes / kB).toFixed(2)} kB`.padStart(9);

for (const file of Object.keys(chunks).sort()) {
  const when = first.has(file) ? 'first' : whole.has(file) ? 'whole' : 'extra';
  console.log(`  ${when}  ${shown(weigh(file))}  ${file}`);
}
const sizes = { first: sum(first), whole: sum(whole) };
console.log(`before anybody clicks  ${shown(sizes.first)}  of ${shown(budgets.first)}`);
console.log(`chat and calling       ${shown(sizes.whole)}  of ${shown(budgets.whole)}, aim ${shown(aim)}`);
const over = sizes.first > budgets.first || sizes.whole > budgets.whole;
if (over) console.error('size: over budget');
process.exitCode = over ? 1 : 0;
