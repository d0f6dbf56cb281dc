import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Browser as Firefox, ElementHandle } from 'puppeteer-core';
import { openChat, shown, whenShown, whenTick, write } from './support/chat.js';
import { launchFirefox, withoutFirefox } from './support/firefox.js';
import { FirefoxPerson } from './support/firefox-person.js';
import { notRun } from './support/not-run.js';
import {
  controls,
  eventually,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  RUNNING_TIME,
  SARA,
  startSite,
  TARIQ,
  whenConnected,
  type Person,
  type Site,
  type SiteOptions,
} from './support/index.js';
import { photoWithPlace } from './support/photo.js';

const LOCAL = { 'ice-servers': '[]', launcher: '' };
const LONG = 30_000;
/** Many messages at once are no flood here. */
const FAST: SiteOptions = { relay: { rate: { burst: 1000, perSecond: 1000 } } };

interface Walk {
  readonly tariq: Person;
  readonly sara: FirefoxPerson;
  readonly site: Site;
}

if (!notRun('chat between Chromium and Firefox', withoutFirefox))
  describe('Tariq writes in Chromium, Sara in Firefox', { timeout: 300_000 }, () => {
    let chromium: Browser;
    let firefox: Firefox;
    const folder = mkdtempSync(join(tmpdir(), 'ccm-files-'));
    /** Uploads break off on their way. */
    let lost = true;
    const LOSSY: SiteOptions = {
      handle: ({ method, url, socket }) => {
        if (!lost || method !== 'POST' || !url?.includes('transport=upload')) return false;
        socket.destroy();
        return true;
      },
    };
    before(async () => {
      [chromium, firefox] = await Promise.all([launchChromium(), launchFirefox()]);
    });
    after(async () => {
      rmSync(folder, { recursive: true });
      await Promise.all([chromium.close(), firefox.close()]);
    });

    /** A server of its own for each, so that what one leaves is for nobody else. */
    const on = (name: string, options: SiteOptions, act: (walk: Walk) => Promise<void>) =>
      void test(name, async () => {
        const site = await startSite(options);
        const context = await newPerson(chromium);
        try {
          const open = { site, attributes: LOCAL };
          const page = await openProfile(context, { ...open, profile: TARIQ, peer: SARA });
          await whenConnected(page);
          const tariq: Person = { page, ...controls(page) };
          const sara = await FirefoxPerson.open(firefox, { ...open, profile: SARA, peer: TARIQ });
          await act({ tariq, sara, site });
          await expectNothingLeft(page);
          await sara.expectNoErrors();
          await sara.page.close();
        } finally {
          await context.close();
          await site.close();
        }
      });

    on('text, counts, ticks, typing, reply, reactions, edit, delete, copy and emoji', {}, async (walk) => {
      const { tariq, sara } = walk;
      await openChat(tariq);
      await write(tariq, 'Salaam from Chromium');
      await whenTick(tariq, 'Delivered');
      await sara.whenCounts('(1) one | 1');
      await sara.press('Open chat, 1 unread');
      await sara.whenTexts('[part="unread"]', ['New messages']);
      await sara.whenCounts('one | 0');
      await whenTick(tariq, 'Read');

      await sara.click('textarea');
      await sara.page.keyboard.type('Hello');
      await tariq.messages.getByText('Sara is writing…').waitFor();
      await sara.page.keyboard.press('Enter');
      await whenShown(tariq, ['Salaam from Chromium', 'Hello']);
      await sara.whenTick('Read');
      await tariq.message.pressSequentially('One mo');
      await sara.whenTexts('[part="typing"]', ['Tariq is writing…']);
      await tariq.message.press('Enter');
      await sara.whenShown(['Salaam from Chromium', 'Hello', 'One mo']);

      await sara.choose('One mo', 'Reply');
      await sara.write('Take two');
      const quote = tariq.messages.locator('[part="quote"]');
      await quote.waitFor();
      assert.match(await quote.innerText(), /You\s+One mo/);
      await sara.click('[part="quote"]');
      await sara.one('p.shown');

      await sara.choose('One mo', '👍');
      const chip = tariq.messages.locator('[part="reaction"]');
      await chip.click();
      await sara.whenTexts('[part="reaction"]', ['👍 2: You, Tariq']);

      await sara.choose('Hello', 'Edit');
      await sara.whenField('Hello');
      await sara.write(' there');
      await whenShown(tariq, ['Salaam from Chromium', 'Hello there', 'One mo', 'Take two']);
      assert.equal(await tariq.messages.locator('.edited').count(), 1);

      await sara.choose('Take two', 'Delete');
      await sara.click('ccm-message-menu >>> .danger');
      await whenShown(tariq, ['Salaam from Chromium', 'Hello there', 'One mo', 'Message deleted']);

      await sara.choose('Salaam', 'Copy');
      const told = () => sara.texts('.view > p');
      await eventually('it is told', told, ([all]) => !!all?.endsWith('Copied'), LONG);
      await sara.paste();
      await sara.whenField('Salaam from Chromium');

      await sara.press('Emoji');
      await sara.locate('ccm-emoji >>> input').click();
      await sara.page.keyboard.type('party popper');
      await sara.whenTexts('.groups + p', ['1 found']);
      await sara.page.keyboard.press('Enter');
      await sara.page.keyboard.press('Escape');
      await sara.whenField('Salaam from Chromium🎉');
      await sara.page.keyboard.press('Enter');
      await eventually(
        'the last',
        () => shown(tariq),
        (all) => all.at(-1) === 'Salaam from Chromium🎉',
        LONG,
      );
    });

    on('place and draft over a reload, history, jump to latest, a notice, the list', FAST, async (walk) => {
      const { tariq, sara } = walk;
      await tariq.page.evaluate(async () => {
        for (let i = 0; i < 120; i++)
          await document.querySelector('chat-call-modal')?.sendMessage(`Line ${i}`);
      });
      await sara.whenCounts('(120) one | 120');
      await sara.show();
      const texts = () => sara.texts('[part~="bubble"] .text');
      const isAll = ([first]: readonly string[]) => first === 'Line 0';
      await eventually('what was said first', () => sara.page.evaluate(scroll, 0).then(texts), isAll, LONG);
      await sara.page.evaluate(scroll, 700);
      const isKept = () => /^-?\d+ ./.test(sessionStorage.getItem('ccm-place tutor 1') ?? '');
      await sara.page.waitForFunction(isKept, { timeout: LONG });
      await sara.click('textarea');
      await sara.page.keyboard.type('Half a sen');
      const place = await sara.page.evaluate(placeOf);
      await sara.reload();
      await sara.show();
      await eventually(
        'the place',
        () => sara.page.evaluate(placeOf),
        (now) => now === place,
        LONG,
      );
      await sara.whenField('Half a sen');
      await openChat(tariq);
      await write(tariq, 'News');
      await sara.press('Latest messages, 1 new');
      await sara.whenTexts('[part="latest-button"]', []);
      await sara.whenCounts('one | 0');

      // at somebody else's: a card tells of it, and leads there
      const other = { id: '2', type: 'tutor' };
      await sara.page.evaluate((peer) => document.querySelector('chat-call-modal')?.show(peer), other);
      await write(tariq, 'Over here');
      await sara.whenTexts('[part="notice"] p', ['TariqOver here']);
      await sara.whenCounts('(1) one | 1');
      await sara.click('[part="open-button"]');
      await sara.whenField('Half a sen');
      await sara.whenCounts('one | 0');
      await sara.press('All chats');
      await sara.whenTexts('[part="chat-entry"] b', ['Tariq']);
      await sara.click('[part="search-input"]');
      await sara.page.keyboard.type('nobody');
      await sara.whenTexts('[part="chat-entry"]', []);
      for (const key of ['Escape', 'ArrowDown', 'Enter'] as const) await sara.page.keyboard.press(key);
      await sara.whenField('Half a sen');
    });

    on('files: chosen, pasted, dropped, lost and tried again; pictures open large', LOSSY, async (walk) => {
      const { tariq, sara, site } = walk;
      const api = (url: string) => void (document.querySelector('chat-call-modal')!.apiBaseUrl = url);
      await sara.page.evaluate(api, site.url);
      await Promise.all([openChat(tariq), sara.show()]);
      const jpeg = await photoWithPlace(tariq.page, 3000, 1500);
      const [picture, notes] = ['lesson.jpg', 'notes.txt'].map((name) => join(folder, name));
      writeFileSync(picture ?? '', jpeg);
      writeFileSync(notes ?? '', 'words');
      await sara.one('button[aria-label="Attach file"]');
      const input = (await sara.one('input[type="file"]')) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(picture ?? '', notes ?? '');
      await sara.one('[part="chosen-files"] canvas');
      await sara.write('Look at this');
      await sara.whenTexts('[part="chosen-files"] small', ['Connection lost', 'Connection lost']);
      lost = false;
      for (const name of ['lesson.jpg', 'notes.txt']) await sara.press(`Try again: ${name}`);
      const shownHere = tariq.button('Open picture lesson.jpg');
      await shownHere.waitFor();
      await tariq.messages.getByRole('link', { name: 'Download notes.txt' }).waitFor();
      await tariq.messages.getByText('Look at this').waitFor();
      const src = (await shownHere.locator('img').getAttribute('src')) ?? '';
      const sent = Buffer.from(await (await fetch(src)).arrayBuffer());
      assert.equal(sent.includes('GPS'), false);
      const wide = shownHere
        .locator('img')
        .evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth));
      assert.equal(await wide, 2048);

      await sara.press('Open picture lesson.jpg');
      const large = (await sara.one('[part="viewer"] img')) as ElementHandle<HTMLImageElement>;
      assert.equal(await large.evaluate((img) => img.decode().then(() => img.naturalWidth)), 2048);
      await sara.page.keyboard.press('Escape');
      await sara.whenTexts('[part="viewer"]', []);
      assert.deepEqual(await sara.texts('.picture:focus'), ['Open picture lesson.jpg']);

      await sara.page.evaluate(bring, 'paste' as const, 'pasted.txt');
      await sara.one('button[aria-label="Remove pasted.txt"]');
      await sara.page.evaluate(bring, 'drop' as const, 'dropped.txt');
      await sara.press('Remove dropped.txt');
      await sara.press('Send');
      await tariq.messages.getByRole('link', { name: 'Download pasted.txt' }).waitFor();
      assert.equal(await tariq.messages.getByRole('link').count(), 2);
    });

    on('H22 what is written offline goes out once and in order after a reload', {}, async (walk) => {
      const { tariq, sara } = walk;
      await Promise.all([openChat(tariq), sara.show()]);
      await sara.write('zero');
      await sara.whenTick('Read');
      await sara.page.evaluate(() => void (document.querySelector('chat-call-modal')!.connect = 'manual'));
      await sara.write('one', 'two');
      await sara.whenTick('Sending');
      await sara.reload();
      await sara.show();
      await whenShown(tariq, ['zero', 'one', 'two']);
      await sara.whenShown(['zero', 'one', 'two']);
      await sara.whenTick('Read');
    });

    on("a site's own chat API in place of the socket", { backend: 'bare' }, async ({ sara }) => {
      await sara.page.evaluate(ownApi);
      await sara.show();
      await sara.whenShown(['From the table']);
      await sara.write('Into the table');
      await sara.whenTick('Sent');
      const stored = () => sara.page.evaluate(() => Reflect.get(globalThis, 'stored') as string[]);
      assert.deepEqual(await stored(), ['Into the table']);
    });

    for (const any of [true, false]) {
      const what = any ? 'a server that forwards any frame' : 'a five-frame server, in a call';
      on(
        `S10 text goes both ways over ${what}; nothing errors`,
        { backend: 'bare', bare: { any } },
        async (walk) => {
          const { tariq, sara } = walk;
          await Promise.all([openChat(tariq), sara.show()]);
          if (!any) {
            await tariq.page.getByText('This site has no chat. Calls work.').waitFor();
            await tariq.voiceCall.click();
            await sara.click('[part~="accept-button"]');
            await tariq.status.filter({ hasText: RUNNING_TIME }).waitFor();
            // what comes with the connection has moved the others
            await sara.one('button[aria-label="Turn camera on"]');
            await Promise.all([tariq.button('Chat').click(), sara.press('Chat')]);
          }
          await write(tariq, 'Hello');
          await sara.whenShown(['Hello']);
          await sara.write('Got it');
          await sara.whenTick('Read');
          await whenShown(tariq, ['Hello', 'Got it']);
          await sara.choose('Hello', '👍');
          await tariq.messages.getByRole('button', { name: '👍 Sara' }).waitFor();
          if (any) return;
          await sara.press('End call');
          await eventually(
            'the entry',
            () => sara.texts('[part="call-entry"] span'),
            ([entry]) => /^Voice call, /.test(entry ?? ''),
            LONG,
          );
        },
      );
    }
  });

