import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { backToChat, forget, openChat, shown, tick, whenShown, whenTick, write } from './support/chat.js';
import {
  connect,
  controls,
  eventually,
  launchChromium,
  openProfile,
  SARA,
  startCall,
  startSite,
  TARIQ,
  whenConnected,
  whenPhase,
  withTwo,
  type Person,
} from './support/index.js';

const item = (person: Person, name: string) => person.page.getByRole('menuitem', { name, exact: true });

describe('a conversation as a whole', { timeout: 600_000 }, () => {
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
        // one after another
        await eventually(
          'all are delivered',
          () => tick(tariq),
          (now) => now === 'Delivered',
          120_000,
        );
        // a new device: the last page is all that comes by itself
        await forget(tariq);
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
        await eventually(
          'what was found',
          () => found.locator('.text, mark').allInnerTexts(),
          (texts) => texts.join('|') === 'the <b>Nädel</b>|Nädel',
        );
        await tariq.button('Later match').click();
        await told.filter({ hasText: /^1 of 2/ }).waitFor();
        await field.press('Escape');
        await field.waitFor({ state: 'detached' });
        await tariq.messages.locator('mark').waitFor({ state: 'detached' });
      });
    } finally {
      await site.close();
    }
  });

  test('X13 who is blocked reaches no tab, and a call with them ends; what is not told is not told; it holds over a reload, is taken back, and goes with the login', async () => {
    const site = await startSite();
    try {
      await withTwo(browser, { site }, async (two) => {
        const { tariq, sara } = two;
        await Promise.all([openChat(tariq), openChat(sara)]);
        await sara.button('Menu').click();
        for (const name of ['Send read receipts', 'Show when I am writing']) {
          const box = sara.page.getByRole('menuitemcheckbox', { name });
          await box.click();
          await sara.page.getByRole('menuitemcheckbox', { name, checked: false }).waitFor();
        }
        await sara.page.keyboard.press('Escape');
        await sara.page.getByRole('menu').waitFor({ state: 'detached' });
        await sara.message.fill('half a');
        await write(tariq, 'one');
        await whenShown(sara, ['one']);
        await whenTick(tariq, 'Delivered');
        assert.equal(await tariq.messages.locator('.typing').count(), 0);
        await sara.message.fill('');

        const other = await openProfile(sara.page.context(), {
          site,
          profile: SARA,
          peer: TARIQ,
          attributes: { 'ice-servers': '[]' },
        });
        await whenConnected(other);
        // nobody talks on with whom they block, in whichever tab
        await connect(two, 'voice');
        const there = { ...controls(other), page: other };
        await openChat(there);
        await there.button('Menu').click();
        await item(there, 'Block Tariq').click();
        await other.getByText('Their messages and calls will not reach you.').waitFor();
        await item(there, 'Block Tariq').click();
        await other.getByText('You blocked Tariq.').waitFor();
        await there.message.waitFor({ state: 'hidden' });
        for (const person of [...two.both, there]) await whenPhase(person, 'ended', 'idle');
        await eventually(
          'the end is told in the other tab too',
          () => other.evaluate(() => (observed.ended as unknown[]).splice(0).length),
          (count) => count === 1,
        );
        await other.evaluate(() => void (observed.history as unknown[]).splice(0));
        await backToChat(sara);
        await sara.page.getByText('You blocked Tariq.').waitFor();
        assert.equal(
          await sara.page.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice')),
          false,
        );
        await sara.page.reload();
        await whenConnected(sara.page);
        await openChat(sara);
        await sara.page.getByText('You blocked Tariq.').waitFor();
        assert.equal(await tick(tariq), 'Delivered');
        await write(tariq, 'two');
        await whenTick(tariq, 'Sent');
        assert.equal(await startCall(tariq, 'voice'), true);
        await tariq.status.filter({ hasText: 'Calling…' }).waitFor();
        // the invitation goes out every 3 s: this one came before the call's end that is awaited next
        await eventually(
          'the invitation is out',
          () => tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.call?.phase),
          (phase) => phase === 'inviting',
        );
        await tariq.endCall.click();
        await whenPhase(tariq, 'idle', 'ended');
        for (const page of [sara.page, other]) {
          const seen = await page.evaluate(() => ({
            phase: document.querySelector('chat-call-modal')?.call?.phase ?? 'none',
            unread: document.querySelector('chat-call-modal')?.unread,
            ended: observed.ended.length,
          }));
          assert.deepEqual(seen, { phase: 'none', unread: 0, ended: 0 });
        }
        assert.deepEqual(await shown(sara), ['one']);

        await sara.button('Unblock').click();
        await sara.message.waitFor();
        await write(tariq, 'three');
        // over the same socket as all that was said before it
        await sara.messages.getByText('three').waitFor();
        assert.deepEqual(await shown(sara), ['one', 'three'], 'what was written meanwhile stays unseen');
        for (const page of [sara.page, other])
          assert.deepEqual(
            await page.evaluate(() => [observed.history.length, observed.ended.length]),
            [0, 0],
          );
        await other.close();
        const kept = () =>
          sara.page.evaluate(
            () => Object.keys(localStorage).filter((key) => key.startsWith('ccm-terms')).length,
          );
        await eventually('the switches', kept, (count) => count === 1);
        await sara.page.evaluate(() =>
          document.querySelector('chat-call-modal')?.removeAttribute('profile-id'),
        );
        await eventually('nothing is left', kept, (count) => count === 0);
      });
    } finally {
      await site.close();
    }
  });
});
