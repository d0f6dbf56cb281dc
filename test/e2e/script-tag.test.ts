import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { weighBuild } from '../../scripts/weigh.mjs';
import {
  controls,
  eventually,
  expectNoErrors,
  launchChromium,
  newPerson,
  openProfile,
  profileAddress,
  SARA,
  startSite,
  TARIQ,
  watchErrors,
  whenConnected,
  whenReady,
  type ScriptKind,
  type Site,
} from './support/index.js';

describe('the script tag', () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
    context = await newPerson(browser);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  async function opensTheChat(page: Page): Promise<void> {
    await whenReady(page);
    await page.evaluate(() => document.querySelector('chat-call-modal')?.show());
    await controls(page).dialog('Sara').waitFor();
    await whenConnected(page);
    expectNoErrors(page);
  }

  for (const script of ['module', 'classic', 'both'] satisfies ScriptKind[]) {
    test(`defines the tag from a ${script} script`, async () => {
      const page = await openProfile(context, { site, script, profile: TARIQ, peer: SARA });
      await opensTheChat(page);
      await page.close();
    });
  }

  /** A page of another origin, with a `<base>` elsewhere, under a strict policy. */
  async function foreignPage(
    script: (nonce: string) => string,
    policy: string,
  ): Promise<{ page: Page; close: () => void }> {
    const nonce = 'dGVzdA';
    const host = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('content-security-policy', policy.replaceAll('NONCE', `'nonce-${nonce}'`));
      response.end(`<!doctype html><base href="${site.url}/nowhere/">${script(nonce)}
        <chat-call-modal api-base-url="${site.server}" connect="always" profile-id="1" profile-type="tutor"
        peer-id="7" peer-type="student" peer-name="Sara"></chat-call-modal>`);
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    const page = await context.newPage();
    watchErrors(page);
    await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}/`);
    const close = () => {
      host.close();
      host.closeAllConnections();
    };
    return { page, close };
  }

  const strict = (origin: string, server: string) =>
    `default-src 'none'; script-src NONCE 'strict-dynamic'; connect-src ${server} ${server.replace('http', 'ws')};` +
    ` img-src ${origin} data:; media-src blob:; base-uri ${origin}; require-trusted-types-for 'script'`;

  for (const kind of ['module', 'classic']) {
    test(`X7 loads the ${kind} script from another origin, under a foreign base and a strict policy`, async () => {
      const source = kind === 'module' ? 'chat-call-modal.js' : 'chat-call-modal.classic.js';
      const type = kind === 'module' ? ' type="module"' : '';
      const { page, close } = await foreignPage(
        (nonce) => `<script${type} nonce="${nonce}" src="${site.url}/cdn/${source}"></script>`,
        strict(site.url, site.server),
      );
      await opensTheChat(page);
      assert.deepEqual(await page.evaluate(() => observed.violations), []);
      await page.close();
      close();
    });
  }

  test('X13 loads nothing more than the first files before anybody clicks, and at sign-out only what wipes', async () => {
    const page = await context.newPage();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    const attributes = { launcher: '' };
    await page.goto(profileAddress({ site, profile: TARIQ, peer: SARA, attributes }));
    await whenReady(page);
    await whenConnected(page);
    const files = () =>
      loaded.filter((path) => path.startsWith('/cdn/')).map((path) => path.slice('/cdn/'.length));
    const { first } = weighBuild();
    // the look whether a page without a click may ring comes when its time has come
    const needed = [...first].filter((file) => !file.includes('cannot-ring'));
    await eventually(
      'the first files',
      () => Promise.resolve(files()),
      (now) => needed.every((file) => now.includes(file)),
    );
    await page.waitForLoadState('networkidle');
    for (const file of files()) assert.ok(first.has(file), file);
    await page.evaluate(() => document.querySelector('chat-call-modal')?.removeAttribute('profile-id'));
    await eventually(
      'what wipes',
      () => Promise.resolve(files()),
      (now) => now.some((file) => file.startsWith('chunks/wipe-')),
    );
    await page.waitForLoadState('networkidle');
    for (const file of files()) assert.ok(first.has(file) || file.startsWith('chunks/wipe-'), file);
    await page.close();
  });

  test('X7 publishes hashes that browsers accept for every file of the build', async () => {
    const response = await fetch(`${site.url}/cdn/sri.json`);
    const hashes = (await response.json()) as Record<string, string>;
    assert.ok(
      'chat-call-modal.js' in hashes && Object.keys(hashes).some((file) => file.startsWith('chunks/')),
    );
    for (const [file, expected] of Object.entries(hashes)) {
      const bytes = Buffer.from(await (await fetch(`${site.url}/cdn/${file}`)).arrayBuffer());
      assert.equal(`sha384-${createHash('sha384').update(bytes).digest('base64')}`, expected, file);
    }
    const { page, close } = await foreignPage(
      (nonce) =>
        `<script type="module" nonce="${nonce}" crossorigin src="${site.url}/cdn/chat-call-modal.js"
          integrity="${hashes['chat-call-modal.js'] ?? ''}"></script>`,
      strict(site.url, site.server),
    );
    await opensTheChat(page);
    await page.close();
    close();
  });
});
