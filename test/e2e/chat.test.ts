import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openChat, socket, whenKept, whenShown, whenTick, write } from './support/chat.js';
import {
  connect,
  controls,
  eventually,
  expectNoErrors,
  launchChromium,
  openTwo,
  startSite,
  whenConnected,
  whenReady,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

const reload = async (person: Person): Promise<void> => {
  await person.page.reload();
  await whenReady(person.page);
};

/** Keys of IndexedDB and of both storages that name this profile. */
const keptOf = (person: Person): Promise<string[]> =>
  person.page.evaluate(async () => {
    // opening it before the widget does would make it, without its stores
    const made = await indexedDB.databases();
    if (!made.some(({ name }) => name === 'chat-call-modal')) return [];
    const open = indexedDB.open('chat-call-modal');
    await new Promise((resolve) => (open.onsuccess = open.onerror = resolve));
    const names = [...open.result.objectStoreNames];
    const all = names.length ? open.result.transaction('chats').objectStore('chats').getAllKeys() : null;
    if (all) await new Promise((resolve) => (all.onsuccess = resolve));
    open.result.close();
    return [
      ...((all?.result as string[] | undefined) ?? []),
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
    ];
  });

const whenUnread = ({ page }: Person, wanted: number) =>
  eventually(
    'unread',
    () => page.evaluate(() => document.querySelector('chat-call-modal')?.unread),
    (count) => count === wanted,
  );

/** Somebody reads further up, and that place is kept. */
async function whenScrolledUp(person: Person): Promise<void> {
  await person.messages.hover();
  await eventually(
    'the place',
    async () => {
      await person.page.mouse.wheel(0, -120);
      return keptOf(person);
    },
    (keys) => keys.includes('ccm-place student 7'),
  );
}

describe('chat over the packaged server', { timeout: 600_000 }, () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());
  /** A server of its own for each test: what it keeps is for nobody else. */
  const on = (
    name: string,
    attributes: Record<string, string>,
    act: (two: { tariq: Person; sara: Person }) => Promise<void>,
  ) =>
    void test(name, async () => {
      site = await startSite();
      try {
        await withTwo(browser, { site, attributes, offline: 'connect' in attributes }, act);
      } finally {
        await site.close();
      }
    });

  on('ticks tell sent, delivered and read', {}, async ({ tariq, sara }) => {
    await openChat(tariq);
    await write(tariq, 'Hello');
    await whenTick(tariq, 'Delivered');
    await whenUnread(sara, 1);
    await openChat(sara);
    await whenTick(tariq, 'Read');
    await whenShown(sara, ['Hello']);
    await sara.page.goto('about:blank');
    await write(tariq, 'Are you there?');
    await whenTick(tariq, 'Sent');
  });

  on('a person who writes is shown to the other', {}, async ({ tariq, sara }) => {
    await Promise.all([openChat(tariq), openChat(sara)]);
    const mark = sara.messages.locator('[part="typing"]');
    // it goes some seconds after the last key
    const shows = mark.filter({ hasText: 'Tariq is writing' }).waitFor();
    await Promise.all([shows, tariq.message.pressSequentially('One moment')]);
    await tariq.message.press('Enter');
    await whenShown(sara, ['One moment']);
    await mark.waitFor({ state: 'detached' });
  });

  on(
    'H22 what is written offline survives a reload, and goes out once, in order',
    { connect: 'manual' },
    async ({ tariq, sara }) => {
      for (const person of [tariq, sara]) await socket(person, true);
      await Promise.all([whenConnected(tariq.page), whenConnected(sara.page)]);
      await socket(tariq, false);
      await openChat(tariq);
      await write(tariq, 'one', 'two', 'three');
      await whenShown(tariq, ['one', 'two', 'three']);
      await whenTick(tariq, 'Sending');
      // what is sent does not come back into the field
      assert.equal(await tariq.message.inputValue(), '');
      await whenKept(tariq, '["tutor","1"] outbox', (text) => text.includes('three'));
      await reload(tariq);
      await openChat(tariq);
      await whenShown(tariq, ['one', 'two', 'three']);
      await socket(tariq, true);
      await openChat(sara);
      await whenShown(sara, ['one', 'two', 'three']);
      await whenTick(tariq, 'Read');
      const all = ['one', 'two', 'three'];
      const has = (text: string) => all.every((one) => text.includes(`"${one}"`));
      await whenKept(tariq, '["tutor","1"] ["student","7"]', has);
      await whenKept(sara, '["student","7"] ["tutor","1"]', has);
      for (const person of [tariq, sara]) {
        await reload(person);
        await openChat(person);
        await whenShown(person, ['one', 'two', 'three']);
      }
    },
  );

  on('a draft survives a navigation, per conversation, until it is sent', {}, async ({ tariq, sara }) => {
    await openChat(tariq);
    await tariq.message.fill('Half a sen');
    // it is kept as soon as the part that keeps it has loaded
    await tariq.page.waitForFunction(() =>
      Object.keys(sessionStorage).some((key) => key.startsWith('ccm-draft')),
    );
    await reload(tariq);
    await openChat(tariq);
    await eventually(
      'the draft',
      () => tariq.message.inputValue(),
      (text) => text === 'Half a sen',
    );
    await tariq.message.pressSequentially('tence');
    await tariq.message.press('Enter');
    await openChat(sara);
    await whenShown(sara, ['Half a sentence']);
    await reload(tariq);
    await openChat(tariq);
    await whenShown(tariq, ['Half a sentence']);
    assert.equal(await tariq.message.inputValue(), '');
  });

  on(
    'what was missed while the socket was gone is made up for, in one order',
    { connect: 'manual' },
    async ({ tariq, sara }) => {
      for (const person of [tariq, sara]) {
        await socket(person, true);
        await openChat(person);
      }
      await write(tariq, 'a');
      await whenShown(sara, ['a']);
      await socket(sara, false);
      await write(sara, 'c');
      await write(tariq, 'b');
      await whenTick(tariq, 'Sent');
      await whenShown(sara, ['a', 'c']);
      await socket(sara, true);
      await Promise.all([whenShown(sara, ['a', 'b', 'c']), whenShown(tariq, ['a', 'b', 'c'])]);
      // what came while one was away stands under a line
      const line = sara.messages.locator('[part="unread"] + .group');
      await eventually(
        'under the line',
        () => line.innerText(),
        (text) => /\bb\b/.test(text),
      );
    },
  );

  on(
    'unread messages are still unread after a reload, and read ones are not',
    {},
    async ({ tariq, sara }) => {
      await openChat(tariq);
      await write(tariq, 'one', 'two');
      await whenUnread(sara, 2);
      await whenTick(tariq, 'Delivered');
      await reload(sara);
      await whenUnread(sara, 2);
      await openChat(sara);
      await whenTick(tariq, 'Read');
      const isRead = (text: string) => text.includes('"two"') && !text.includes('"delivered"');
      await whenKept(sara, '["student","7"] ["tutor","1"]', isRead);
      await reload(sara);
      await write(tariq, 'three');
      // the one that came last, and not those before it
      await whenUnread(sara, 1);
      const told = await sara.page.evaluate(() => observed.messages.length);
      assert.equal(told, 1, 'nothing is told twice');
      await openChat(sara);
      await whenShown(sara, ['one', 'two', 'three']);
      await whenUnread(sara, 0);
    },
  );

  on(
    'X13 signing out takes outbox, history and drafts of that profile with it',
    { connect: 'manual' },
    async ({ tariq, sara }) => {
      for (const person of [tariq, sara]) await socket(person, true);
      await openChat(tariq);
      await write(tariq, 'kept');
      await whenTick(tariq, 'Sent');
      await socket(tariq, false);
      await write(tariq, 'unsent');
      await tariq.message.fill('draft');
      // where one read, the emoji that were used, and what a page left that nobody came back to
      await write(tariq, ...Array.from({ length: 25 }, (_, i) => `line ${i}`));
      await whenScrolledUp(tariq);
      await tariq.message.fill('draft');
      await tariq.page.evaluate(() => {
        localStorage.setItem('ccm-emoji', '["🎉"]');
        sessionStorage.setItem('ccm-call ["tutor","1"]', '{}');
        sessionStorage.setItem('the page', 'its own');
      });
      // ccm-notices says only whether notices are wanted
      const named = (keys: readonly string[]) =>
        keys.filter((key) => /^ccm-|\["tutor","1"\]/.test(key) && !key.startsWith('ccm-notices'));
      await eventually(
        'it is kept',
        () => keptOf(tariq),
        (keys) => named(keys).length >= 8,
      );
      // also where nothing of the conversation was loaded on this page
      await reload(tariq);
      await tariq.page.evaluate(() =>
        document.querySelector('chat-call-modal')?.removeAttribute('profile-id'),
      );
      await eventually(
        'it is gone',
        () => keptOf(tariq),
        (keys) => named(keys).length === 0,
      );
      assert.ok((await keptOf(tariq)).includes('the page'));
      await tariq.page.evaluate(() =>
        document.querySelector('chat-call-modal')?.setAttribute('profile-id', '1'),
      );
      await openChat(tariq);
      // where this stands alone all has loaded, and there was nothing
      await write(tariq, 'new');
      await whenShown(tariq, ['new']);
      await openChat(sara);
      await whenShown(sara, ['kept']);
    },
  );

  test('H22 two tabs of one person show the same, and what one that was closed left goes out from the other', async () => {
    site = await startSite();
    const two = await openTwo(browser, { site });
    try {
      const { tariq, sara } = two;
      await Promise.all([openChat(tariq), openChat(sara)]);
      await write(tariq, 'one');
      await whenShown(sara, ['one']);
      const other = await sara.page.context().newPage();
      await other.goto(sara.page.url());
      await whenConnected(other);
      const tab: Person = { page: other, ...controls(other) };
      await openChat(tab);
      await whenShown(tab, ['one']);
      await write(sara, 'two');
      await Promise.all([whenShown(tab, ['one', 'two']), whenShown(tariq, ['one', 'two'])]);
      // what a tab could not send any more the one that stays does, when its own line is up again
      const set = async ({ page }: Person, connect: 'manual' | 'always') => {
        await page.evaluate(
          (how) => void (document.querySelector('chat-call-modal')!.connect = how),
          connect,
        );
        await eventually(
          'the line',
          () => page.evaluate(() => document.querySelector('chat-call-modal')?.connection),
          (state) => state === (connect === 'manual' ? 'idle' : 'open'),
        );
      };
      await set(tab, 'manual');
      await write(tab, 'left behind');
      await whenKept(tab, '["student","7"] outbox', (text) => text.includes('left behind'));
      await other.close();
      for (const connect of ['manual', 'always'] as const) await set(sara, connect);
      await Promise.all(two.both.map((person) => whenShown(person, ['one', 'two', 'left behind'])));
      await whenTick(sara, 'Read');
      await whenKept(sara, '["student","7"] outbox', (text) => !text.includes('left behind'));
      expectNoErrors(sara.page);
    } finally {
      await two.close();
      await site.close();
    }
  });
});

