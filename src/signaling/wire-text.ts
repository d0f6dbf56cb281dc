/** A text or a number from the wire as text, `''` for all else. */
export function wireText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
