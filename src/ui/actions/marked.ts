import { html, type TemplateResult } from 'lit';

type Piece = string | TemplateResult;

/** Untrusted text, as pieces of text and links, with what is looked for (in small letters) marked. Text stays text. */
export function marked(text: readonly Piece[], query: string): Piece[] {
  return text.flatMap((piece) => (typeof piece === 'string' ? pieces(piece, query) : piece));
}

function pieces(text: string, query: string): Piece[] {
  const small = text.toLowerCase();
  // letters that have another length when they are small would shift all that follows
  if (small.length !== text.length) return [text];
  const all: Piece[] = [];
  let from = 0;
  for (let at = small.indexOf(query); at >= 0; at = small.indexOf(query, from)) {
    all.push(text.slice(from, at), html`<mark>${text.slice(at, at + query.length)}</mark>`);
    from = at + query.length;
  }
  return [...all, text.slice(from)];
}
