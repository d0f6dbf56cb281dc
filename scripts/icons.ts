/**
 * Writes src/ui/icons.ts and src/ui/icons-lazy.ts from Lucide's SVG files: only the icons that are used, as Lit
 * templates. Two files, because a module is the unit that bundlers load late. Run `npx tsx scripts/icons.ts` after a change.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

/** Loaded with the page: header, banner, launcher, ringing. */
const first = ['message-circle', 'mic', 'phone', 'phone-off', 'video', 'wifi-off', 'x'];
/** Loaded with the conversation or a call. */
const lazy = [
  'arrow-down',
  'arrow-up',
  'check',
  'check-check',
  'circle-alert',
  'clock',
  'mic-off',
  'minimize-2',
  'phone-missed',
  'video-off',
];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lucide = dirname(createRequire(import.meta.url).resolve('lucide-static/package.json'));
const version = (JSON.parse(readFileSync(join(lucide, 'package.json'), 'utf8')) as { version: string })
  .version;

function shapes(name: string): string {
  const file = readFileSync(join(lucide, 'icons', `${name}.svg`), 'utf8');
  const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(file)?.[1];
  if (!inner) throw new Error(`no shapes in ${name}.svg`);
  return inner.replace(/\s*\n\s*/g, '').replace(/ \/>/g, '/>');
}

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

async function write(file: string, names: readonly string[]): Promise<void> {
  const path = join(root, 'src/ui', file);
  const lines = names.map((name) => `export const ${camel(name)} = icon(svg\`${shapes(name)}\`);`);
  const source = `// Made by scripts/icons.ts from lucide-static ${version}; do not edit.
// Icons by Lucide (https://lucide.dev), ISC License. Copyright (c) Lucide Icons and Contributors. Part of them are
// from Feather, MIT License. Copyright (c) 2013-present Cole Bemis.
import { svg } from 'lit';
import { icon } from './icon.js';

${lines.join('\n')}
`;
  const options = await resolveConfig(path);
  writeFileSync(path, await format(source, { ...options, parser: 'typescript' }));
}

await write('icons.ts', first);
await write('icons-lazy.ts', lazy);
