import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { nodesOf, type Node } from './syntax.js';

/** What pages, back ends and a page's own dialects see: no word of these files is renamed. */
const CONTRACTS = [
  ...['protocol/frames', 'protocol/identity', 'call/snapshot', 'chat/types', 'session/types'],
  ...['signaling/types', 'controllers/properties', 'events'],
];

const read = (path: string): string => readFileSync(path, 'utf8');
const source = (name: string): string => read(join(import.meta.dirname, `../src/${name}.ts`));
const words = (text: string): string[] => text.match(/[\w$]+/g) ?? [];
const wordsOfCode = (text: string): string[] => words(text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, ''));

/** Everything that the language and the browser name. */
function platformWords(): string[] {
  const folder = dirname(ts.getDefaultLibFilePath({}));
  const files = readdirSync(folder).filter((file) => /^lib\.(es|dom|decorators).*\.d\.ts$/.test(file));
  return files.flatMap((file) => wordsOfCode(read(join(folder, file))));
}

/** The element's own members but the private and protected ones. */
function elementMembers(): string[] {
  const member = /^ {2}(?!private|protected)(?:(?:static|override|async|get|set|readonly) )*(\w+)/gm;
  return Array.from(source('chat-call-modal').matchAll(member), (match) => match[1] ?? '');
}

/** A word, or words joined by signs, may name a property (a computed key); so does `.name=` in a template. Sentences do not. */
function keysIn(text: string): string[] {
  if (/^\.{1,2}\//.test(text)) return []; // an import
  return /\s/.test(text) ? Array.from(text.matchAll(/\.(\w+)=/g), (match) => match[1] ?? '') : words(text);
}

interface Names {
  readonly defined: string[];
  readonly read: string[];
  readonly texts: string[];
  /** What a module gives out: read as a property of what `import()` resolves with. */
  readonly exported: string[];
}

const nameOf = (node: unknown): string =>
  (node as Node | null)?.type === 'Identifier' ? String((node as Node)['name']) : '';
const keysOf = (node: Node): string[] =>
  (node['properties'] as Node[]).map(({ computed, key }) => (computed ? '' : nameOf(key)));

/** `export { a as b }`, `export function a`, `export class a`, `export const a`. */
function exportsOf({ declaration, specifiers }: Node): string[] {
  const declared = declaration as Node | null;
  const all = (declared?.['declarations'] as Node[] | undefined) ?? (declared ? [declared] : []);
  return [
    ...all.map(({ id }) => nameOf(id)),
    ...(specifiers as Node[]).map((one) => nameOf(one['exported'])),
  ];
}

/** What a module calls its properties, and what its texts could name. */
function collect(module: Node, { defined, read, texts, exported }: Names): void {
  for (const node of nodesOf(module)) {
    const { type, computed, value } = node;
    if (type === 'MemberExpression' && !computed) read.push(nameOf(node['property']));
    else if (type === 'ObjectPattern') read.push(...keysOf(node));
    else if (type === 'ObjectExpression') defined.push(...keysOf(node));
    else if (/^(Method|Property)Definition$/.test(type) && !computed) defined.push(nameOf(node['key']));
    else if (type === 'AssignmentExpression') defined.push(nameOf((node['left'] as Node)['property']));
    else if (type === 'ExportNamedDeclaration') exported.push(...exportsOf(node));
    else if (type === 'Literal' && typeof value === 'string') texts.push(...keysIn(value));
    else if (type === 'TemplateElement') texts.push(...keysIn((value as { raw: string }).raw));
  }
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_';

/** a, b … _, aa, ab …, without those in `taken`. */
function* shortNames(taken: ReadonlySet<string>): Generator<string, never> {
  let names = [''];
  for (;;) {
    names = names.flatMap((name) => Array.from(LETTERS, (letter) => name + letter));
    yield* names.filter((name) => !taken.has(name));
  }
}

/**
 * Short names for properties that nobody outside of the bundle can know: our modules define them and read them by
 * name, and they stand nowhere in the platform's typings, in Lit, in the contracts, in the element's public members, or
 * among what our modules export, or in a text of ours that could be a key. A table that is only read by computed keys keeps its names. One result for
 * all chunks, and the same code gives the same.
 * @param ours our own modules
 * @param others the code of all others
 */
export function shortenProperties(ours: readonly Node[], others: readonly string[]): Map<string, string> {
  const names: Names = { defined: [], read: [], texts: [], exported: [] };
  for (const module of ours) collect(module, names);
  const reserved = new Set([
    ...names.texts,
    ...names.exported,
    ...platformWords(),
    ...others.flatMap(words),
    ...CONTRACTS.flatMap((name) => wordsOfCode(source(name))),
    ...elementMembers(),
  ]);
  const defined = new Set(names.defined);
  const counts = new Map<string, number>();
  for (const name of [...names.defined, ...names.read]) counts.set(name, (counts.get(name) ?? 0) + 1);
  const own = names.read.filter((name) => name.length > 2 && defined.has(name) && !reserved.has(name));
  const times = (name: string): number => counts.get(name) ?? 0;
  const sorted = [...new Set(own)].sort((a, b) => times(b) - times(a) || (a < b ? -1 : 1));
  // One letter is a variable nearly everywhere: taken is what others read of an object, which may be a class of ours.
  const letters = others.flatMap((code) => Array.from(code.matchAll(/\.(\w)\b/g), (match) => match[1] ?? ''));
  const longer = [...reserved].filter((name) => name.length > 1);
  const short = shortNames(new Set([...longer, ...letters, ...counts.keys()]));
  return new Map(sorted.map((name) => [name, short.next().value]));
}
