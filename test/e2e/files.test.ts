import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openChat, openMenuOf, whenTick, write } from './support/chat.js';
import { eventually, launchChromium, startSite, withTwo, type Person, type Site } from './support/index.js';
import { photoWithPlace } from './support/photo.js';

const NONCE = 'dGVzdA';
/** Pictures of nowhere: a browser that tries to load one says so, and that is all it may say. */
const POLICY = [
  ...["default-src 'none'", `script-src 'nonce-${NONCE}' 'strict-dynamic'`, "style-src 'self'"],
  ...["connect-src 'self'", 'img-src data: https://a.test', 'media-src https://a.test', "base-uri 'none'"],
  "require-trusted-types-for 'script'",
].join('; ');

const message = (message_id: string, attachments: readonly object[]) => ({
  ...{ type: 'chat_message', message_id, text: message_id, attachments },
  ...{ from_profile_id: '1', from_profile_type: 'tutor', to_profile_id: '7', to_profile_type: 'student' },
});

const choose = (person: Person, ...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  person.page.locator('chat-call-modal').locator('input[type=file]').setInputFiles(files);

const text = (name: string, words = 'words') => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(words),
});

describe('files in messages', { timeout: 600_000 }, () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const on = async (
    options: Parameters<typeof startSite>[0],
    act: (two: { tariq: Person; sara: Person }, site: Site) => Promise<void>,
  ) => {
    const site = await startSite(options);
    try {
      await withTwo(browser, { site, attributes: {} }, (two) => act(two, site));
    } finally {
      await site.close();
    }
  };

  test('a picture goes out smaller and without its place, is seen, opened, and there after a reload', () =>
    on({}, async ({ tariq, sara }) => {
      for (const person of [tariq, sara]) await openChat(person);
      await tariq.attachFile.waitFor();
      const buffer = await photoWithPlace(tariq.page, 3000, 1500);
      await choose(tariq, { name: 'lesson.jpg', mimeType: 'image/jpeg', buffer }, text('notes.txt'));
      await tariq.button('Remove notes.txt').waitFor();
      await tariq.message.fill('Look at this');
      await tariq.message.press('Enter');
      const picture = sara.button('Open picture lesson.jpg');
      await picture.waitFor();
      const file = sara.messages.getByRole('link', { name: 'Download notes.txt' });
      assert.match((await file.getAttribute('href')) ?? '', /\/files\/[\w-]{32}\?download$/);
      const look = () =>
        picture.locator('img').evaluate((img: HTMLImageElement) => ({
          src: img.src,
          room: `${img.width} × ${img.height}`,
        }));
      const shows = ({ src, room }: { src: string; room: string }) => src !== '' && room === '260 × 130';
      const image = await eventually('the picture has its room', look, shows);
      await whenTick(tariq, 'Read');
      const sent = Buffer.from(await (await fetch(image.src)).arrayBuffer());
      assert.equal(sent.includes('GPS'), false);
      const [width, height] = await sara.page.evaluate(async (src) => {
        const img = new Image();
        img.src = src;
        await img.decode();
        return [img.naturalWidth, img.naturalHeight];
      }, image.src);
      assert.deepEqual([width, height], [2048, 1024]);

      await picture.click();
      const viewer = sara.page.getByRole('dialog', { name: 'Picture' });
      await viewer.getByRole('img', { name: 'lesson.jpg' }).waitFor();
      await viewer.getByRole('link', { name: 'Download lesson.jpg' }).waitFor();
      await sara.page.keyboard.press('Escape');
      await viewer.waitFor({ state: 'detached' });
      await eventually(
        'focus is back on the picture',
        () => picture.evaluate((button) => button.matches(':focus')),
        Boolean,
      );

      await sara.page.reload();
      await openChat(sara);
      await sara.button('Open picture lesson.jpg').waitFor();
      await sara.messages.getByText('Look at this').waitFor();
    }));

  test('several by paste and drop, one taken back, one too large, one that is not what it says; words tell why', () =>
    on({ relay: { uploads: { maxBytes: 2000 } } }, async ({ tariq, sara }) => {
      for (const person of [tariq, sara]) await openChat(person);
      await tariq.attachFile.waitFor();
      const bring = (
        type: 'paste' | 'drop',
        name: string,
        words: string,
        mime = 'text/plain',
        where = tariq.message,
      ) =>
        where.evaluate(
          (field, [how, fileName, content, fileType]) => {
            const data = new DataTransfer();
            data.items.add(new File([content], fileName, { type: fileType }));
            const options = { bubbles: true, composed: true, cancelable: true };
            const event =
              how === 'paste'
                ? new ClipboardEvent(how, { ...options, clipboardData: data })
                : new DragEvent(how, { ...options, dataTransfer: data });
            field.dispatchEvent(event);
          },
          [type, name, words, mime] as const,
        );
      await bring('paste', 'pasted.txt', 'pasted');
      // on a narrow screen the words need the room
      await tariq.page.setViewportSize({ width: 360, height: 640 });
      const record = tariq.button('Record voice message');
      for (const words of ['', 'a', '']) {
        await tariq.message.fill(words);
        await record.waitFor({ state: words ? 'hidden' : 'visible' });
      }
      // not everybody meets the conversation
      await bring('drop', 'dropped.txt', 'dropped', 'text/plain', tariq.button('Close'));
      await bring('drop', 'large.txt', 'x'.repeat(2001));
      await bring('drop', 'page.txt', '<script>alert(1)</script>');
      for (const name of ['pasted', 'large', 'page']) await tariq.button(`Remove ${name}.txt`).waitFor();
      await tariq.button('Remove dropped.txt').click();
      await tariq.button('Remove dropped.txt').waitFor({ state: 'detached' });
      await tariq.send.click();
      await tariq.page.getByText('Too large: at most 2.0 kB').waitFor();
      await tariq.page.getByText('Files of this type cannot be sent here').waitFor();
      await write(tariq, 'A word meanwhile');
      await sara.messages.getByText('A word meanwhile').waitFor();
      // what was sent before it stands before it
      assert.equal(await sara.messages.getByRole('link').count(), 0);
      await tariq.button('Remove large.txt').click();
      await tariq.button('Remove page.txt').click();
      await sara.messages.getByRole('link', { name: 'Download pasted.txt' }).waitFor();
      assert.equal(await sara.messages.getByRole('link').count(), 1);
      await eventually(
        'the strip',
        () => tariq.page.getByRole('group', { name: 'Files to send' }).count(),
        (count) => count === 0,
      );
    }));

  test('a lost upload is tried again by a click; one that is under way can be cancelled', () => {
    let answers: 'lose' | 'hold' | 'pass' = 'lose';
    const handle: NonNullable<Parameters<typeof startSite>[0]>['handle'] = (request) => {
      if (request.method !== 'POST' || !request.url?.includes('transport=upload') || answers === 'pass')
        return false;
      if (answers === 'lose') request.socket.destroy();
      return true;
    };
    return on({ handle }, async ({ tariq, sara }, site) => {
      await tariq.page.evaluate((url) => {
        document.querySelector('chat-call-modal')!.apiBaseUrl = url;
      }, site.url);
      for (const person of [tariq, sara]) await openChat(person);
      await tariq.attachFile.waitFor();
      await choose(tariq, text('a.txt'));
      await tariq.button('Remove a.txt').waitFor();
      await tariq.send.click();
      await tariq.page.getByText('Connection lost').waitFor();
      answers = 'hold';
      await tariq.button('Try again: a.txt').click();
      await tariq.button('Cancel a.txt').click();
      answers = 'pass';
      await choose(tariq, text('b.txt'));
      await tariq.button('Remove b.txt').waitFor();
      await tariq.send.click();
      await sara.messages.getByRole('link', { name: 'Download b.txt' }).waitFor();
      assert.equal(await sara.messages.getByRole('link').count(), 1);
    });
  });

  test('a page’s own uploadFile wins; without it and without the back end’s there is no button, and text goes on', () =>
    on({ relay: { uploads: false } }, async ({ tariq, sara }) => {
      for (const person of [tariq, sara]) await openChat(person);
      await write(tariq, 'Hello');
      await sara.messages.getByText('Hello').waitFor();
      assert.equal(await tariq.attachFile.count(), 0);
      await tariq.page.evaluate(() => {
        const widget = document.querySelector('chat-call-modal')!;
        widget.uploadFile = async (file, { signal, onProgress }) => {
          onProgress(0.5);
          signal.throwIfAborted();
          await Promise.resolve();
          return { url: 'https://files.test/1', name: file.name, size: file.size, type: 'text/plain' };
        };
      });
      await tariq.attachFile.waitFor();
      await choose(tariq, text('own.txt'));
      await tariq.button('Remove own.txt').waitFor();
      await tariq.send.click();
      const link = sara.messages.getByRole('link', { name: 'Download own.txt' });
      assert.equal(await link.getAttribute('href'), 'https://files.test/1');
    }));

  test('X6 names, addresses and types of files do nothing in a strict page, and are shown as text', async () => {
    const site = await startSite({ backend: 'bare', headers: { 'content-security-policy': POLICY } });
    try {
      await withTwo(
        browser,
        { site, nonce: NONCE, attributes: { 'api-base-url': site.url } },
        async ({ sara }) => {
          await openChat(sara);
          const names = [
            '<img src=x onerror=alert(1)>.png',
            '"><script>alert(1)</script>.pdf',
            '\u202egnp.exe',
          ];
          const urls = [
            'javascript:alert(1)',
            'data:text/html,<script>alert(1)</script>',
            'https://a.test/"onload="alert(1)',
          ];
          const types = ['image/svg+xml', 'text/html', 'image/png', 'audio/mpeg'];
          let id = 0;
          const send = (frame: object) =>
            site.forwarder?.sockets('7', 'student')[0]?.send(JSON.stringify(frame));
          for (const name of names)
            for (const url of urls)
              for (const type of types) send(message(`m${(id += 1)}`, [{ url, name, type, size: 1 }]));
          send(message('last', [{ url: 'https://a.test/1', name: names[0], type: 'text/html', size: 1 }]));
          const last = sara.messages.getByRole('link', { name: `Download ${names[0]}` }).last();
          await last.waitFor();
          // one of our own, so that those before it have been told
          await sara.page.evaluate(() => void (new Image().src = 'https://elsewhere.test/'));
          const ours = 'img-src https://elsewhere.test/';
          const told = () => sara.page.evaluate(() => [...observed.violations]);
          await eventually('violations', told, (found) => found.includes(ours));
          assert.deepEqual(await told(), [ours]);
          const links = await sara.messages
            .getByRole('link')
            .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
          assert.ok(links.every((href) => href.startsWith('https://')));
        },
      );
    } finally {
      await site.close();
    }
  });

  test('an answer to a message takes the chosen files along', () =>
    on({}, async ({ tariq, sara }) => {
      for (const person of [tariq, sara]) await openChat(person);
      await write(tariq, 'Your notes, please');
      await openMenuOf(sara, 'Your notes');
      await sara.page.getByRole('menuitem', { name: 'Reply', exact: true }).click();
      const strip = sara.page.getByText('Reply to Tariq');
      await strip.waitFor();
      await choose(sara, text('notes.txt'));
      await sara.button('Remove notes.txt').waitFor();
      await strip.waitFor();
      await sara.message.fill('Here they are');
      await sara.message.press('Enter');
      await tariq.messages.getByRole('link', { name: 'Download notes.txt' }).waitFor();
      await eventually(
        'the answer with what it answers',
        () => tariq.messages.innerText(),
        (all) => /You\s+Your notes, please\s+Sara:\s+Here they are/.test(all),
      );
      await sara.button('Remove notes.txt').waitFor({ state: 'detached' });
    }));
});