describe('chat over other servers', { timeout: 600_000 }, () => {
  let browser: Browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());

  test('S10 a server that announces nothing and forwards any frame carries text both ways', async () => {
    const site = await startSite({ backend: 'bare', bare: { any: true } });
    try {
      await withTwo(browser, { site }, async ({ tariq, sara }) => {
        await Promise.all([openChat(tariq), openChat(sara)]);
        await write(tariq, 'Hello');
        await whenShown(sara, ['Hello']);
        await write(sara, 'Hello yourself');
        await whenShown(tariq, ['Hello', 'Hello yourself']);
        await whenTick(sara, 'Read');
      });
    } finally {
      await site.close();
    }
  });

  test('a five-frame server: text goes over the call, and outside of one the composer says that there is no chat', async () => {
    const site = await startSite({ backend: 'bare' });
    try {
      await withTwo(browser, { site }, async (two) => {
        const { tariq, sara } = two;
        // a page that takes files changes nothing about that
        await tariq.page.evaluate(() => {
          document.querySelector('chat-call-modal')!.uploadFile = () => Promise.reject(new Error('unused'));
        });
        await openChat(tariq);
        await tariq.page.getByText('This site has no chat. Calls work.').waitFor();
        await tariq.page.locator('chat-call-modal [part="send-button"]:disabled').waitFor();
        await connect(two, 'voice');
        for (const person of two.both) await person.button('Chat').click();
        await tariq.button('Attach file').waitFor();
        await write(tariq, 'Page 12, please');
        await whenShown(sara, ['Page 12, please']);
        await write(sara, 'Got it');
        await whenShown(tariq, ['Page 12, please', 'Got it']);
        await whenTick(sara, 'Read');
        await tariq.endCall.click();
        await tariq.page.getByText('This site has no chat. Calls work.').waitFor();
        await tariq.button('Attach file').waitFor({ state: 'detached' });
        await whenShown(tariq, ['Page 12, please', 'Got it']);
        assert.ok(
          site.forwarder?.seen.every(({ type }) => type.startsWith('call_') || type === 'ice_candidate'),
        );
      });
    } finally {
      await site.close();
    }
  });
});
