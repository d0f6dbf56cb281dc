// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** @typedef {{source: string | null, imports: string[], dynamicImports: string[], modules: string[]}} Chunk */

const dist = join(import.meta.dirname, '../dist');
/**
 * Loaded when first used: other dialects and transports, other languages, emoji, the image viewer, the device sheet,
 * a phone's other camera, what people do with messages beside writing them, a shared screen, what goes wrong in a call, TURN
 * credentials that end, a second tab, a page without a click, a message that nobody looks at, the end of a login, a site's own
 * chat API, files, where somebody reads further up, the menu of a conversation and search.
 */
const extras = [
  /^src\/signaling\/dialects\/(?!profile|index)/,
  /^src\/signaling\/transports\/race/,
  /^src\/i18n\/(?!en\.|index)/,
  /^src\/rtc\/(screen|quality)/,
  /^src\/session\/renewal/,
  /emoji|viewer|controllers\/(files|voice)|ui\/call\/trouble|resume-call|storage\/recent/,
  /session\/(tab-group|reachability|delivery\/(site|changes|wipe))/,
  /ui\/elsewhere|cannot-ring/,
  /device-sheet|check-sheet|controllers\/(diagnosis|flip)|storage\/devices/,
  /rtc\/(reach|media-errors|renew)/,
  /controllers\/around|conversation\/place|ui\/(actions|talk)/,
];

/** @param {Record<string, Chunk>} chunks @param {Iterable<string>} from @param {(chunk: Chunk) => string[]} next */
function reach(chunks, from, next) {
  const seen = new Set(from);
  for (const file of seen) {
    const chunk = chunks[file];
    for (const other of chunk ? next(chunk) : []) seen.add(other);
  }
  return seen;
}

/**
 * The script tag's build, brotli in bytes, file by file as a browser loads it. `first`: what loads before anybody clicks.
 * `whole`: with all of chat and calling, in English, with the default dialect.
 */
export function weighBuild() {
  /** @type {Record<string, Chunk>} */
  const chunks = JSON.parse(readFileSync(join(dist, 'chunks.json'), 'utf8'));
  const wanted = (/** @type {string} */ file) =>
    !extras.some((extra) => extra.test(chunks[file]?.source ?? ''));
  // a page that has had no click yet looks whether it may ring
  const early = Object.keys(chunks).filter((file) => chunks[file]?.source?.endsWith('cannot-ring.ts'));
  const first = reach(chunks, ['chat-call-modal.js', ...early], (chunk) => chunk.imports);
  const whole = reach(chunks, first, (chunk) => [...chunk.imports, ...chunk.dynamicImports].filter(wanted));
  const weights = new Map(
    Object.keys(chunks)
      .sort()
      .map((file) => [file, brotliCompressSync(readFileSync(join(dist, 'cdn', file))).length]),
  );
  const sum = (/** @type {Set<string>} */ files) =>
    [...files].reduce((total, file) => total + (weights.get(file) ?? 0), 0);
  return { weights, first, whole, bytes: { first: sum(first), whole: sum(whole) } };
}
