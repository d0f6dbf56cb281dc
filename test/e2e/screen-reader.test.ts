import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { listen, type Ears } from '../fakes/ears.js';
import { backToChat, openChat, openMenuOf, whenShown, whenTick, write } from './support/chat.js';
import {
  eventually,
  launchChromium,
  startSite,
  whenConnected,
  whenReady,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';
import { photoWithPlace } from './support/photo.js';

/** What one acts with: all of it needs a name. */
const ACTIONS = new Set(
  'button link textbox searchbox menuitem menuitemcheckbox checkbox radio slider combobox tab switch progressbar log dialog menu'.split(
    ' ',
  ),
);

interface Node {
  readonly role: string;
  readonly name: string;
}

/** The accessibility tree of a page, as the browser gives it to a screen reader. */
async function tree(page: Page): Promise<Node[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => ({ role: String(role?.value), name: String(name?.value ?? '').trim() }));
}

/** In this state of the page, once these are there, every action has a name. */
async function expectNamed(page: Page, state: string, ...wanted: readonly string[]): Promise<void> {
  const actions = async (): Promise<string[]> =>
    (await tree(page)).filter(({ role }) => ACTIONS.has(role)).map(({ role, name }) => `${role}: ${name}`);
  // what a click leads to may have to load
  const lines = await eventually(
    `${state} has ${wanted.join('; ')}`,
    actions,
    (now) => wanted.every((line) => now.includes(line)),
    30_000,
  );
  const nameless = lines.filter((line) => line.endsWith(': '));
  assert.deepEqual(nameless, [], `${state}: ${lines.join('; ')}`);
}

const hear = (page: Page): Promise<void> =>
  page.evaluate(`globalThis.ears = (${listen.toString()})(document.body)`);
/** What was said since it was last asked. */
const heard = (page: Page): Promise<string[]> =>
  page.evaluate(() => (Reflect.get(globalThis, 'ears') as Ears).heard.splice(0));

describe('a screen reader', { timeout: 600_000 }, () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    [browser, site] = await Promise.all([launchChromium(), startSite()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('tells of each new message once, knows every action by name, and leads through the conversation', () =>
    withTwo(browser, { site, attributes: { launcher: '' } }, async ({ tariq, sara }) => {
      const { page } = sara;
      await expectNamed(page, 'closed', 'button: Open chat');
      await Promise.all([openChat(tariq), openChat(sara)]);
      await Promise.all([hear(tariq.page), hear(page)]);
      await write(tariq, 'Salaam');
      await whenTick(tariq, 'Read');
      await write(sara, 'Hello');
      await whenTick(sara, 'Read');
      await whenShown(tariq, ['Salaam', 'Hello']);
      assert.deepEqual(await heard(page), ['Tariq: Salaam'], 'once, and no tick and no own one');
      assert.deepEqual(await heard(tariq.page), ['Sara: Hello']);

      await everyKindOfRow(tariq, sara);
      await expectNamed(
        page,
        'every kind of row',
        ...['log: Messages', 'textbox: Message', 'button: Send', 'button: Attach file', 'button: Emoji'],
        ...['button: 👍 You', 'button: Call back', 'link: Download notes.txt 5 bytes', 'button: Play'],
        'dialog: Chat with Tariq',
      );

      // with keys alone: to the last message, up, into its menu, and back
      await sara.message.focus();
      await eventually(
        'a message has the focus',
        async () => {
          await page.keyboard.press('Shift+Tab');
          return page.evaluate(focused);
        },
        (name) => name === 'p',
      );
      // past one that is deleted
      for (const key of ['ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
      await page.getByRole('menu', { name: 'Message actions' }).waitFor();
      await expectNamed(page, 'menu', 'menu: Message actions', 'menuitem: Reply', 'menuitem: More reactions');
      await page.keyboard.press('Escape');
      await eventually(
        'the message has the focus again',
        () => page.evaluate(focused),
        (name) => name === 'p',
      );
      await sara.button('Emoji').click();
      await expectNamed(page, 'emoji', 'searchbox: Search emoji', 'button: Food and drink');
      await page.keyboard.press('Escape');

      await sara.button('Open picture lesson.jpg').click();
      await page.getByRole('img', { name: 'lesson.jpg' }).waitFor();
      await expectNamed(page, 'viewer', 'dialog: Picture', 'button: Close', 'link: Download lesson.jpg');
      await page.keyboard.press('Escape');
      await page.locator('input[type=file]').setInputFiles(text('b.txt'));
      await expectNamed(page, 'a file to send', 'button: Remove b.txt');
      await sara.button('Remove b.txt').click();

      // what was said before the page came is not told; somebody else's message is, once
      await page.reload();
      await whenReady(page);
      await hear(page);
      await whenConnected(page);
      await openChat(sara);
      await sara.messages.locator('.text', { hasText: 'Salaam' }).waitFor();
      await page.evaluate(() => document.querySelector('chat-call-modal')?.show({ id: '2', type: 'tutor' }));
      await write(tariq, 'Over here');
      const card = page.locator('[part="notice"]');
      await card.getByText('Over here').waitFor();
      assert.deepEqual(await heard(page), ['TariqOver here']);
      await expectNamed(page, 'a card', 'button: Open', 'button: Dismiss', 'button: Notifications');
      await card.getByRole('button', { name: 'Open' }).click();
      await sara.button('All chats').click();
      await page.getByRole('searchbox', { name: 'Search' }).waitFor();
      await expectNamed(page, 'the list', 'dialog: Chats', 'searchbox: Search');
    }));
});

/** What has the focus. */
function focused(): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.localName ?? '';
}

const text = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('words') });

