/**
 * Writes src/ui/icons.ts and its neighbours from Lucide's SVG files: only the icons that are used, each as one
 * path. Several files, because a module is the unit that bundlers load late. Run `npx tsx scripts/icons.ts` after a change.
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
  'chart-no-axes-column-increasing',
  'check',
  'check-check',
  'circle-alert',
  'clock',
  'ellipsis-vertical',
  'mic-off',
  'minimize-2',
  'monitor-up',
  'phone-missed',
  'sliders-horizontal',
  'smile',
  'video-off',
];
/** Loaded with notices and the list of conversations. */
const around = ['arrow-left', 'bell', 'search'];

/** Loaded with the check before a call. */
const sheet = ['circle-check', 'circle-minus', 'circle-x', 'volume-2'];

/** Loaded where a camera may be turned round. */
const flip = ['switch-camera'];

/** Loaded where files can be sent. */
const attach = ['paperclip'];

/** Loaded with the first voice message that is recorded. */
const voice = ['square', 'trash-2'];

/** Loaded with the first file of a message. */
const files = ['chevron-left', 'chevron-right', 'download', 'file-text', 'pause', 'play', 'rotate-cw'];

/** Loaded with what people do with messages. */
const actions = ['ban', 'chevron-down', 'chevron-up', 'copy', 'pencil', 'plus', 'reply', 'search', 'trash-2'];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lucide = dirname(createRequire(import.meta.url).resolve('lucide-static/package.json'));
const version = (JSON.parse(readFileSync(join(lucide, 'package.json'), 'utf8')) as { version: string })
  .version;

/** A tenth of a unit is a twelfth of a pixel at the size of most icons: nobody sees the rest of the digits. */
function short(data: string): string {
  let out = '';
  for (const [token] of data.matchAll(/[a-z]|-?(?:\d*\.\d+|\d+)/gi)) {
    const number = Number(token);
    // a dot is a line without length, which not every browser draws
    const rounded = Math.round(number * 10) / 10 || Math.round(number * 100) / 100;
    const next = Number.isNaN(number) ? token : String(rounded).replace(/^(-?)0\./, '$1.');
    const apart = /\d$/.test(out) && /^[\d.]/.test(next) && !(/\.\d+$/.test(out) && next.startsWith('.'));
    out += `${apart ? ' ' : ''}${next}`;
  }
  return out;
}

/** What starts a path is absolute, also in the middle of another path; what follows a small m is relative. */
const absolute = (data: string): string =>
  data.replace(/^m(-?[\d.]+)[ ,]?(-?[\d.]+) ?(?=[-\d.])/, 'M$1 $2l').replace(/^m/, 'M');

/** The two flags of an arc may stand together, as in `01`. */
const apart = (data: string): string => data.replace(/(a[\d.]+[ ,][\d.]+[ ,]\d+ )([01])([01])/gi, '$1$2 $3 ');

const drawn: Record<string, (value: (name: string) => number, text: string) => string> = {
  path: (_, text) => absolute(apart(/ d="([^"]*)"/.exec(text)?.[1] ?? '')),
  line: (value) => `M${value('x1')} ${value('y1')}l${value('x2') - value('x1')} ${value('y2') - value('y1')}`,
  circle: (value) => {
    const [x, y, r] = [value('cx'), value('cy'), value('r')];
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0 ${r} ${r} 0 1 0-${2 * r} 0`;
  },
  rect: (value) => {
    const [x, y, width, height, r] = [value('x'), value('y'), value('width'), value('height'), value('rx')];
    const corner = `a${r} ${r} 0 0 1`;
    const side = (command: string, length: number): string => (length ? `${command}${length}` : '');
    const [across, down] = [width - 2 * r, height - 2 * r];
    return (
      `M${x + r} ${y}${side('h', across)}${corner} ${r} ${r}${side('v', down)}${corner}-${r} ${r}` +
      `${side('h', -across)}${corner}-${r}-${r}${side('v', -down)}${corner} ${r}-${r}`
    );
  },
};

/** All the shapes of an icon as the data of one path. */
function shape(name: string): string {
  const file = readFileSync(join(lucide, 'icons', `${name}.svg`), 'utf8');
  const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(file)?.[1] ?? '';
  const pieces = [...inner.matchAll(/<(\w+)([^>]*?)\/>/g)].map(([, tag = '', text = '']) => {
    const value = (attribute: string): number =>
      Number(new RegExp(` ${attribute}="([^"]*)"`).exec(text)?.[1] ?? 0);
    const draw = drawn[tag];
    if (!draw) throw new Error(`${name}.svg has a <${tag}>`);
    return short(draw(value, text));
  });
  if (!pieces.length) throw new Error(`no shapes in ${name}.svg`);
  return pieces.join('');
}

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The handset is drawn in both files, and shipped once. */
const handset = shape('phone');

async function write(file: string, names: readonly string[]): Promise<void> {
  const path = join(root, 'src/ui', file);
  const lines = names.map((name) =>
    name === 'phone'
      ? `export const phonePath = '${handset}';\nexport const phone = icon(phonePath);`
      : name === 'phone-missed'
        ? `export const phoneMissed = icon(\`${shape(name).replace(handset, '${phonePath}')}\`);`
        : `export const ${camel(name)} = icon('${shape(name)}');`,
  );
  const more = names.includes('phone-missed') ? "import { phonePath } from './icons.js';\n" : '';
  const source = `// Made by scripts/icons.ts from lucide-static ${version}; do not edit.
// Icons by Lucide (https://lucide.dev), ISC License. Copyright (c) Lucide Icons and Contributors. Part of them are
// from Feather, MIT License. Copyright (c) 2013-present Cole Bemis.
import { icon } from './icon.js';
${more}
${lines.join('\n')}
`;
  const options = await resolveConfig(path);
  writeFileSync(path, await format(source, { ...options, parser: 'typescript' }));
}

await write('icons.ts', first);
await write('icons-lazy.ts', lazy);
await write('icons-around.ts', around);
await write('icons-sheet.ts', sheet);
await write('icons-flip.ts', flip);
await write('icons-attach.ts', attach);
await write('icons-voice.ts', voice);
await write('icons-files.ts', files);
await write('icons-actions.ts', actions);
