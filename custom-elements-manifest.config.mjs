// @ts-check
/** What the package publishes about its one public element; the inner ones are its own business. */
import { readdirSync, readFileSync } from 'node:fs';

/** @typedef {{name: string, description?: string}} Described */

/** @param {string} folder */
const sources = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));

/** @param {string[]} texts @param {string} tag @returns {Described[]} */
function described(texts, tag) {
  const line = new RegExp(`^ *\\* @${tag} (\\S+) - (.*)$`, 'gm');
  return texts.flatMap((text) =>
    [...text.matchAll(line)].map(([, name = '', description = '']) => ({ name, description })),
  );
}

/** The properties that the themes read. */
const cssProperties = () => described(sources('src/themes'), 'cssprop');

/** The parts that lead out of the inner elements; each is described where it is drawn. */
function cssParts() {
  const ui = sources('src/ui');
  const outermost = ['src/ui/modal.ts', 'src/chat-call-modal.ts'].map((file) => readFileSync(file, 'utf8'));
  const out = outermost.flatMap((text) =>
    [...text.matchAll(/exportparts="([^"]*)"/g)].flatMap(([, names = '']) => names.split(/\s*,\s*/)),
  );
  return described(ui, 'csspart').filter(({ name }) => out.includes(name));
}

/** The first one of each name stays. @param {Described[]} items */
const once = (items) =>
  [...new Map(items.toReversed().map((item) => [item.name, item])).values()].toReversed();

/** @param {string} path */
const published = (path) => path.replace(/^\/?src\//, 'dist/lib/').replace(/\.ts$/, '.js');

/** Readers of the package have dist/lib, not src. @param {any} node */
function publishPaths(node) {
  if (!node || typeof node !== 'object') return;
  for (const key of ['path', 'module']) if (typeof node[key] === 'string') node[key] = published(node[key]);
  Object.values(node).forEach(publishPaths);
}

export default {
  globs: [
    'src/index.ts',
    'src/element.ts',
    'src/chat-call-modal.ts',
    'src/events.ts',
    'src/controllers/properties.ts',
  ],
  litelement: true,
  outdir: '.',
  packagejson: false,
  plugins: [
    {
      name: 'the-whole-surface',
      /** @param {{customElementsManifest: any}} context */
      packageLinkPhase({ customElementsManifest }) {
        for (const declaration of customElementsManifest.modules.flatMap(
          (/** @type {any} */ m) => m.declarations,
        )) {
          const open = (/** @type {any} */ member) => !['private', 'protected'].includes(member.privacy);
          if (declaration.members) declaration.members = declaration.members.filter(open);
          if (declaration.tagName !== 'chat-call-modal') continue;
          declaration.cssProperties = once([...(declaration.cssProperties ?? []), ...cssProperties()]);
          declaration.cssParts = once([...(declaration.cssParts ?? []), ...cssParts()]);
        }
        publishPaths(customElementsManifest);
      },
    },
  ],
};
