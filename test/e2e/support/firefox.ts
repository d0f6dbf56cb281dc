import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { findFirefox, firefoxPreferences } from '../../../scripts/browsers.mjs';
import { profileAddress, type OpenProfileOptions } from './profile.js';

/** Why the tests with Firefox cannot run here, or `null`. */
export const withoutFirefox: string | null = findFirefox()
  ? null
  : 'no Firefox here: npm test installs one on Debian';

/** Pages may tell of what is new, and Firefox shows that itself: here is no desktop that would. */
export const NOTIFYING = { 'permissions.default.desktop-notification': 1, 'alerts.useSystemBackend': false };

/** A Firefox without a window. It dies at its start now and then (puppeteer over BiDi): then once more. */
export async function launchFirefox(more: Record<string, unknown> = {}): Promise<Browser> {
  const executablePath = findFirefox() ?? '';
  // without motion, as in Chromium: what a screen that grows in does not show yet cannot be clicked
  const extraPrefsFirefox = { ...firefoxPreferences, 'ui.prefersReducedMotion': 1, ...more };
  const start = () => launch({ browser: 'firefox', executablePath, headless: true, extraPrefsFirefox });
  return start().catch(start);
}

/**
 * The minimal page for somebody, observed like every other, with its element defined and its socket open.
 * @param watch runs in it before its own scripts
 */
export async function openInFirefox(
  browser: Browser,
  options: OpenProfileOptions,
  watch?: () => void,
): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.evaluateOnNewDocument(readFileSync(join(import.meta.dirname, 'observe-page.js'), 'utf8'));
  if (watch) await page.evaluateOnNewDocument(watch);
  await page.goto(profileAddress(options));
  await page.waitForFunction(() => document.querySelector('chat-call-modal')?.connection === 'open');
  return page;
}
