/**
 * `node --import tsx scripts/diagram.ts [--check]`: the state diagram of a call, found by trying every event in every
 * phase. Printed, and put between the markers of ARCHITECTURE.md where that file is; `--check` only compares.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moves } from '../test/unit/call/table.js';

const MARKERS = /(<!-- diagram -->\n)[^]*?(<!-- \/?diagram -->)/;

/** Mermaid text. Variants of one event share a line when they lead the same way. */
export function diagram(): string {
  const edges = new Map<string, Set<string>>();
  for (const { from, to, name } of moves()) {
    const [type = '', variant = ''] = name.split(': ');
    const label = type === 'timer_fired' || type === 'link_changed' ? `${type} ${variant}` : type;
    const edge = `${from} --> ${to}`;
    edges.set(edge, (edges.get(edge) ?? new Set()).add(label));
  }
  const lines = [...edges].map(([edge, labels]) => `  ${edge}: ${[...labels].sort().join(', ')}`);
  return ['stateDiagram-v2', '  [*] --> idle', ...lines].join('\n');
}

function main(): void {
  const text = diagram();
  const file = join(import.meta.dirname, '..', 'ARCHITECTURE.md');
  const block = `\`\`\`mermaid\n${text}\n\`\`\`\n`;
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = before.replace(MARKERS, (_whole, open: string, close: string) => open + block + close);
  if (process.argv.includes('--check')) {
    if (!MARKERS.test(before)) fail('ARCHITECTURE.md has no <!-- diagram --> markers.');
    if (after !== before) fail('The state diagram of ARCHITECTURE.md is stale: run scripts/diagram.ts.');
    return;
  }
  console.log(text);
  if (after !== before) writeFileSync(file, after);
}

function fail(why: string): void {
  console.error(why);
  process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) main();
