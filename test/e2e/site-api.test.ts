import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openChat, shown, whenShown, write } from './support/chat.js';
import {
  eventually,
  launchChromium,
  startSite,
  whenReady,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

interface Stored {
  readonly id: string;
  readonly key: string;
  readonly by: string;
  readonly text: string;
  readonly at: string;
}

/** A site's own chat: a table, `GET /api/messages` and `POST /api/messages`. */
class ChatApi {
  readonly stored: Stored[] = [];
  /** Answers to come in place of the usual one. */
  failures: { status: number; text: string }[] = [];

  add(by: string, text: string, minutesAgo = 0): void {
    const at = new Date(Date.now() - minutesAgo * 60_000 + this.stored.length).toISOString();
    this.stored.push({ id: `row-${this.stored.length + 1}`, key: '', by, text, at });
  }

  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const url = new URL(request.url ?? '', 'http://localhost');
    if (url.pathname !== '/api/messages') return false;
    if (request.method === 'POST') void this.post(request, response);
    else this.get(url.searchParams, response);
    return true;
  }

  private get(query: URLSearchParams, response: ServerResponse): void {
    const index = (name: string) => this.stored.findIndex(({ id }) => id === query.get(name));
    const limit = Number(query.get('limit'));
    const end = query.has('before') ? index('before') : this.stored.length;
    const start = query.has('after') ? index('after') + 1 : Math.max(0, end - limit);
    this.answer(response, 200, { messages: this.stored.slice(start, end), more: start > 0 });
  }

  private async post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const piece of request) body += String(piece);
    const failure = this.failures.shift();
    if (failure) return this.answer(response, failure.status, { error: failure.text });
    const { key, text } = JSON.parse(body) as Stored;
    const by = /user=(\d+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    if (!this.stored.some((one) => one.key === key)) {
      const { length } = this.stored;
      this.stored.push({ id: `row-${length + 1}`, key, by, text, at: new Date().toISOString() });
    }
    const { id, at } = this.stored.find((one) => one.key === key) ?? {};
    this.answer(response, 200, { id, at });
  }

  private answer(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }
}

const DOCUMENT = readFileSync(new URL('../../docs/site-chat.md', import.meta.url), 'utf8');
const [, snippet = ''] = /```js\n([^]*?)```/.exec(DOCUMENT) ?? [];

/** The page runs what the document shows. The site knows by a cookie who is signed in. */
async function useApi({ page }: Person, id: string): Promise<void> {
  await page.evaluate(`document.cookie = 'user=${id}'; { ${snippet} }`);
}

describe("a site's own chat API", { timeout: 600_000 }, () => {
  let browser: Browser;
  let api: ChatApi;
  let site: Site;
  before(async () => {
    browser = await launchChromium();
    api = new ChatApi();
    // the five call frames are all that its socket passes on
    site = await startSite({ backend: 'bare', handle: (request, response) => api.handle(request, response) });
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('H22 X6 messages are read, sent, refused, tried again and found after a reload, over three small functions', () =>
    withTwo(browser, { site }, async ({ tariq, sara }) => {
      for (let i = 1; i <= 70; i++) api.add(i % 2 ? '1' : '7', `Line ${i}`, 100);
      for (const [person, id] of [
        [tariq, '1'],
        [sara, '7'],
      ] as const) {
        await useApi(person, id);
        await openChat(person);
        await person.messages.getByText('Line 70', { exact: true }).waitFor();
      }
      const last = (person: Person, count: number) => async () => (await shown(person)).slice(-count);
      const whenLast = (person: Person, texts: readonly string[]) =>
        eventually('the end', last(person, texts.length), (now) => now.join() === texts.join());

      // both ways; the site gives them ids of its own, and each is shown once
      await write(tariq, 'Hello');
      await whenLast(sara, ['Line 70', 'Hello']);
      await write(sara, '<img src=x onerror=alert(1)>');
      await whenLast(tariq, ['Hello', '<img src=x onerror=alert(1)>']);
      await whenLast(sara, ['Hello', '<img src=x onerror=alert(1)>']);
      await tariq.page.waitForFunction(() => document.querySelector('chat-call-modal')?.unread === 0);

      // further up
      await eventually(
        'what was said first',
        async () => {
          await tariq.messages.evaluate((log) => log.scrollTo(0, 0));
          return shown(tariq);
        },
        (texts) => texts[0] === 'Line 1',
      );

      // refused in the site's own words; retried by the person
      api.failures = [{ status: 422, text: 'Lessons only, please.' }];
      await write(sara, 'Not allowed');
      await sara.messages.getByText('Lessons only, please.').waitFor();
      await sara.page.getByRole('button', { name: 'Retry' }).click();
      await whenLast(tariq, ['<img src=x onerror=alert(1)>', 'Not allowed']);

      // without a network it waits, over a reload too, and goes out once
      await sara.page.context().setOffline(true);
      await write(sara, 'From the train');
      await sara.messages.getByText('From the train').waitFor();
      await sara.page.context().setOffline(false);
      await whenLast(tariq, ['Not allowed', 'From the train']);
      await sara.page.reload();
      await whenReady(sara.page);
      await useApi(sara, '7');
      await openChat(sara);
      await whenLast(sara, ['Not allowed', 'From the train']);
      const texts = api.stored.map(({ text }) => text);
      assert.equal(new Set(texts).size, texts.length, 'nothing was stored twice');
    }));

  test('a function that fails is told once, and the conversation stays usable', () =>
    withTwo(browser, { site }, async ({ tariq }) => {
      await tariq.page.evaluate(() => {
        const widget = document.querySelector('chat-call-modal');
        const codes: string[] = [];
        Object.assign(globalThis, { codes });
        widget?.addEventListener('ccm-error', ({ detail }) => codes.push(`${detail.code} ${detail.message}`));
        if (widget) widget.historyProvider = () => Promise.reject(new RangeError('no such table'));
        if (widget) widget.messageSender = () => Promise.resolve();
      });
      await openChat(tariq);
      await write(tariq, 'Still here');
      await whenShown(tariq, ['Still here']);
      const codes = () => tariq.page.evaluate(() => (globalThis as unknown as { codes: string[] }).codes);
      await eventually('the error', codes, (all) => all.length === 1);
      assert.deepEqual(await codes(), ['site_api historyProvider: RangeError']);
    }));
});
