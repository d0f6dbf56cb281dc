import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Profile } from '../../src/protocol/identity.js';
import { backToChat, openChat, whenKept, whenShown, write } from './support/chat.js';
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

const LOCAL = { 'ice-servers': '[]', launcher: '' };
/** Somebody whose name is not harmless. */
const OTHER: Profile = { id: '2', type: 'tutor', name: '<b onclick="window.hit=1">Tutor 2</b>' };

describe('several conversations', { timeout: 600_000 }, () => {
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  const open = async (site: Site, profile: Profile, peer?: Profile): Promise<Person> => {
    const context = await newPerson(browser);
    contexts.push(context);
    const page = await openProfile(context, { site, profile, ...(peer && { peer }), attributes: LOCAL });
    await whenConnected(page);
    return { page, ...controls(page) };
  };
  const on = (name: string, options: SiteOptions, act: (site: Site) => Promise<void>) =>
    void test(name, async () => {
      const site = await startSite(options);
      contexts = [];
      try {
        await act(site);
        for (const page of contexts.flatMap((each) => each.pages())) await expectNothingLeft(page);
      } finally {
        await Promise.all(contexts.map((each) => each.close()));
        await site.close();
      }
    });
  const show = ({ page }: Person) => page.evaluate(() => document.querySelector('chat-call-modal')?.show());
  /** The lines of the list: name, last message, time and count run together; the time is cut out. */
  const lines = async ({ page }: Person): Promise<string[]> => {
    const all = await page.locator('[part="chat-entry"]').allInnerTexts();
    return all.map((text) =>
      text
        .replace(/\s*\d{1,2}:\d{2}(\s?[AP]M)?/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    );
  };
  const whenUnread = ({ page }: Person, wanted: number) =>
    eventually(
      'unread',
      () => page.evaluate(() => document.querySelector('chat-call-modal')?.unread),
      (count) => count === wanted,
    );
  const whenLines = (person: Person, wanted: readonly string[]) =>
    eventually(
      'the list',
      () => lines(person),
      (now) => JSON.stringify(now) === JSON.stringify(wanted),
    );

  on(
    'X6 the list, search, drafts, a notice of another conversation, a call, and a new device',
    {},
    async (site) => {
      const [tariq, other, sara] = await Promise.all([
        open(site, TARIQ, SARA),
        open(site, OTHER, SARA),
        open(site, SARA),
      ]);
      await Promise.all([openChat(tariq), openChat(other)]);
      await write(tariq, 'Hello from Tariq');
      await whenUnread(sara, 1);
      await write(other, 'Page 12?');
      await whenUnread(sara, 2);
      await show(sara);
      await sara.page.getByRole('dialog', { name: 'Chats' }).waitFor();
      const name = String(OTHER.name);
      await whenLines(sara, [
        `${name} , online, Page 12? 1 unread`,
        'Tariq , online, Hello from Tariq 1 unread',
      ]);

      // by the keyboard: search, down, Enter
      const search = sara.page.getByRole('searchbox', { name: 'Search' });
      await search.fill('from tariq');
      await whenLines(sara, ['Tariq , online, Hello from Tariq 1 unread']);
      await search.fill('nobody');
      await sara.page.getByText('Nothing found').waitFor();
      await search.fill('TARIQ');
      await whenLines(sara, ['Tariq , online, Hello from Tariq 1 unread']);
      await search.press('ArrowDown');
      await sara.page.keyboard.press('Enter');
      await sara.dialog('Tariq').waitFor();
      await whenShown(sara, ['Hello from Tariq']);
      await sara.message.fill('Half a sen');
      await sara.button('All chats').click();
      await whenLines(sara, [`${name} , online, Page 12? 1 unread`, 'Tariq , online, Hello from Tariq']);
      await eventually(
        'focus is in the list',
        () =>
          sara.page.evaluate(
            () => document.querySelector('chat-call-modal')?.shadowRoot?.activeElement?.localName,
          ),
        (name) => name === 'ccm-chats',
      );
      await sara.page.locator('[part="chat-entry"]').first().click();
      await whenShown(sara, ['Page 12?']);
      const field = () => sara.message.inputValue();
      await eventually('no draft here', field, (text) => text === '');

      // somebody else writes
      await write(tariq, 'Are you there?\nPlease answer');
      const notice = sara.page.locator('[part="notice"]');
      // a mouse over it keeps it from going after a while
      await notice.hover();
      await eventually(
        'the notice',
        () => notice.getByRole('status').innerText(),
        (text) => /^Tariq\s+Are you there\? Please answer$/.test(text),
      );
      await whenUnread(sara, 1);
      await notice.getByRole('button', { name: 'Open' }).click();
      await whenShown(sara, ['Hello from Tariq', 'Are you there?\nPlease answer']);
      await notice.waitFor({ state: 'detached' });
      await eventually('the draft', field, (text) => text === 'Half a sen');

      // the call stays where it is
      await sara.voiceCall.click();
      await tariq.accept.click();
      await sara.status.filter({ hasText: RUNNING_TIME }).waitFor();
      await other.page.close();
      await sara.page.evaluate(() =>
        document.querySelector('chat-call-modal')?.show({ id: '2', type: 'tutor' }),
      );
      assert.equal(
        await sara.page.evaluate(() => document.querySelector('chat-call-modal')?.call?.peer.id),
        '1',
      );
      await sara.button('Chat').click();
      await whenShown(sara, ['Hello from Tariq', 'Are you there?\nPlease answer']);
      await sara.endCall.click();
      await backToChat(sara);
      await sara.messages.locator('[part="call-entry"]').waitFor();
      await sara.button('All chats').click();
      await eventually(
        'who has gone is not online',
        () => lines(sara),
        ([first = '', second]) =>
          /^Tariq , online, Voice call, (\d+ min )?\d+ s$/.test(first) && second === `${name} Page 12?`,
      );

      const device = await open(site, SARA);
      await show(device);
      await whenLines(device, ['Tariq , online, Are you there? Please answer', `${name} Page 12?`]);
      await device.page.locator('[part="chat-entry"]').last().click();
      await whenShown(device, ['Page 12?']);
      for (const { page } of [sara, device])
        assert.equal(await page.evaluate(() => (globalThis as { hit?: number }).hit), undefined);
    },
  );

  on(
    'a five-frame server: the list knows the calls of this device, and nothing errors',
    { backend: 'bare' },
    async (site) => {
      const [tariq, sara] = await Promise.all([open(site, TARIQ, SARA), open(site, SARA)]);
      await show(sara);
      await sara.page.getByText('No chats yet').waitFor();
      await tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.startCall('video'));
      await sara.decline.click();
      await whenLines(sara, ['Tariq Video call, declined']);
      await whenKept(sara, '["student","7"] ["tutor","1"]', (text) => text.includes('declined'));
      await sara.page.reload();
      await whenConnected(sara.page);
      await show(sara);
      await whenLines(sara, ['Tariq Video call, declined']);
      await sara.page.keyboard.press('ArrowDown');
      await sara.page.locator('[part="chat-entry"]').click();
      await sara.button('Call back').click();
      await tariq.decline.click();
      assert.deepEqual(await sara.page.evaluate(() => [...observed.errors]), []);
    },
  );
});
