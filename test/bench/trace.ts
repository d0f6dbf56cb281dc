import type { CallMarks } from './pair.js';

/** Both sides of one call on one line of time, the caller's to the left. */
export function timeline({ caller, callee }: CallMarks): string {
  const start = caller['start'] ?? NaN;
  const rows = [
    ...Object.entries(caller).map(([what, at]) => ({ what, at, side: 'caller' })),
    ...Object.entries(callee).map(([what, at]) => ({ what, at, side: 'callee' })),
  ].sort((a, b) => a.at - b.at);
  return rows
    .map(({ what, at, side }) => {
      const text = what.replace(/^\d+ /, '');
      const cells = side === 'caller' ? [text, ''] : ['', text];
      return `${(at - start).toFixed(1).padStart(8)}  ${(cells[0] ?? '').padEnd(44)}${cells[1] ?? ''}`.trimEnd();
    })
    .join('\n');
}
