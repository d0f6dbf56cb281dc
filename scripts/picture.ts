/**
 * `node --import tsx scripts/picture.ts`: docs/images/call.png, taken of the demo's lesson page: a conversation, a call
 * that rings, and a video call. Needs a build; servers on free loopback ports and a headless Chromium, gone afterwards.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { controls, eventually, launchChromium, startSite } from '../test/e2e/support/index.js';

const out = join(import.meta.dirname, '../docs/images');
/** One of the three, in CSS pixels: on a screen this narrow the modal fills it. */
const frame = { width: 424, height: 704 };
const gap = 20;

const talk = [
  ['sara', 'Hi! I am stuck on x² · eˣ. How often do I need the rule?'],
  ['tariq', 'Twice. Each time the power of x goes down by one.'],
  ['sara', 'Ah, so for x³ it would be three times?'],
  ['tariq', 'Exactly. Shall I show you?'],
  ['sara', 'Yes please 🙂'],
] as const;

async function shot(page: Page): Promise<string> {
  const bytes = await page.screenshot({ animations: 'disabled' });
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

const site = await startSite();
const browser = await launchChromium({ whole: true });
try {
  const context = await browser.newContext({
    viewport: frame,
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
  });
  const open = async (as: string) => {
    const page = await context.newPage();
    await page.goto(`${site.url}/lesson.html?as=${as}`);
    await page.waitForFunction(() => document.querySelector('chat-call-modal')?.connection === 'open');
    return page;
  };
  const pages = { tariq: await open('tariq'), sara: await open('sara') };
  await Promise.all(
    Object.values(pages).map((page) =>
      page.evaluate(() => document.querySelector('chat-call-modal')?.show()),
    ),
  );
  for (const [who, text] of talk) {
    const { message, send, messages } = controls(pages[who]);
    await message.fill(text);
    await send.click();
    await messages.getByText(text).waitFor();
    await controls(pages[who === 'sara' ? 'tariq' : 'sara'])
      .messages.getByText(text)
      .waitFor();
  }
  const { sara, tariq } = pages;
  const chat = await shot(sara);
  await controls(tariq).videoCall.click();
  await controls(sara).accept.waitFor();
  const ringing = await shot(sara);
  await controls(sara).accept.click();
  await eventually(
    'moving pictures',
    () => controls(sara).status.textContent(),
    (text) => /^00:(0[8-9]|1)/.test(text?.trim() ?? ''),
    30_000,
  );
  await sara.mouse.move(200, 400);
  const call = await shot(sara);
  const sheet = await browser.newPage({
    viewport: { width: 3 * frame.width + 4 * gap, height: frame.height + 2 * gap },
  });
  await sheet.setContent(`<style>
    body { margin: 0; padding: ${gap}px; display: flex; gap: ${gap}px; background: #eef1f6; }
    img { width: ${frame.width}px; border-radius: 14px; box-shadow: 0 1px 3px #0003; }
  </style>${[chat, ringing, call].map((src) => `<img src="${src}">`).join('')}`);
  mkdirSync(out, { recursive: true });
  await sheet.screenshot({ path: join(out, 'call.png') });
} finally {
  await browser.close();
  await site.close();
}
