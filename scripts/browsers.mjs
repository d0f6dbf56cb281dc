// @ts-check
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The first of these names that is an executable on PATH.
 * @param {readonly string[]} names
 * @returns {string | null}
 */
export function onPath(names) {
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        continue;
      }
    }
  }
  return null;
}

/** CHROME_PATH wins; else the first Chromium or Chrome on PATH; else null. */
export function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
  return process.env['CHROME_PATH'] || onPath(names);
}

/**
 * Chromium's engine without the windows and services of a browser, which start with each profile: two people who open a
 * page take a fifth of the processor time, with a video call half of it. Where there is none, or CHROME_PATH names another: that Chromium.
 */
export function findHeadlessShell() {
  const shell = onPath(['chromium-headless-shell', 'chrome-headless-shell']);
  return process.env['CHROME_PATH'] || shell || findChromium();
}

/** FIREFOX_PATH wins; else the first Firefox on PATH; else null. */
export function findFirefox() {
  return process.env['FIREFOX_PATH'] || onPath(['firefox-esr', 'firefox']);
}

/** A camera, microphones and speakers that exist on every machine, and the prompt answered with yes. */
export const fakeMediaFlags = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

/** Devices that exist on every machine, the prompt answered with yes, sound without a gesture, addresses as they are. */
export const firefoxPreferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  // without it an AudioContext waits for a sound card for ever
  'media.cubeb.force_mock_context': true,
};

/**
 * What every automated Chromium here is started with. No sandbox: containers run as root. Timers of the page
 * in the back must tick as those in front, because a call has two of them.
 */
export const baseFlags = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** The flags of most tests: fake devices, and sound without a gesture. */
export const testFlags = [...baseFlags, ...fakeMediaFlags, '--autoplay-policy=no-user-gesture-required'];
