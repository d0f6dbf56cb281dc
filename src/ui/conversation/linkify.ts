import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** An address in running text, without the punctuation that ends a sentence. Only http and https become links. */
const address = /(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]}])/i;

/** Untrusted text as text, its addresses as links that know nothing of this page. */
export function linkify(text: string): (string | TemplateResult)[] {
  return text
    .split(address)
    .map((piece, i) =>
      i % 2 ? html`<a href=${piece} target="_blank" rel="noopener noreferrer nofollow">${piece}</a>` : piece,
    );
}
