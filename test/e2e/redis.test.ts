import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { readEvents } from '../../src/signaling/transports/sse.js';
import { startPython, type PythonServer } from './support/python.js';
import { startRedis, withoutRedis, type Redis } from './support/redis.js';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  SARA,
  startCall,
  startSite,
  whenPhase,
  withTwo,
  type Site,
} from './support/index.js';

interface Nodes {
  readonly servers: readonly [PythonServer, PythonServer];
  readonly sites: readonly [Site, Site];
  close(): Promise<void>;
}

/** Two processes of one back end, which share a database, and Redis or nothing else. */
async function startNodes(folder: string, redis: Redis): Promise<Nodes> {
  const data = mkdtempSync(join(tmpdir(), 'ccm-nodes-'));
  const shared = { DATABASE: join(data, 'db.sqlite3'), SECRET_KEY: 'for tests only', REDIS_URL: redis.url };
  const start = () =>
    startPython({ folder, args: ['serve.py', '--port', '{port}'], env: { ...shared, DEMO_LOGIN: '1' } });
  const servers = [await start(), await start()] as const; // the first makes the tables
  const sites = await Promise.all(servers.map(({ url }) => startSite({ backend: 'none', behind: url })));
  const close = async () => {
    await Promise.all([...sites, ...servers].map((each) => each.close()));
    rmSync(data, { recursive: true, force: true });
  };
  return { servers, sites: sites as unknown as Nodes['sites'], close };
}

async function signIn({ url }: PythonServer | Site, id: string) {
  const cookies = (await fetch(`${url}/login/?user=${id}`)).headers.getSetCookie();
  const cookie = cookies.map((each) => each.split(';')[0]).join('; ');
  return { cookie, 'X-CSRFToken': /csrftoken=([^;]+)/.exec(cookie)?.[1] ?? '' };
}

if (withoutRedis) console.log(`NOT RUN: the tests of two nodes with Redis: ${withoutRedis}.`);
else
  describe('two nodes with Redis between them', () => {
    let redis: Redis;
    let browser: Browser;
    before(async () => {
      [redis, browser] = await Promise.all([startRedis(), launchChromium()]);
    });
    after(async () => {
      await browser.close();
      await redis.close();
    });

    test('S23 S36 S29 django-channels: Tariq on one node and Sara on the other call each other', async () => {
      const nodes = await startNodes('django-channels', redis);
      try {
        await callAcross(nodes, { dialect: 'channels', 'conversation-id': '1' }, '[CALL] Sending');
      } finally {
        await nodes.close();
      }
    });

    test('S23 S36 S29 django-relay: the same, and a stream on the other node is woken by what this one stores', async () => {
      const nodes = await startNodes('django-relay', redis);
      try {
        const attributes = { dialect: 'relay', 'conversation-id': '1', transport: 'sse' };
        await callAcross(nodes, attributes, '[P2P_SEND] Signal stored');
        await wokenAcross(nodes);
      } finally {
        await nodes.close();
      }
    });

    async function callAcross(nodes: Nodes, attributes: Record<string, string>, said: string): Promise<void> {
      const [site, herSite] = nodes.sites;
      const prepare = async (context: BrowserContext, id: string) => {
        const { url } = id === SARA.id ? herSite : site;
        assert.equal((await context.request.get(`${url}/login/?user=${id}`)).status(), 200);
      };
      await withTwo(browser, { site, herSite, attributes, prepare }, async (two) => {
        await connect(two, 'video');
        await Promise.all(two.both.map(({ page }) => expectMedia(page, { video: true })));
        await two.sara.endCall.click();
        await whenPhase(two.tariq, 'ended', 'idle');
        await startCall(two.sara, 'voice');
        await two.tariq.decline.click();
        await whenPhase(two.sara, 'ended', 'idle');
      });
      // each of the two really went through a node of its own
      for (const server of nodes.servers)
        await eventually(
          said,
          () => Promise.resolve(server.output()),
          (output) => output.includes(said),
        );
    }
  });

/** Of a table that nobody asks meanwhile: a stream reads it as it begins, after what woke it, and when it says `ping`. */
async function wokenAcross({ servers: [one, other] }: Nodes): Promise<void> {
  const [tariq, sara] = [await signIn(one, '1'), await signIn(other, '7')];
  const stop = new AbortController();
  const fetched = await fetch(`${other.url}/api/p2p/1/signals/`, { headers: sara });
  const { cursor } = (await fetched.json()) as { cursor: number };
  const address = `${other.url}/api/p2p/1/events/?after=${cursor}`;
  const { body } = await fetch(address, { headers: sara, signal: stop.signal });
  assert.ok(body);
  const events: string[] = [];
  const ids: string[] = [];
  readEvents(body, (name, data) => {
    events.push(name || 'signal');
    if (!name) ids.push((JSON.parse(data) as { payload: { call_id: string } }).payload.call_id);
  }).catch(() => {});
  const headers = { ...tariq, 'content-type': 'application/json' };
  for (const call_id of ['first', 'second']) {
    const signal = { chat_id: 1, type: 'webrtc.offer', signal_id: call_id, payload: { call_id } };
    const init = { method: 'POST', headers, body: JSON.stringify(signal) };
    const before = events.length;
    assert.equal((await fetch(`${one.url}/api/p2p/send-signal/`, init)).status, 201);
    await eventually(
      call_id,
      () => Promise.resolve(ids),
      (now) => now.includes(call_id),
    );
    assert.ok(!events.slice(before).includes('ping'), 'not by a ping');
  }
  stop.abort();
}
