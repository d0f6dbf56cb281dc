import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import {
  forget,
  openChat,
  openMenuOf,
  shown,
  socket,
  whenKept,
  whenShown,
  whenTick,
  write,
} from './support/chat.js';
import {
  connect,
  eventually,
  launchChromium,
  startSite,
  whenConnected,
  whenReady,
  withTwo,
  type Person,
} from './support/index.js';

const item = (person: Person, name: string) => person.page.getByRole('menuitem', { name, exact: true });
const reactions = (person: Person): Promise<string[]> =>
  person.messages
    .locator('[part="reaction"]')
    .evaluateAll((all) => all.map((one) => `${one.getAttribute('aria-label')} ${one.ariaPressed}`));
const whenReactions = (person: Person, wanted: readonly string[]) =>
  eventually(
    'the reactions',
    () => reactions(person),
    (now) => JSON.stringify(now) === JSON.stringify(wanted),
  );
const whenField = (person: Person, wanted: string) =>
  eventually(
    'the field',
    () => person.message.inputValue(),
    (text) => text === wanted,
  );

describe('what people do with messages', { timeout: 600_000 }, () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  test('reply, react, edit and delete over the packaged server; after a reload it is all as it was', async () => {
    const site = await startSite();
    try {
      await withTwo(browser, { site }, async ({ tariq, sara }) => {
        await Promise.all([openChat(tariq), openChat(sara)]);
        await write(tariq, 'Page 12, please', 'And page 13');
        await whenShown(sara, ['Page 12, please', 'And page 13']);

        const asked: string[] = [];
        sara.page.on('request', (request) => asked.push(request.url()));
        // in order with what the page is asked
        const actionsAsked = async (): Promise<number> => {
          await sara.page.evaluate(() => new Promise(requestAnimationFrame));
          return asked.filter((url) => /chunks\/actions-/.test(url)).length;
        };
        // to read, to write and to point at something is not to use it
        await sara.message.focus();
        await sara.page.keyboard.press('Shift+Tab');
        await sara.messages.locator('p.bubble').last().hover();
        await sara.button('Message actions').waitFor();
        assert.equal(await actionsAsked(), 0);
        await openMenuOf(sara, 'Page 12');
        assert.equal(await actionsAsked(), 1);
        assert.deepEqual(
          await sara.page.getByRole('menuitem').allInnerTexts(),
          ['', 'Reply', 'Copy'],
          'what the other wrote is not hers to change',
        );
        await item(sara, 'Reply').click();
        await sara.page.getByText('Reply to Tariq').waitFor();
        await sara.message.press('Escape');
        await sara.page.getByText('Reply to Tariq').waitFor({ state: 'detached' });
        await openMenuOf(sara, 'Page 12');
        await item(sara, 'Reply').click();
        await write(sara, 'Done');
        const quote = tariq.messages.locator('[part="quote"]');
        await quote.waitFor();
        assert.match(await quote.innerText(), /You\s+Page 12, please/);
        // it stands out for a while only
        await Promise.all([
          tariq.messages.locator('p.shown', { hasText: 'Page 12' }).waitFor(),
          quote.click(),
        ]);

        await openMenuOf(sara, 'And page 13');
        await item(sara, 'Copy').click();
        await sara.page.locator('.view > p', { hasText: 'Copied' }).waitFor();
        // what is on the clipboard is looked at in firefox-chat.test.ts
        await sara.message.fill('And page 13');
        await sara.button('Emoji').click();
        await sara.page.getByRole('searchbox', { name: 'Search emoji' }).fill('party pop');
        for (const key of ['ArrowDown', 'Enter', 'Escape']) await sara.page.keyboard.press(key);
        await whenField(sara, 'And page 13🎉');
        await sara.message.fill('');

        await openMenuOf(sara, 'Page 13');
        await sara.page.getByRole('menuitemcheckbox', { name: 'React with 👍' }).click();
        await whenReactions(tariq, ['👍 Sara false']);
        await tariq.messages.locator('[part="reaction"]').click();
        await Promise.all([
          whenReactions(tariq, ['👍 2: Sara, You true']),
          whenReactions(sara, ['👍 2: You, Tariq true']),
        ]);
        await sara.messages.locator('[part="reaction"]').click();
        await whenReactions(tariq, ['👍 You true']);

        await tariq.message.fill('half a');
        await openMenuOf(tariq, 'Page 12');
        await item(tariq, 'Edit').click();
        await whenField(tariq, 'Page 12, please');
        await write(tariq, 'Page 14, please');
        await whenShown(sara, ['Page 14, please', 'And page 13', 'Done']);
        await sara.messages.locator('.edited').waitFor();
        await whenField(tariq, 'half a');
        await tariq.message.fill('');

        await openMenuOf(tariq, 'And page 13');
        await item(tariq, 'Delete').click();
        await item(tariq, 'Cancel').click();
        await openMenuOf(tariq, 'And page 13');
        await item(tariq, 'Delete').click();
        await tariq.page.getByText('Delete for both?').waitFor();
        await item(tariq, 'Delete').click();
        const last = ['Page 14, please', 'Message deleted', 'Done'];
        await Promise.all([whenShown(sara, last), whenShown(tariq, last)]);
        await whenReactions(sara, []);

        // with what this device kept, and with what only the server has
        await sara.page.reload();
        await whenReady(sara.page);
        await openChat(sara);
        await whenShown(sara, last);
        await forget(tariq);
        await whenConnected(tariq.page);
        await openChat(tariq);
        await whenShown(tariq, last);
        await tariq.messages.locator('.edited').waitFor();
        await tariq.messages.locator('[part="quote"]').waitFor();
      });
    } finally {
      await site.close();
    }
  });

  test('H22 what was done offline is shown at once, survives a reload, and goes out in order', async () => {
    const site = await startSite();
    try {
      await withTwo(
        browser,
        { site, attributes: { connect: 'manual' }, offline: true },
        async ({ tariq, sara }) => {
          for (const person of [tariq, sara]) {
            await socket(person, true);
            await openChat(person);
          }
          await write(tariq, 'one', 'two');
          await whenTick(tariq, 'Read');
          await socket(tariq, false);
          await openMenuOf(tariq, 'one');
          await item(tariq, 'Edit').click();
          await write(tariq, 'uno');
          await openMenuOf(tariq, 'two');
          await tariq.page.getByRole('menuitemcheckbox', { name: 'React with 🙏' }).click();
          await whenReactions(tariq, ['🙏 You true']);
          await whenShown(tariq, ['uno', 'two']);
          // in order: what was done before it is kept too
          await whenKept(tariq, '["tutor","1"] outbox', (text) => text.includes('🙏'));
          await tariq.page.reload();
          await whenReady(tariq.page);
          await openChat(tariq);
          await whenShown(tariq, ['uno', 'two']);
          assert.deepEqual(await shown(sara), ['one', 'two']);
          await socket(tariq, true);
          await whenShown(sara, ['uno', 'two']);
          await whenReactions(sara, ['🙏 Tariq false']);
        },
      );
    } finally {
      await site.close();
    }
  });

  test('a server that forwards anything carries all of it; on a five-frame one there is only Copy, but in a call', async () => {
    for (const any of [true, false]) {
      const site = await startSite({ backend: 'bare', bare: { any } });
      try {
        await withTwo(browser, { site }, async (two) => {
          const { tariq, sara } = two;
          if (any) await Promise.all([openChat(tariq), openChat(sara)]);
          else {
            await connect(two, 'voice');
            for (const person of two.both) await person.button('Chat').click();
          }
          await write(tariq, 'Helo');
          await whenShown(sara, ['Helo']);
          const react = sara.page.getByRole('menuitemcheckbox', { name: 'React with 😂' });
          // a menu offers what was known to get across when it opened
          await eventually(
            'she can react',
            async () => {
              await openMenuOf(sara, 'Helo');
              const isOffered = await react.isVisible();
              if (!isOffered) await sara.page.keyboard.press('Escape');
              return isOffered;
            },
            Boolean,
          );
          await react.click();
          await whenReactions(tariq, ['😂 Sara false']);
          await openMenuOf(tariq, 'Helo');
          await item(tariq, 'Edit').click();
          await write(tariq, 'Hello');
          await whenShown(sara, ['Hello']);
          if (any) return;
          await tariq.endCall.click();
          await tariq.page.getByText('This site has no chat. Calls work.').waitFor();
          await openMenuOf(tariq, 'Hello');
          assert.deepEqual(await tariq.page.getByRole('menuitem').allInnerTexts(), ['Copy']);
        });
      } finally {
        await site.close();
      }
    }
  });
});
