import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { findPython } from '../../../scripts/python.mjs';
import {
  startHttpFaultProxy,
  type HttpFaultProxy,
  type HttpFaultProxyOptions,
} from '../../fakes/http-fault-proxy.js';
import type { Between } from './channels.js';
import { startPython, type PythonServer } from './python.js';
import { startSite, type Site } from './site.js';
import type { TwoOptions } from './two.js';

/** demo/backends/django-relay behind a proxy that a test may make worse, both of one origin with the pages. */
export interface StoredBackEnd {
  readonly site: Site;
  readonly server: () => PythonServer;
  readonly proxy: HttpFaultProxy;
  readonly options: TwoOptions;
  /** On the server's own table. */
  sql(statement: string): void;
  /** Kills the server as it is, and starts it again on the same table. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startStored(
  env: Record<string, string> = {},
  faults: HttpFaultProxyOptions = {},
  between?: Between,
): Promise<StoredBackEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'ccm-relay-'));
  const secret = 'for tests only';
  const start = (port?: number) =>
    startPython({
      folder: 'django-relay',
      args: ['serve.py', '--port', '{port}'],
      env: { DATABASE: join(folder, 'db.sqlite3'), DEMO_LOGIN: '1', SECRET_KEY: secret, ...env },
      ...(port && { port }),
    });
  let server = await start();
  const port = Number(new URL(server.url).port);
  const proxy = await startHttpFaultProxy(server.url, faults);
  const before = await between?.(proxy.url);
  const site = await startSite({ backend: 'none', behind: before?.url ?? proxy.url });
  const prepare = async (context: BrowserContext, id: string) =>
    assert.equal((await context.request.get(`${site.url}/login/?user=${id}`)).status(), 200);
  return {
    ...{ site, proxy },
    server: () => server,
    options: { site, attributes: { dialect: 'relay', 'conversation-id': '1' }, prepare },
    sql: (statement) => {
      const script =
        'import sqlite3, sys; c = sqlite3.connect(sys.argv[1], 20); c.execute(sys.argv[2]); c.commit()';
      const args = ['-c', script, join(folder, 'db.sqlite3'), statement];
      const { status, stderr } = spawnSync(findPython(), args, { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    },
    restart: async () => {
      await server.kill();
      server = await start(port);
    },
    close: async () => {
      await site.close();
      await before?.close();
      await proxy.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
