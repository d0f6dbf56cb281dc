/**
 * `npm run gallery [part of a name]`: pictures of every state of the interface, in gallery/out/, and all of them on one
 * contact sheet; those of the chat also as a phone shows them (`-phone`). SCALE=2 takes them twice as sharp, TOUCH=1 all as on
 * a phone, but for those that need a wide window. A server on a free port of the loopback address and a headless Chromium, both gone afterwards.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Locator, Page, ViewportSize } from 'playwright-core';
import { createServer } from 'vite';
import { findChromium, testFlags } from './browsers.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'gallery/out');

/** As wide as the narrowest phones of today. */
const phone = { width: 360, height: 640 };
const desktop = { width: 2100, height: 1200 };
const touch = !!process.env['TOUCH'];

/** Where pictures are taken. A phone has a finger for a pointer. */
const looks = [
  {
    query: '',
    name: '',
    touch,
    size: touch ? phone : desktop,
    alone: touch ? phone : { width: 1004, height: 640 },
  },
  { query: 'phone', name: '-phone', touch: true, size: phone, alone: phone },
];

/** Pictures are taken when every video shows a frame and every font is there. */
async function settled(page: Page): Promise<void> {
  await page.locator('main[data-ready]').waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => true));
}

/** What comes into view is drawn then: rows of a list, frames of a video. */
async function drawn(figure: Locator): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  await figure.evaluate(async () => {
    for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame);
  });
}

async function open(browser: Browser, url: string, touch: boolean, viewport: ViewportSize): Promise<Page> {
  // still pictures: nothing moves, and two runs look the same
  const page = await browser.newPage({
    viewport,
    deviceScaleFactor: Number(process.env['SCALE'] ?? 1),
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  page.on('pageerror', (error) => console.error(error));
  await page.goto(url);
  await settled(page);
  return page;
}

async function pictures(browser: Browser, url: string, look: (typeof looks)[number]): Promise<number> {
  const { query, name, touch, size } = look;
  const page = await open(browser, `${url}?${query}`, touch, size);
  let count = 0;
  for (const figure of await page.locator('figure').all()) {
    const id = (await figure.getAttribute('id')) ?? '';
    if (!id.includes(filter)) continue;
    await drawn(figure);
    await figure.locator('gallery-card').screenshot({ path: join(out, `${id}.png`) });
    count++;
  }
  if (!filter) await page.screenshot({ path: join(out, `contact-sheet${name}.png`), fullPage: true });
  const alone = (await page.locator('main').getAttribute('data-alone')) ?? '';
  await page.close();
  for (const id of alone.split(' ').filter((one) => `${one}${name}`.includes(filter))) {
    const own = await open(browser, `${url}?${query}&state=${id}`, touch, look.alone);
    await own.screenshot({ path: join(out, `${id}${name}.png`) });
    await own.close();
    count++;
  }
  return count;
}

async function all(url: string): Promise<number> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium on PATH; CHROME_PATH may name one');
  const browser = await chromium.launch({ executablePath, args: testFlags });
  try {
    let count = 0;
    for (const look of looks) count += await pictures(browser, url, look);
    return count;
  } finally {
    await browser.close();
  }
}

const filter = process.argv[2] ?? '';
if (!filter) rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const server = await createServer({
  root,
  configFile: false,
  logLevel: 'warn',
  cacheDir: join(root, '.cache/vite-gallery'),
  server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
});
try {
  await server.listen();
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('the server has no address');
  console.log(`${await all(`${address}gallery/index.html`)} pictures in gallery/out/`);
} finally {
  await server.close();
}
