// @ts-check
/**
 * `npm start [-- --port 4173 --host 127.0.0.1 --backend django-relay]`: builds when something has changed, then serves the
 * demo and the relay, or one of `demo/backends` in its place.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { backendNames, startDemoBackend } from './demo-backend.mjs';
import { startSiteServer } from './site-server.mjs';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    backend: { type: 'string', default: '' },
  },
});
const usual = 4173;
if (values.backend && !backendNames.includes(values.backend)) {
  console.error(`start: --backend is one of ${backendNames.join(', ')}`);
  process.exit(2);
}

const build = spawnSync(process.execPath, ['scripts/build.mjs', '--if-stale'], {
  cwd: root,
  stdio: 'inherit',
});
const relayFile = join(root, 'dist/relay/index.js');
if (!existsSync(relayFile)) process.exit(1);
if (build.status !== 0) console.warn('start: the build has failures; going on with what there is');

/** @type {typeof import('../src/relay/index.js')} */
const { createRelay } = await import(pathToFileURL(relayFile).href);
const relay = values.backend
  ? await startDemoBackend(values.backend).catch((error) => {
      console.error(`start: ${error.message}`);
      process.exit(1);
    })
  : await createRelay({ log: (line) => console.log(line) });
// what the widget takes where nobody answers; without it the console of the pages tells of a 404 with each call
const iceServers = [{ urls: 'stun:stun.l.google.com:19302' }];
const options = { host: values.host, backend: relay.url, iceServers };
const site = await startSiteServer({ ...options, port: Number(values.port ?? usual) }).catch((error) => {
  if (values.port !== undefined || error.code !== 'EADDRINUSE') throw error;
  return startSiteServer(options);
});

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    void Promise.all([site.close(), relay.close()]).then(() => process.exit(0));
  });
}

const shown = site.url.replace('0.0.0.0', 'localhost').replace('[::]', 'localhost');
const query = values.backend && `?backend=${values.backend}`;
// its pages are signed in by the relay's word, which the others do not take
const whole = values.backend ? '' : `\n  An old multi-page site                ${shown}/site/`;
console.log(`
  A tutor and a student, side by side   ${shown}/${query}${whole}
  The server they talk through          ${relay.url}

Open ${shown}/${query}`);
