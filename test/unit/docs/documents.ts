import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function markdownIn(folder: string, recursive: boolean): string[] {
  const names = readdirSync(join(root, folder), { recursive, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

/** Every document, relative to the root. */
export const documents = [...markdownIn('.', false), ...markdownIn('docs', true)].sort();

/** The sources of some rooms, as one text. */
export function sourcesOf(...folders: string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, 'src', folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => read(join('src', folder, name))),
    )
    .join('\n');
}

/** The codes of `ccm-error` that the session gives. */
export function errorCodes(): string[] {
  const [, union = ''] = /type SessionErrorCode =([^;]*);/.exec(read('src/session/types.ts')) ?? [];
  const elsewhere = sourcesOf('session').replace(read('src/session/types.ts'), '');
  const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
  return codes.filter((code) => elsewhere.includes(`'${code}'`));
}

export interface Block {
  readonly language: string;
  readonly code: string;
  /** For the title of a test: `README.md: js 2`. */
  readonly name: string;
}

/** The fenced blocks of a document. */
export function blocksOf(path: string): Block[] {
  const found = [...read(path).matchAll(/^```(\w*)\n([^]*?)^```$/gm)];
  return found.map(([, language = '', code = ''], i) => ({
    language,
    code,
    name: `${path}: ${language} ${i}`,
  }));
}

/** Without fenced blocks, whose text is no prose. */
export function proseOf(path: string): string {
  return read(path).replace(/^```[^]*?^```$/gm, '');
}

/** The cells of every table row, trimmed, without heads and rulers. */
export function rowsOf(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  return lines.map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}

/** What stands in backticks. */
export function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
