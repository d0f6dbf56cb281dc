import { defineConfig, type UserConfig } from 'vite';
import { leanLit } from './scripts/lean-lit.js';
import { squeezeTemplates } from './scripts/squeeze-templates.js';
import { terserChunks } from './scripts/terser-chunks.js';

/** The oldest browsers that have what the widget stands on: dialog, Web Locks, replaceTrack, constructable sheets. */
const target = ['chrome111', 'edge111', 'firefox114', 'safari16.4'];

/** The script tag's build: everything in it, lazy chunks loaded relative to the module, wherever that lies. */
const cdn: UserConfig = {
  base: './',
  plugins: [leanLit(), squeezeTemplates(), terserChunks()],
  build: {
    outDir: 'dist/cdn',
    target,
    modulePreload: false,
    sourcemap: true,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'chat-call-modal.js' },
    rolldownOptions: {
      checks: { pluginTimings: false },
      // Without minify here a library build keeps its white space.
      output: {
        minify: true,
        comments: false,
        // One file for all that loads first; the entry only names it, so that no chunk ever imports the entry by an
        // address that differs from the page's (`?v=2`).
        codeSplitting: {
          groups: [{ name: 'first', tags: ['$initial'] }],
        },
        chunkFileNames: 'chunks/[name]-[hash].js',
      },
    },
  },
};

/** For a plain script tag: some lines that import the module that lies beside them. */
const classic: UserConfig = {
  build: {
    outDir: 'dist/cdn',
    target,
    emptyOutDir: false,
    lib: {
      entry: 'src/classic.ts',
      formats: ['iife'],
      name: 'ChatCallModalLoader',
      fileName: () => 'chat-call-modal.classic.js',
    },
    rolldownOptions: { output: { minify: true } },
  },
};

/** The server, for Node: its dependencies stay in node_modules. */
const relay: UserConfig = {
  build: {
    outDir: 'dist/relay',
    target: 'node20',
    ssr: true,
    minify: false,
    rolldownOptions: {
      input: { index: 'src/relay/index.ts', cli: 'src/relay/cli.ts', verify: 'src/relay/verify/cli.ts' },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
};

const builds: Record<string, UserConfig> = { cdn, classic, relay };

export default defineConfig(({ mode }) => ({
  ...(builds[mode] ?? cdn),
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warn',
  publicDir: false,
}));
