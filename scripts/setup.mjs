// @ts-check
/**
 * Brings what the next command needs: `node scripts/setup.mjs [chromium] [shell] [firefox] [python] [redis] [networks]`. Runs before anything is
 * installed, so only Node's own modules are used here. Costs some 20 ms when nothing is missing, 60 with Python.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, findFirefox, findHeadlessShell, onPath } from './browsers.mjs';
import { missingPythonPackages } from './python.mjs';

const root = join(import.meta.dirname, '..');
const fonts = ['fonts-inter', 'fonts-noto-core', 'fonts-noto-color-emoji'];

/** @param {string} file @returns {Record<string, {version?: string, integrity?: string, optional?: boolean}>} */
function packagesOf(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
}

/** By content, not by time: a checkout touches the lock without changing it. */
function modulesMatchTheLock() {
  try {
    const installed = packagesOf('node_modules/.package-lock.json');
    return Object.entries(packagesOf('package-lock.json')).every(([path, wanted]) => {
      const found = installed[path];
      if (!found) return path === '' || wanted.optional === true;
      return found.version === wanted.version && found.integrity === wanted.integrity;
    });
  } catch {
    return false;
  }
}

/** @param {string} command @param {string[]} args @param {Record<string, string>} [env] */
function run(command, args, env = {}) {
  console.log(`setup: ${command} ${args.join(' ')}`);
  const quiet = /** @type {const} */ (['ignore', 'ignore', 'inherit']);
  return (
    spawnSync(command, args, { cwd: root, stdio: [...quiet], env: { ...process.env, ...env } }).status === 0
  );
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(`setup: ${message}`);
  process.exit(1);
}

/** @param {string[]} packages */
function aptInstall(packages) {
  if (!onPath(['apt-get'])) return false;
  const before = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = [...before, 'apt-get', '-qq'];
  const [command = '', ...args] = apt;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = [...args, 'install', '-y', '--no-install-recommends', ...packages];
  return run(command, install, env) || (run(command, [...args, 'update'], env) && run(command, install, env));
}

if (!modulesMatchTheLock()) {
  const env = { PUPPETEER_SKIP_DOWNLOAD: '1' };
  if (!run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], env)) fail('npm ci failed');
}
if (process.argv.includes('chromium') && !findChromium()) {
  if (!aptInstall(['chromium'])) fail('no Chromium here: install one, or name it in CHROME_PATH');
  if (!aptInstall(fonts)) console.warn('setup: going on without the fonts of the pictures');
}
// the tests take half the time with it
if (process.argv.includes('shell') && findHeadlessShell() === findChromium() && !process.env['CHROME_PATH']) {
  aptInstall(['chromium-headless-shell']);
}
if (process.argv.includes('firefox') && !findFirefox()) {
  if (!aptInstall(['firefox-esr'])) {
    console.warn('setup: the tests with Firefox will not run: install one, or name it in FIREFOX_PATH');
  }
}
if (process.argv.includes('python')) {
  const missing = missingPythonPackages();
  if (missing.length > 0 && !aptInstall(missing)) {
    console.warn(`setup: the back ends of demo/backends in Python do not run without ${missing.join(', ')}`);
  }
}
// Only on machines that exist for tests, or that start nothing by themselves: Debian starts a server that is installed.
const startsNothing = process.env['CI'] || !existsSync('/run/systemd/system');
if (process.argv.includes('redis') && !onPath(['redis-server'])) {
  if (!startsNothing || !aptInstall(['redis-server']))
    console.warn('setup: the tests of two nodes with Redis will NOT RUN: install a redis-server');
}
// Only on machines that exist for tests: Debian starts a TURN server that is installed.
if (process.argv.includes('networks') && process.env['CI']) {
  const wanted = { turnserver: 'coturn', iptables: 'iptables', ip: 'iproute2' };
  const packages = Object.entries(wanted).flatMap(([name, from]) => (onPath([name]) ? [] : [from]));
  if (packages.length > 0 && !aptInstall(packages)) {
    console.warn(`setup: the tests of networks will not run without ${packages.join(', ')}`);
  }
}
