import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { TARIQ } from './profile.js';
import { startPython, type PythonServer } from './python.js';
import { startSite, type Site } from './site.js';
import type { TwoOptions } from './two.js';

export type Fields = Record<string, unknown>;

/** A message as a page sent or got it. */
export interface Seen {
  readonly who: string;
  readonly socket: 'chat' | 'global';
  readonly sent: boolean;
  readonly message: Fields;
}

export interface ChannelsBackEnd {
  readonly site: Site;
  readonly server: PythonServer;
  /** Of both pages, since the test began. */
  readonly seen: Seen[];
  readonly options: TwoOptions;
  close(): Promise<void>;
}

/** What stands before a back end, and passes on to it. */
export type Between = (url: string) => Promise<{ readonly url: string; close(): Promise<void> }>;

/** Both are signed in, and have the conversation on their pages; who shows it decides. */
export async function startChannels(
  env: Record<string, string> = {},
  between?: Between,
): Promise<ChannelsBackEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'ccm-django-'));
  const server = await startPython({
    folder: 'django-channels',
    args: ['serve.py', '--port', '{port}'],
    env: { DATABASE: join(folder, 'db.sqlite3'), DEMO_LOGIN: '1', ...env },
  });
  const proxy = await between?.(server.url);
  const site = await startSite({ backend: 'none', behind: proxy?.url ?? server.url });
  const seen: Seen[] = [];
  const watch = (page: Page, who: string) =>
    page.on('websocket', (socket) => {
      const name = socket.url().includes('/ws/chat/') ? 'chat' : 'global';
      const note = (sent: boolean) => (data: { payload: string | Buffer }) =>
        seen.push({ who, socket: name, sent, message: JSON.parse(String(data.payload)) as Fields });
      socket.on('framesent', note(true)).on('framereceived', note(false));
    });
  const prepare = async (context: BrowserContext, id: string) => {
    const who = id === TARIQ.id ? 'tariq' : 'sara';
    context.on('page', (page) => watch(page, who));
    const answer = await context.request.get(`${site.url}/login/?user=${id}`);
    assert.equal(answer.status(), 200);
  };
  const attributes = { dialect: 'channels', 'conversation-id': '1' };
  return {
    site,
    server,
    seen,
    options: { site, attributes, prepare },
    close: async () => {
      await site.close();
      await proxy?.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
