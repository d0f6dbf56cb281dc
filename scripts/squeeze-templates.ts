import type { Plugin } from 'vite';
import { asNode, nodesOf, type Node } from './syntax.js';

/** `css` sheets know no difference between one kind of white space and another, outside of strings. */
function squeezeCss(text: string): string {
  const pieces = text.replaceAll(/\/\*[^]*?\*\//g, '').split(/("[^"]*"|'[^']*')/);
  const squeezed = pieces.map((piece, index) =>
    index % 2
      ? piece
      : piece
          .replaceAll(/\s+/g, ' ')
          .replaceAll(/ ?([{};,>]) ?/g, '$1')
          .replaceAll(': ', ':'),
  );
  return squeezed.join('').replaceAll(';}', '}');
}

/** In markup only the indentation goes: a line end becomes a space, so that words never run together. */
function squeezeMarkup(text: string): string {
  return text.replaceAll(/\n\s*/g, ' ');
}

const squeezers: Record<string, (text: string) => string> = {
  css: squeezeCss,
  html: squeezeMarkup,
  svg: squeezeMarkup,
};

/** The literal pieces of every css, html and svg template, with what makes each smaller. */
function* piecesOf(
  module: Node,
): Generator<{ start: number; end: number; squeeze: (text: string) => string }> {
  for (const node of nodesOf(module)) {
    if (node.type !== 'TaggedTemplateExpression') continue;
    const squeeze = squeezers[(node['tag'] as { name?: string }).name ?? ''];
    const { quasis } = node['quasi'] as { quasis: Node[] };
    if (squeeze) for (const { start, end } of quasis) yield { start, end, squeeze };
  }
}

/** Takes the indentation out of Lit templates: a minifier leaves literals alone, and every byte of them is shipped. */
export function squeezeTemplates(): Plugin {
  return {
    name: 'squeeze-templates',
    transform: {
      order: 'post',
      filter: { id: /\/src\/.*\.ts$/, code: /`/ },
      handler(code) {
        const pieces = [...piecesOf(asNode(this.parse(code)))].sort((a, b) => b.start - a.start);
        let squeezed = code;
        for (const { start, end, squeeze } of pieces) {
          squeezed = squeezed.slice(0, start) + squeeze(squeezed.slice(start, end)) + squeezed.slice(end);
        }
        return { code: squeezed, map: null };
      },
    },
  };
}
