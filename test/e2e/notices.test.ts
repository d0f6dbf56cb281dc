import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { openChat, whenShown, whenTick, write } from './support/chat.js';
import * as notices from './support/notices.js';
import {
  controls,
  eventually,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  SARA,
  startSite,
  TARIQ,
  whenConnected,
  type Person,
  type Site,
} from './support/index.js';

const LOCAL = { 'ice-servers': '[]', launcher: '' };
const BAD = '<img src=x onerror="window.hit=1">';

describe('notice of what nobody looks at', { timeout: 600_000 }, () => {
  let browser: Browser;
  let site: Site;
  let contexts: BrowserContext[] = [];
  before(async () => {
    browser = await launchChromium({ whole: true });
  });
  after(() => browser.close());

  const context = async (granted = true): Promise<BrowserContext> => {
    const made = await newPerson(browser);
    contexts.push(made);
    await notices.watchNotices(made);
    if (granted) await made.grantPermissions(['notifications']);
    return made;
  };
  const open = async (where: BrowserContext, who = SARA, attributes = {}): Promise<Person> => {
    const peer = who === SARA ? TARIQ : SARA;
    const page = await openProfile(where, {
      site,
      profile: who,
      peer,
      attributes: { ...LOCAL, ...attributes },
    });
    await whenConnected(page);
    return { page, ...controls(page) };
  };
  const whenChimed = (person: Person, wanted: number) =>
    eventually(
      'the sound',
      () => notices.chimes(person),
      (count) => count === wanted,
    );
  const whenBadges = (person: Person, ...wanted: number[]) =>
    eventually(
      'the badge',
      () => notices.badges(person),
      (now) => now.join() === wanted.join(),
    );
  /** A server of its own, and Tariq with the conversation open. */
  const on = (name: string, act: (tariq: Person) => Promise<void>, attributes = {}) =>
    void test(name, async () => {
      site = await startSite();
      contexts = [];
      try {
        const tariq = await open(await context(), TARIQ, attributes);
        await openChat(tariq);
        await act(tariq);
        for (const page of contexts.flatMap((each) => each.pages())) await expectNothingLeft(page);
      } finally {
        await Promise.all(contexts.map((each) => each.close()));
        await site.close();
      }
    });

  on(
    'X6 a message in a hidden page: title, badge, sound, and a notification that opens the conversation',
    async (tariq) => {
      const sara = await open(await context());
      await notices.hide(sara);
      await write(tariq, BAD);
      await notices.whenCounts(sara, '(1) one | 1 | 1');
      const all = () => notices.notifications(sara);
      await eventually('a notification', all, ([first]) => first?.body === BAD && first.title === 'Tariq');
      await whenChimed(sara, 1);
      // a title that the page sets itself is its own
      await sara.page.evaluate(() => (document.title = 'Another page'));
      await write(tariq, 'Are you there?');
      await eventually('the next takes its place', all, ([first, second]) => !first?.open && !!second?.open);
      const [first, second] = await all();
      assert.equal(first?.tag, second?.tag);
      await notices.whenCounts(sara, '(2) Another page | 2 | 2');
      await whenBadges(sara, 1, 2);

      await notices.press(sara);
      await sara.dialog('Tariq').waitFor();
      await notices.unhide(sara);
      await whenShown(sara, [BAD, 'Are you there?']);
      await notices.whenCounts(sara, 'Another page |  | 0');
      await whenBadges(sara, 1, 2, 0);
      await eventually('all are closed', all, (list) => list.every(({ open }) => !open));
      assert.equal(await sara.page.evaluate(() => (globalThis as { hit?: number }).hit), undefined);
      // it is looked at: nothing more is told
      await write(tariq, 'Good');
      await whenShown(sara, [BAD, 'Are you there?', 'Good']);
      await notices.hide(sara);
      await write(tariq, 'Later');
      const bodies = (list: readonly notices.Shown[]) => list.map(({ body }) => body);
      const told = await eventually('the next', all, (list) => list.at(-1)?.body === 'Later');
      assert.deepEqual(bodies(told), [BAD, 'Are you there?', 'Later']);
      await notices.unhide(sara);

      await sara.button('Notifications').click();
      await sara.page.getByLabel('Show the text of messages in them').uncheck();
      await sara.page.getByLabel('Sound for new messages').uncheck();
      await sara.page.reload();
      await whenConnected(sara.page);
      await notices.hide(sara);
      await write(tariq, 'A secret');
      await eventually('without the text', all, ([one]) => one?.body === 'New message');
      await write(tariq, 'Another');
      await eventually('the next', all, (list) => list.length === 2);
      assert.equal(await notices.chimes(sara), 0);
    },
  );

  on(
    'counts agree in all tabs and on another device, one tab tells, and reading in one place clears all',
    async (tariq) => {
      const hers = await context();
      const [one, two, other] = [await open(hers), await open(hers), await open(await context())];
      const all = [one, two, other];
      for (const each of all) await notices.hide(each);
      await write(tariq, 'one', 'two');
      for (const each of all) await notices.whenCounts(each, '(2) one | 2 | 2');
      const told = () => Promise.all([one, two].map(notices.notifications));
      await eventually('a notification', told, (lists) => lists.flat().length > 0);
      const sounding = async () => (await Promise.all([one, two].map(notices.chimes))).filter(Boolean).length;
      await eventually('one tab sounds', sounding, (count) => count > 0);

      await notices.unhide(two);
      await openChat(two);
      for (const each of all)
        await eventually(
          'read',
          () => notices.counts(each),
          (now) => now.endsWith('| 0'),
        );
      await eventually('closed', told, (lists) => lists.flat().every(({ open }) => !open));
      assert.equal(await sounding(), 1, 'the other tab does not');
      await two.close.click();
      await notices.hide(two);
      await write(tariq, 'three');
      for (const each of all) await notices.whenCounts(each, '(1) one | 1 | 1');
      await notices.unhide(other);
      await openChat(other);
      await notices.whenCounts(one, 'one |  | 0');
      await notices.whenCounts(two, 'one |  | 0');
    },
  );

  on(
    'a call that comes while the page is hidden is told with name and kind, as long as it rings',
    async (tariq) => {
      const sara = await open(await context());
      await notices.hide(sara);
      await tariq.videoCall.click();
      const all = () => notices.notifications(sara);
      await eventually('a notification', all, ([first]) => first?.body === 'Incoming video call');
      assert.deepEqual(
        (await all()).map(({ title, open }) => [title, open]),
        [['Tariq', true]],
      );
      await tariq.endCall.click();
      await eventually('it is closed', all, ([first]) => first?.open === false);
      // the call that was missed is no message
      await eventually(
        'the title',
        () => sara.page.title(),
        (title) => title === 'one',
      );
    },
  );

  on(
    'whether one may tell is asked in the conversation, after a message was missed, and never after No',
    async (tariq) => {
      const hers = await context(false);
      const sara = await open(hers);
      const raw = await browser.newBrowserCDPSession();
      const { targetInfos } = await raw.send('Target.getTargets');
      const { browserContextId } = targetInfos.find(({ url }) => url === sara.page.url()) ?? assert.fail();
      const permission = { name: 'notifications' };
      await raw.send('Browser.setPermission', {
        permission,
        setting: 'prompt',
        ...(browserContextId && { browserContextId }),
      });
      const row = sara.page.getByRole('group', { name: 'Get notified of new messages?' });
      assert.equal(await sara.page.evaluate(() => Notification.permission), 'default');
      await openChat(sara);
      await write(tariq, 'one');
      await whenShown(sara, ['one']);
      await whenTick(tariq, 'Read');
      assert.equal(await row.count(), 0);
      await sara.close.click();
      await write(tariq, 'two');
      await notices.whenCounts(sara, '(1) one | 1 | 1');
      await whenChimed(sara, 1);
      await openChat(sara);
      await row.getByRole('button', { name: 'Turn on' }).waitFor();
      assert.equal(await notices.asked(sara), 0);
      await row.getByRole('button', { name: 'No, thanks' }).click();
      await row.waitFor({ state: 'detached' });
      await sara.page.reload();
      await whenConnected(sara.page);
      await write(tariq, 'three');
      await whenChimed(sara, 1);
      await openChat(sara);
      await whenShown(sara, ['one', 'two', 'three']);
      assert.equal(await row.count(), 0);
      assert.equal(await notices.asked(sara), 0);
      // the settings ask whenever somebody wants it
      await sara.button('Notifications').click();
      await sara.page.getByLabel('Notifications when this page is hidden').click();
      await eventually(
        'the browser asks',
        () => notices.asked(sara),
        (count) => count === 1,
      );
    },
  );
});