/** Scrolls the conversation. */
function scroll(top: number): void {
  const view = document.querySelector('chat-call-modal')?.shadowRoot?.querySelector('ccm-conversation');
  view?.shadowRoot?.querySelector('.log')?.scrollTo(0, top);
}

/** The message on top of the view. */
function placeOf(): string {
  const view = document.querySelector('chat-call-modal')?.shadowRoot?.querySelector('ccm-conversation');
  const log = view?.shadowRoot?.querySelector('.log');
  const top = log?.getBoundingClientRect().top ?? 0;
  const bubbles = [...(log?.querySelectorAll('p.bubble') ?? [])];
  const first = bubbles.find((one) => one.getBoundingClientRect().bottom > top + 1);
  return first?.querySelector('.text')?.textContent ?? '';
}

/** Somebody pastes or drops a file. No driver drags one in from outside, and Firefox has no files on a clipboard without a window. */
function bring(how: 'paste' | 'drop', name: string): void {
  const data = new DataTransfer();
  data.items.add(new File(['words'], name, { type: 'text/plain' }));
  const view = document.querySelector('chat-call-modal')?.shadowRoot?.querySelector('ccm-conversation');
  const options = { bubbles: true, composed: true, cancelable: true };
  const event = how === 'paste' ? new ClipboardEvent(how, options) : new DragEvent(how, options);
  // as the browser's own event has it
  Object.defineProperty(event, how === 'paste' ? 'clipboardData' : 'dataTransfer', { value: data });
  view?.shadowRoot?.querySelector('ccm-composer')?.dispatchEvent(event);
}

/** The page keeps the messages. */
function ownApi(): void {
  const widget = document.querySelector('chat-call-modal')!;
  const stored: string[] = [];
  Object.assign(globalThis, { stored });
  const messages = [{ id: 'row-1', text: 'From the table', at: 1_700_000_000_000, mine: false }];
  widget.historyProvider = () => Promise.resolve({ messages, more: false });
  widget.messageSender = ({ text }) => Promise.resolve(void stored.push(text));
}
