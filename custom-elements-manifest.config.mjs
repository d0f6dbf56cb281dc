/** What the package publishes about its one public element; the inner ones are its own business. */
export default {
  globs: [
    'src/index.ts',
    'src/element.ts',
    'src/chat-call-modal.ts',
    'src/events.ts',
    'src/controllers/**/*.ts',
  ],
  litelement: true,
  outdir: '.',
  packagejson: false,
  plugins: [
    {
      // Readers of the package have dist/lib, not src.
      name: 'published-paths',
      packageLinkPhase({ customElementsManifest }) {
        const published = (path) => path?.replace(/^\/?src\//, 'dist/lib/').replace(/\.ts$/, '.js');
        const visit = (node) => {
          if (!node || typeof node !== 'object') return;
          for (const key of ['path', 'module'])
            if (typeof node[key] === 'string') node[key] = published(node[key]);
          Object.values(node).forEach(visit);
        };
        visit(customElementsManifest);
      },
    },
  ],
};
