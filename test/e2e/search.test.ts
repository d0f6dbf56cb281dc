import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openChat, whenTick } from './support/chat.js';
import { launchChromium, startSite, whenConnected, withTwo, type Person } from './support/index.js';

const item = (person: Person, name: string) => person.page.getByRole('menuitem', { name, exact: true });

describe('a conversation as a whole', { timeout: 300_000 }, () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  test('search leads from match to match, also to what only the server has', async () => {
    const site = await startSite({ relay: { rate: { burst: 1000, perSecond: 1000 } } });
    try {
      await withTwo(browser, { site }, async ({ tariq }) => {
        await tariq.page.evaluate(async () => {
          const widget = document.querySelector('chat-call-modal');
          await widget?.sendMessage('the <b>Nädel</b>');
          for (let i = 0; i < 230; i++) await widget?.sendMessage(`message ${i}`);
          await widget?.sendMessage('a nadel again');
        });
        await openChat(tariq);
        await whenTick(tariq, 'Delivered');
        // a new device: the last page is all that comes by itself
        await tariq.page.evaluate(async () => {
          localStorage.clear();
          for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
        });
        await tariq.page.reload();
        await whenConnected(tariq.page);
        await openChat(tariq);
        await tariq.messages.getByText('a nadel again').waitFor();
        await tariq.button('Menu').click();
        await item(tariq, 'Search').click();
        const field = tariq.page.getByRole('searchbox', { name: 'Search' });
        const told = tariq.page.getByRole('search').getByRole('status');
        await field.fill('NADEL');
        await told.filter({ hasText: /^1 of 1/ }).waitFor();
        await field.press('Enter');
        await told.filter({ hasText: /^2 of 2/ }).waitFor();
        const found = tariq.messages.locator('p.current');
        await found.locator('mark').waitFor();
        assert.equal(await found.locator('.text').innerText(), 'the <b>Nädel</b>');
        assert.equal(await found.locator('mark').innerText(), 'Nädel');
        await tariq.button('Later match').click();
        await told.filter({ hasText: /^1 of 2/ }).waitFor();
        await field.press('Escape');
        await field.waitFor({ state: 'detached' });
        assert.equal(await tariq.messages.locator('mark').count(), 0);
      });
    } finally {
      await site.close();
    }
  });
});
