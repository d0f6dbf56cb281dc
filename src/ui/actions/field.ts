import type { ExtrasHost } from '../conversation/extras.js';

/** The field in which one writes. */
export function fieldOf({ renderRoot }: ExtrasHost): HTMLTextAreaElement | null {
  return renderRoot.querySelector('ccm-composer')?.shadowRoot?.querySelector('textarea') ?? null;
}

/** As if it was typed: the field grows, and the draft is kept. */
export function setText(host: ExtrasHost, text: string): void {
  const field = fieldOf(host);
  if (!field) return;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** At the caret. */
export function insertText(host: ExtrasHost, text: string): void {
  const field = fieldOf(host);
  if (!field) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