/** A quote, a reaction, an edited and a deleted message, a picture, a sound, a file, and a call that was missed. */
async function everyKindOfRow(tariq: Person, sara: Person): Promise<void> {
  const { page } = sara;
  const act = (name: string) => page.getByRole('menuitem', { name, exact: true }).click();
  await openMenuOf(sara, 'Salaam');
  await page.getByRole('menuitemcheckbox', { name: 'React with 👍' }).click();
  await openMenuOf(sara, 'Salaam');
  await act('Reply');
  await write(sara, 'To you too', 'Take two');
  await whenTick(sara, 'Read');
  await openMenuOf(sara, 'Hello');
  await act('Edit');
  await write(sara, 'Hello there');
  await openMenuOf(sara, 'Take two');
  await act('Delete');
  await act('Delete');
  await tariq.attachFile.waitFor();
  const buffer = await photoWithPlace(tariq.page, 300, 200);
  const sound = { name: 'lesson.wav', mimeType: 'audio/wav', buffer: silence() };
  await tariq.page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'lesson.jpg', mimeType: 'image/jpeg', buffer }, sound, text('notes.txt')]);
  await tariq.button('Remove notes.txt').waitFor();
  await tariq.send.click();
  await sara.messages.getByRole('link', { name: 'Download notes.txt' }).waitFor();
  await tariq.voiceCall.click();
  await sara.accept.waitFor();
  await tariq.endCall.click();
  await backToChat(sara);
  await sara.messages.locator('[part="call-entry"]').waitFor();
  const kinds = ['.gone', '.edited', '[part="quote"]', '[part="reaction"]', 'ccm-player', '[part="picture"]'];
  for (const kind of kinds)
    await eventually(
      kind,
      () => sara.messages.locator(kind).count(),
      (count) => count === 1,
      30_000,
    );
}

/** A tenth of a second of nothing, 8 kHz mono. */
function silence(): Buffer {
  const data = Buffer.alloc(800, 128);
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  for (const [at, value] of [
    [16, 16],
    [24, 8000],
    [28, 8000],
    [40, data.length],
  ] as const)
    head.writeUInt32LE(value, at);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ] as const)
    head.writeUInt16LE(value, at);
  head.write('data', 36);
  return Buffer.concat([head, data]);
}
