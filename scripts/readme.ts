/**
 * `node --import tsx scripts/readme.ts [--check]`: the tables of the element in README.md, between its `<!-- api -->`
 * markers, from the manifest that the analyzer reads out of the sources. `--check` only compares.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const MARKERS = /(<!-- api -->\n)[^]*?(<!-- \/api -->)/;

interface Item {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: { readonly text: string };
}
interface Member extends Item {
  readonly kind: 'field' | 'method';
  readonly attribute?: string;
  readonly reflects?: boolean;
  readonly privacy?: string;
  readonly static?: boolean;
  readonly readonly?: boolean;
  readonly parameters?: readonly (Item & { readonly optional?: boolean })[];
  readonly return?: { readonly type: { readonly text: string } };
}

/** The public element as custom-elements.json describes it. */
export interface Manual {
  readonly members: readonly Member[];
  readonly events: readonly Item[];
  readonly slots: readonly Item[];
  readonly cssParts: readonly Item[];
  readonly cssProperties: readonly Item[];
}

/** Reads the sources anew: custom-elements.json at the root may be older than they are. */
export function readManual(): Manual {
  const folder = `node_modules/.cache/readme-${process.pid}`;
  const analyzer = join(root, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
  try {
    const run = spawnSync(process.execPath, [analyzer, 'analyze', '--quiet', '--outdir', folder], {
      cwd: root,
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`the analyzer fails:\n${run.stderr}`);
    const text = readFileSync(join(root, folder, 'custom-elements.json'), 'utf8');
    const { modules } = JSON.parse(text) as { modules: { declarations?: (Manual & { name: string })[] }[] };
    const found = modules
      .flatMap((module) => module.declarations ?? [])
      .find(({ name }) => name === 'ChatCallModal');
    if (!found) throw new Error('the manifest has no ChatCallModal');
    return found;
  } finally {
    rmSync(join(root, folder), { recursive: true, force: true });
  }
}

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const code = (text: string): string => (text ? `\`${cell(text)}\`` : '');

function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return [`### ${title}`, '', ...lines, ''].join('\n');
}

function signature({ name, parameters = [] }: Member): string {
  const list = parameters.map(
    (one) => `${one.name}${one.optional ? '?' : ''}: ${one.type?.text ?? 'unknown'}`,
  );
  return `${name}(${list.join(', ')})`;
}

/** Defaults that say nothing are left out. */
function defaultOf({ default: value = '' }: Member): string {
  return /^('')?$/.test(value) ? '' : code(value);
}

const byName = (items: readonly Item[]): Item[] => [...items].sort((a, b) => (a.name < b.name ? -1 : 1));

function described(items: readonly Item[]): string[][] {
  return items.map(({ name, description = '' }) => [code(name), cell(description)]);
}

/** The analyzer says nothing of most public members, and `public` of some. */
export function isPublic(member: Member): boolean {
  return (member.privacy ?? 'public') === 'public' && !member.static;
}

export function api(manual: Manual): string {
  const members = manual.members.filter(isPublic);
  const fields = members.filter(({ kind }) => kind === 'field');
  const settable = fields.filter((field) => !field.readonly);
  const readOnly = fields.filter((field) => field.readonly);
  const methods = members.filter(({ kind }) => kind === 'method');
  const attributeOf = ({ attribute, reflects }: Member): string =>
    attribute ? code(attribute) + (reflects ? ', reflected' : '') : '';
  return [
    table(
      'Attributes and properties',
      ['attribute', 'property', 'type', 'default', 'meaning'],
      settable.map((field) => [
        attributeOf(field),
        code(field.name),
        code(field.type?.text ?? ''),
        defaultOf(field),
        cell(field.description ?? ''),
      ]),
    ),
    table(
      'Read-only properties',
      ['property', 'type', 'meaning'],
      readOnly.map((field) => [
        code(field.name),
        code(field.type?.text ?? ''),
        cell(field.description ?? ''),
      ]),
    ),
    table(
      'Methods',
      ['method', 'returns', 'meaning'],
      methods.map((method) => [
        code(signature(method)),
        code(method.return?.type.text ?? ''),
        cell(method.description ?? ''),
      ]),
    ),
    table(
      'Events',
      ['event', '`detail`, and when'],
      described(manual.events.filter(({ name }) => name.startsWith('ccm-'))),
    ),
    table('Slots', ['slot', 'where'], described(manual.slots)),
    table('Parts', ['part', 'what'], described(byName(manual.cssParts))),
    table('CSS properties', ['property', 'what, and its default'], described(manual.cssProperties)),
  ].join('\n');
}

function main(): void {
  const file = join(root, 'README.md');
  const before = readFileSync(file, 'utf8');
  if (!MARKERS.test(before)) return fail('README.md has no <!-- api --> markers.');
  const text = api(readManual());
  const after = before.replace(
    MARKERS,
    (_whole, open: string, close: string) => `${open}\n${text}\n${close}`,
  );
  if (after === before) return;
  if (process.argv.includes('--check'))
    return fail('The tables of README.md are stale: run `node --import tsx scripts/readme.ts`.');
  writeFileSync(file, after);
}

function fail(why: string): void {
  console.error(why);
  process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) main();
