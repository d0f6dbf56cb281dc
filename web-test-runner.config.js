// @ts-check
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { fileURLToPath } from 'node:url';
import { browserReporter } from './scripts/browser-reporter.mjs';
import { findChromium, findFirefox, firefoxPreferences, testFlags } from './scripts/browsers.mjs';

const executablePath = findChromium();
const firefox = findFirefox();
if (!firefox)
  console.log('NOT RUN: the browser suite in Firefox: no Firefox here: npm test installs one on Debian');
/** The launcher of Chromium starts a Firefox as well, over WebDriver BiDi. */
function inFirefox() {
  const launchOptions = { executablePath: String(firefox), extraPrefsFirefox: firefoxPreferences };
  return Object.assign(chromeLauncher({ launchOptions: { browser: 'firefox', ...launchOptions } }), {
    name: 'Firefox',
  });
}

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: 'test/browser/**/*.test.ts',
  nodeResolve: { exportConditions: ['production'] },
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
  ],
  browsers: [
    chromeLauncher({ launchOptions: { ...(executablePath ? { executablePath } : {}), args: testFlags } }),
    ...(firefox ? [inFirefox()] : []),
  ],
  concurrency: 1,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 600_000,
  testFramework: { config: { timeout: 60_000 } },
  staticLogging: Boolean(process.env['TEST_COUNTS']),
  reporters: [process.env['TEST_COUNTS'] ? browserReporter() : defaultReporter()],
};
