import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';
import { baseFlags, fakeMediaFlags, findChromium, findHeadlessShell } from '../../../scripts/browsers.mjs';

const AUTOPLAY = '--autoplay-policy=no-user-gesture-required';

export interface LaunchOptions {
  /** Added to those that every test has. */
  readonly flags?: readonly string[];
  /** `false`: the browser has no camera and no microphone, and its prompt is not answered. */
  readonly devices?: boolean;
  /** `false`: sound needs a gesture, as in a person's browser. */
  readonly autoplay?: boolean;
  /** Pages that are left wait in the back/forward cache, as in a person's browser. */
  readonly pageCache?: boolean;
  /** With what is a browser's and not its engine's: prompts, lists of devices, the page cache. Else without, where there is such a one: it starts faster. */
  readonly whole?: boolean;
  /** Run through a wrapper, as `ip netns exec`. Default: the Chromium on this machine. */
  readonly executablePath?: string;
}

/** A Chromium with fake devices. Close it in `after`. */
export function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const whole = options.whole || options.devices === false || options.pageCache;
  const executablePath = options.executablePath ?? (whole ? findChromium() : findHeadlessShell());
  if (!executablePath)
    throw new Error('no Chromium: npm test installs one on Debian, elsewhere set CHROME_PATH');
  const media = options.devices === false ? [] : fakeMediaFlags;
  const autoplay =
    options.autoplay === false ? '--autoplay-policy=document-user-activation-required' : AUTOPLAY;
  const args = [...baseFlags, ...media, autoplay, ...(options.flags ?? [])];
  const ignoreDefaultArgs = options.pageCache ? ['--disable-back-forward-cache'] : [];
  return chromium.launch({ executablePath, args, ignoreDefaultArgs });
}

/** A person's browser profile of its own, observed from its first page on. */
export async function newPerson(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  // what moves costs a tenth of the processor, which two tests share
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  // a machine that is five times slower passes too
  context.setDefaultTimeout(60_000);
  await context.addInitScript({ path: join(import.meta.dirname, 'observe-page.js') });
  return context;
}
