import { html } from 'lit';

/** An address in running text, without the punctuation that ends a sentence; brackets are part of it in pairs. Only http and https become links. */
const address =
  /((?:https?:\/\/|\bwww\.)(?=[^\s<>"'.,;:!?)\]}])(?:[^\s<>"()]*\([^\s<>"()]*\))*(?:[^\s<>"]*[^\s<>"'.,;:!?)\]}])?)/i;

/**
 * Untrusted text as text, its addresses as links that know nothing of this page.
 * @param draw each piece, in order
 */
export function linkify(text: string, draw = (piece: string): unknown => piece): unknown[] {
  return text
    .split(address)
    .map((piece, i) =>
      i % 2
        ? html`<a
            href=${/^w/i.test(piece) ? `https://${piece}` : piece}
            target="_blank"
            rel="noopener noreferrer nofollow"
            >${draw(piece)}</a
          >`
        : draw(piece),
    );
}
