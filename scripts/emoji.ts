/**
 * Writes src/ui/emoji/data.ts from unicode-emoji-json (order, names, groups) and emojilib (keywords). Run
 * `npx tsx scripts/emoji.ts` after an update of those.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** Newer ones are boxes on phones and systems of 2023. */
const NEWEST = 15;
/** Keywords of one emoji beside the words of its name. */
const KEYWORDS = 6;

interface Group {
  readonly name: string;
  readonly slug: string;
  readonly emojis: readonly {
    readonly emoji: string;
    readonly name: string;
    readonly emoji_version: string;
  }[];
}

const require = createRequire(import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(require.resolve(path), 'utf8'));
const groups = json('unicode-emoji-json/data-by-group.json') as readonly Group[];
const keywords = json('emojilib/dist/emoji-en-US.json') as Readonly<Record<string, readonly string[]>>;
const versionOf = (name: string): string =>
  (
    JSON.parse(readFileSync(join(import.meta.dirname, `../node_modules/${name}/package.json`), 'utf8')) as {
      version: string;
    }
  ).version;

/** What one searches by: the name, and what it does not say already. */
function wordsOf(emoji: string, name: string): string {
  const said = new Set(name.toLowerCase().split(/[^\p{L}\d]+/u));
  const more = (keywords[emoji] ?? []).flatMap((word) => word.toLowerCase().split(/[^\p{L}\d]+/u));
  const fresh = [...new Set(more)].filter((word) => word.length > 1 && !said.has(word));
  return [name.toLowerCase(), ...fresh.slice(0, KEYWORDS)].join(' ');
}

const lines = groups.map(({ slug, emojis }) => {
  const known = emojis.filter(({ emoji_version: version }) => Number(version) <= NEWEST);
  const text = known.map(({ emoji, name }) => `${emoji} ${wordsOf(emoji, name)}`).join('\n');
  return `[${JSON.stringify(slug)}, ${JSON.stringify(text)}],`;
});

const path = join(import.meta.dirname, '../src/ui/emoji/data.ts');
const source = `// Made by scripts/emoji.ts; do not edit. Names and order: unicode-emoji-json ${versionOf('unicode-emoji-json')}, MIT License,
// Copyright (c) Mu-An Chiou. Keywords: emojilib ${versionOf('emojilib')}, MIT License, Copyright (c) Mu-An Chiou.

/** Group → its emoji, a line each: the emoji, its name in English, and words that one may look for it by. */
export const emojiData: readonly (readonly [group: string, lines: string])[] = [
${lines.join('\n')}
];
`;
writeFileSync(path, await format(source, { ...(await resolveConfig(path)), parser: 'typescript' }));
