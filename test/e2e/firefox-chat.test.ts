import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Browser as Firefox, ElementHandle } from 'puppeteer-core';
import type { ChatCallModal } from '../../src/chat-call-modal.js';
import { openChat, shown, tick, whenShown, whenTick, write } from './support/chat.js';
import { launchFirefox, NOTIFYING, withoutFirefox } from './support/firefox.js';
import { bring, heardUntil, listenToSounds, ownApi, placeOf, scroll } from './support/firefox-page.js';
import { FirefoxPerson } from './support/firefox-person.js';
import { notRun } from './support/not-run.js';
import * as notices from './support/notices.js';
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
  whenPhase,
  type OpenProfileOptions,
  type Person,
  type Site,
  type SiteOptions,
} from './support/index.js';
import { photoWithPlace } from './support/photo.js';

const LOCAL = { 'ice-servers': '[]', launcher: '' };
const LONG = 45_000;
/** Many messages at once are no flood here. */
const FAST: SiteOptions = { relay: { rate: { burst: 1000, perSecond: 1000 } } };

interface Walk {
  readonly tariq: Person;
  readonly sara: FirefoxPerson;
  readonly site: Site;
  /** As Sara's page was opened. */
  readonly hers: OpenProfileOptions;
}

if (!notRun('chat between Chromium and Firefox', withoutFirefox))
  describe('Tariq writes in Chromium, Sara in Firefox', { timeout: 300_000 }, () => {
    let chromium: Browser;
    let firefox: Firefox;
    const folder = mkdtempSync(join(tmpdir(), 'ccm-files-'));
    /** What happens to uploads on their way. */
    let uploads: 'break off' | 'stand still' | 'pass' = 'break off';
    const LOSSY: SiteOptions = {
      handle: ({ method, url, socket }) => {
        if (uploads === 'pass' || method !== 'POST' || !url?.includes('transport=upload')) return false;
        if (uploads === 'break off') socket.destroy();
        return true;
      },
    };
    before(async () => {
      [chromium, firefox] = await Promise.all([launchChromium(), launchFirefox(NOTIFYING)]);
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
        let sara: FirefoxPerson | undefined;
        try {
          const open = { site, attributes: LOCAL };
          const page = await openProfile(context, { ...open, profile: TARIQ, peer: SARA });
          await whenConnected(page);
          const tariq: Person = { page, ...controls(page) };
          const hers = { ...open, profile: SARA, peer: TARIQ };
          sara = await FirefoxPerson.open(firefox, hers);
          await act({ tariq, sara, site, hers });
          await expectNothingLeft(page);
          await sara.expectNoErrors();
        } finally {
          await sara?.page.close();
          await context.close();
          await site.close();
        }
      });

    on('text, counts, ticks, typing, reply, reactions, edit, delete, copy and emoji', {}, async (walk) => {
      const { tariq, sara } = walk;
      await openChat(tariq);
      await write(tariq, 'Salaam from Chromium');
      await whenTick(tariq, 'Delivered');
      await sara.whenCounts('(1) one | 1 | 1');
      await sara.press('Open chat, 1 unread');
      await sara.whenTexts('[part="unread"]', ['New messages']);
      await sara.whenCounts('one |  | 0');
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
      await tariq.close.click();
      await sara.page.keyboard.press('Enter');
      await tariq.button('Open chat, 1 unread').click();
      await tariq.messages.locator('[part="unread"]').waitFor();
      await eventually(
        'the last',
        () => shown(tariq),
        (all) => all.at(-1) === 'Salaam from Chromium🎉',
        LONG,
      );
    });

    on('two tabs count alike; one tells that both are hidden, and leads to the message', {}, async (walk) => {
      const { tariq, sara, hers } = walk;
      const other = await FirefoxPerson.open(firefox, hers);
      const tabs = [sara, other];
      const front = await firefox.newPage();
      const hidden = () => Promise.all(tabs.map(({ page }) => page.evaluate(() => document.hidden)));
      await eventually('both are hidden', hidden, (all) => all.every(Boolean), LONG);
      await openChat(tariq);
      await write(tariq, 'Salaam');
      for (const tab of tabs) await tab.whenCounts('(1) one | 1 | 1');
      const told = () => Promise.all(tabs.map(notices.notifications));
      const isSeen = (lists: readonly (readonly notices.Shown[])[]) => lists.flat().some(({ seen }) => seen);
      const lists = await eventually('Firefox shows a notification', told, isSeen, LONG);
      assert.deepEqual(
        lists.flat().map(({ title, body }) => [title, body]),
        [['Tariq', 'Salaam']],
      );
      const sounds = await Promise.all(tabs.map(notices.chimes));
      assert.equal(sounds.filter((count) => count > 0).length, 1, 'one tab sounds');

      const teller = tabs[lists.findIndex(({ length }) => length)] ?? assert.fail();
      await notices.press(teller);
      await teller.page.bringToFront();
      await teller.whenShown(['Salaam']);
      for (const tab of tabs) await tab.whenCounts('one |  | 0');
      const isOver = (now: Awaited<ReturnType<typeof told>>) => now.flat().every(({ open }) => !open);
      await eventually('the notification is closed', told, isOver, LONG);
      assert.deepEqual(await Promise.all(tabs.map(notices.badges)), [
        [1, 0],
        [1, 0],
      ]);
      await whenTick(tariq, 'Read');
      const sockets = await Promise.all(
        tabs.map(({ page }) => page.evaluate(() => observed.socketUrls.length)),
      );
      assert.deepEqual(sockets, [1, 0], 'both have the one socket');
      await other.expectNoErrors();
      await Promise.all([front.close(), other.page.close()]);
      await sara.page.bringToFront();
    });

    on('days, links, what is not told, X13 who is blocked, Call back', {}, async ({ tariq, sara }) => {
      await Promise.all([openChat(tariq), sara.show()]);
      // his clock was wrong then
      await tariq.page.evaluate(() => {
        const { now } = Date;
        Object.assign(globalThis, { now });
        Date.now = () => new Date(2020, 4, 6, 12).getTime();
      });
      await write(tariq, 'Long ago');
      await sara.whenShown(['Long ago']);
      await tariq.page.evaluate(() => void (Date.now = Reflect.get(globalThis, 'now') as () => number));
      await write(tariq, 'See https://a.test/page.');
      await whenTick(tariq, 'Read');
      const days = [await sara.texts('[part="day"]'), await tariq.messages.locator('.day').allInnerTexts()];
      for (const [then, now] of days) assert.match(`${then} | ${now}`, /2020 \| Today$/);
      assert.deepEqual(await sara.texts('.text a[rel~="noopener"][href="https://a.test/page"]'), [
        'https://a.test/page',
      ]);

      const switches = ['Send read receipts', 'Show when I am writing'];
      await sara.press('Menu');
      for (const name of switches) await sara.click(`[aria-checked="true"] ::-p-text(${name})`);
      await sara.whenTexts('[aria-checked="false"]', switches);
      await sara.page.keyboard.press('Escape');
      await sara.click('textarea');
      await sara.page.keyboard.type('half a');
      await write(tariq, 'one');
      await sara.whenShown(['Long ago', 'See https://a.test/page.', 'one']);
      await whenTick(tariq, 'Delivered');

      await sara.chooseInMenu('Block Tariq');
      await sara.click('ccm-talk-menu >>> .danger');
      await sara.whenTexts('[part="blocked"]', ['You blocked Tariq.']);
      assert.equal(await tariq.messages.locator('[part="typing"]').count(), 0);
      assert.equal(await tick(tariq), 'Delivered');
      await write(tariq, 'two');
      await whenTick(tariq, 'Sent');
      await tariq.voiceCall.click();
      await tariq.status.filter({ hasText: 'Calling…' }).waitFor();
      await whenPhase(tariq, 'inviting');
      await tariq.endCall.click();
      await backToChat(tariq);
      await sara.click('[part="unblock-button"]');
      await sara.press('Menu');
      for (const name of switches) await sara.click(`[aria-checked="false"] ::-p-text(${name})`);
      await sara.page.keyboard.press('Escape');
      await write(tariq, 'three');
      await sara.whenShown(['Long ago', 'See https://a.test/page.', 'one', 'three']);
      await whenTick(tariq, 'Read');
      assert.deepEqual(await sara.page.evaluate(() => [...observed.history]), [], 'nothing rang');

      await tariq.voiceCall.click();
      await sara.click('[part~="decline-button"]');
      await backToChat(tariq, sara);
      await sara.click('[part="call-back-button"]');
      await tariq.decline.click();
      await backToChat(tariq, sara);
      await tariq.messages.locator('[part="call-back-button"]').last().click();
      await sara.click('[part~="decline-button"]');
      await whenPhase(tariq, 'ended', 'idle');
    });

    on('place and draft over a reload, history, jump to latest, a notice, the list', FAST, async (walk) => {
      const { tariq, sara } = walk;
      await tariq.page.evaluate(async () => {
        for (let i = 0; i < 120; i++)
          await document.querySelector('chat-call-modal')?.sendMessage(`Line ${i}`);
      });
      await sara.whenCounts('(120) one | 99+ | 120');
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
      await sara.whenCounts('one |  | 0');

      await sara.chooseInMenu('Search');
      await sara.page.keyboard.type('LINE 11');
      await sara.whenTexts('[part="search"] bdi', ['1 of 11: Line 119']);
      await sara.page.keyboard.press('Enter');
      await sara.whenTexts('[part="search"] bdi', ['2 of 11: Line 118']);
      await sara.whenTexts('.current mark', ['Line 11']);
      await sara.page.keyboard.press('Escape');
      await sara.whenTexts('mark', []);

      // at somebody else's: a card tells of it, and leads there
      const other = { id: '2', type: 'tutor' };
      await sara.page.evaluate((peer) => document.querySelector('chat-call-modal')?.show(peer), other);
      await write(tariq, 'Over here');
      await sara.whenTexts('[part="notice"] p', ['TariqOver here']);
      await sara.whenCounts('(1) one |  | 1');
      await sara.click('[part="open-button"]');
      await sara.whenField('Half a sen');
      await sara.whenCounts('one |  | 0');
      await sara.press('All chats');
      await sara.whenTexts('[part="chat-entry"] b', ['Tariq']);
      await sara.click('[part="search-input"]');
      await sara.page.keyboard.type('nobody');
      await sara.whenTexts('[part="chat-entry"]', []);
      for (const key of ['Escape', 'ArrowDown', 'Enter'] as const) await sara.page.keyboard.press(key);
      await sara.whenField('Half a sen');
      await tariq.page.evaluate(scroll, 0);
      await tariq.button('Latest messages').waitFor();
      await sara.write('tence');
      await tariq.button('Latest messages, 1 new').click();
      await tariq.messages.getByText('Half a sentence').waitFor();
    });

    on(
      'files: chosen, pasted, dropped, lost, tried again, cancelled; pictures open large; voices are heard',
      LOSSY,
      async (walk) => {
        const { tariq, sara, site } = walk;
        const api = (url: string) => void (document.querySelector('chat-call-modal')!.apiBaseUrl = url);
        await sara.page.evaluate(api, site.url);
        await Promise.all([openChat(tariq), sara.show()]);
        const jpeg = await photoWithPlace(tariq.page, 3000, 1500);
        const chosen = ['notes.txt', 'draft.txt', 'lesson.jpg'].map((name) => join(folder, name));
        for (const file of chosen) writeFileSync(file, file.endsWith('jpg') ? jpeg : 'words');
        await sara.one('button[aria-label="Attach file"]');
        const input = (await sara.one('input[type="file"]')) as ElementHandle<HTMLInputElement>;
        await input.uploadFile(...chosen);
        await sara.one('[part="chosen-files"] canvas');
        await sara.write('Look at this');
        await sara.whenTexts(
          '[part="chosen-files"] small',
          chosen.map(() => 'Connection lost'),
        );
        uploads = 'stand still';
        await sara.press('Try again: draft.txt');
        await sara.one('progress[aria-label="draft.txt"]');
        await sara.press('Cancel draft.txt');
        await sara.whenTexts('[part="chosen-files"] progress', []);
        uploads = 'pass';
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

        // what each records the other hears
        await Promise.all([tariq.page.evaluate(listenToSounds), sara.page.evaluate(listenToSounds)]);
        const speak = async (press: (name: string) => Promise<void>, time: () => Promise<string>) => {
          await press('Record voice message');
          await eventually('1 s is recorded', time, (now) => Number(now.split(':')[1]) >= 1, LONG);
          await press('Send voice message');
        };
        const whenHeard = (until: () => Promise<number>) =>
          eventually('it is heard', until, (seconds) => seconds > 0.3, LONG);
        await speak(
          (name) => sara.press(name),
          async () => (await sara.texts('[role="timer"]')).join(),
        );
        await tariq.messages.getByRole('button', { name: 'Play' }).click();
        await whenHeard(() => tariq.page.evaluate(heardUntil));
        await speak(
          (name) => tariq.button(name).click(),
          () => tariq.page.getByRole('timer').innerText(),
        );
        await sara.click('.group:not(.out) ccm-player >>> [part="play-button"]');
        await whenHeard(() => sara.page.evaluate(heardUntil));
      },
    );

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
        `S10 ${any ? '' : 'S15 '}text goes both ways over ${what}; nothing errors`,
        { backend: 'bare', bare: { any } },
        async (walk) => {
          const { tariq, sara, site } = walk;
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
          // the call needs the socket while the modal does not, and the other way round
          const widget = (act: (element: ChatCallModal) => unknown) =>
            sara.page.evaluate(`void (${act.toString()})(document.querySelector('chat-call-modal'))`);
          const sockets = () => Promise.resolve(site.forwarder?.sockets('7', 'student').length ?? -1);
          await widget((element) => (element.connect = 'open'));
          await widget((element) => element.close());
          await sara.one('button[aria-label="Return to call"]');
          await write(tariq, 'And on');
          await sara.whenCounts('(1) one |  | 1');
          assert.equal(await sockets(), 1);
          await widget((element) => element.show());
          await sara.press('End call');
          await eventually(
            'the entry',
            () => sara.texts('[part="call-entry"] span'),
            ([entry]) => /^Voice call, /.test(entry ?? ''),
            LONG,
          );
          assert.equal(await sockets(), 1);
          assert.equal(await sara.page.evaluate(() => observed.socketUrls.length), 1);
          await widget((element) => element.close());
          await eventually('the socket is closed', sockets, (count) => count === 0, LONG);
        },
      );
    }
  });

/** What tells how a call ended goes by itself after some seconds: somebody slow finds the chat there. */
async function backToChat(tariq: Person, sara?: FirefoxPerson): Promise<void> {
  const timeout = 5000;
  const dismiss = sara?.locate('[part="dismiss-button"]').setTimeout(timeout);
  await Promise.allSettled([
    tariq.button('Back to chat').click({ timeout }),
    dismiss?.click() ?? Promise.resolve(),
  ]);
}
