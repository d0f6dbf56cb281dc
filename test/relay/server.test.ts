import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { createRelay, type RelayOptions } from '../../src/relay/index.js';
import { parseArguments, USAGE } from '../../src/relay/arguments.js';
import { connect, refusedStatus } from './relay-client.js';

const CLI = ['--import', 'tsx', 'src/relay/cli.ts'];
const ROOT = new URL('../..', import.meta.url);

describe('the relay’s HTTP side', { timeout: 300_000 }, () => {
  it('/healthz tells that it runs and how many are there', async () => {
    const relay = await createRelay();
    const sockets = ['/ws/1/tutor', '/ws/7/student', '/ws/7/student'];
    await Promise.all(sockets.map((path) => connect(relay.url, path)));
    const response = await fetch(`${relay.url}/healthz`);
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { status: 'ok', sockets: 3, profiles: 2 });
    assert.equal((await fetch(`${relay.url}/other`)).status, 404);
    assert.equal((await fetch(`${relay.url}/ws/1/tutor`)).status, 426);
    await relay.close();
  });

  it('S35 /ice-servers gives what the site configured, to allowed pages, below any prefix', async () => {
    const iceServers = [{ urls: 'turn:turn.example.com', username: 'u', credential: 'c' }];
    const allowedOrigins = ['https://www.example.com'];
    const relay = await createRelay({ iceServers, allowedOrigins });
    const get = (origin?: string, method = 'GET') =>
      fetch(`${relay.url}/api/ice-servers`, { method, headers: origin ? { origin } : {} });
    const allowed = await get('https://www.example.com');
    assert.equal(allowed.headers.get('access-control-allow-origin'), 'https://www.example.com');
    assert.deepEqual(await allowed.json(), iceServers);
    assert.equal((await get()).status, 200);
    assert.equal((await get('https://www.example.com', 'OPTIONS')).status, 204);
    const foreign = await get('https://evil.test');
    assert.equal(foreign.status, 403);
    assert.equal(foreign.headers.get('access-control-allow-origin'), null);
    await relay.close();
  });

  it('H18 /ice-servers may be made for each request; it is 404 without, 503 when that fails', async () => {
    let asked = 0;
    const fresh = await createRelay({
      iceServers: () => {
        asked += 1;
        if (asked === 2) throw new Error('no');
        return [{ urls: `stun:${asked}.example.com` }];
      },
    });
    const status = async (url: string) => (await fetch(`${url}/ice-servers`)).status;
    assert.deepEqual(
      [await status(fresh.url), await status(fresh.url), await status(fresh.url)],
      [200, 503, 200],
    );
    const none = await createRelay();
    assert.equal(await status(none.url), 404);
    await Promise.all([fresh.close(), none.close()]);
  });
});

describe('the relay’s life', { timeout: 300_000 }, () => {
  it('H11 closes with 1012, so that clients come back, and leaves nothing running', async () => {
    const relay = await createRelay();
    const [tariq, sara] = await Promise.all([
      connect(relay.url, '/ws/1/tutor'),
      connect(relay.url, '/ws/7/student'),
    ]);
    sara.socket.pause(); // never answers the close frame
    await Promise.all([relay.close(), relay.close()]);
    assert.equal((await tariq.closed).code, 1012);
    await assert.rejects(fetch(`${relay.url}/healthz`));
    sara.socket.terminate();
    const again = await createRelay({ port: relay.port });
    await again.close();
  });

  it('a handshake whose check never ends does not keep it open', async () => {
    let asked: () => void = () => {};
    const asking = new Promise<void>((resolve) => (asked = resolve));
    const relay = await createRelay({
      authenticate: () => {
        asked();
        return new Promise(() => {});
      },
    });
    const waiting = connect(relay.url, '/ws/1/tutor');
    waiting.catch(() => {});
    await asking;
    await relay.close();
    await assert.rejects(waiting);
  });

  it('H11 finds a dead socket by its missing pong', async () => {
    // long enough that the other one answers in time, whatever else this process does
    const relay = await createRelay({ pingInterval: 500 });
    const [dead, alive] = await Promise.all([
      connect(relay.url, '/ws/1/tutor', { autoPong: false }),
      connect(relay.url, '/ws/7/student'),
    ]);
    assert.equal((await dead.closed).code, 1006);
    assert.deepEqual(await alive.drain(), []);
    assert.equal(relay.count({ id: '1', type: 'tutor' }), 0);
    await relay.close();
  });

  it('a port that is taken is a rejection, not a crash', async () => {
    const relay = await createRelay();
    await assert.rejects(createRelay({ port: relay.port }), { code: 'EADDRINUSE' });
    await relay.close();
  });
});

describe('chat-call-relay', { timeout: 300_000 }, () => {
  it('reads its arguments and the environment', () => {
    const parsed = parseArguments(
      [
        '--port',
        '0',
        '--origin',
        'https://a.test',
        '--origin',
        'https://b.test',
        '--ice-servers',
        '[{"urls":"stun:x"}]',
      ],
      { PORT: '9' },
    );
    assert.deepEqual(parsed, {
      help: false,
      options: {
        port: 0,
        host: '127.0.0.1',
        allowedOrigins: ['https://a.test', 'https://b.test'],
        iceServers: [{ urls: 'stun:x' }],
      },
    });
    assert.deepEqual(parseArguments([], {}), { help: false, options: { port: 8000, host: '127.0.0.1' } });
    const { options } = parseArguments(['--uploads', 'files', '--upload-mb', '2'], {}) as {
      options: RelayOptions;
    };
    assert.deepEqual(options.uploads, { folder: 'files', maxBytes: 2_097_152 });
    const off = parseArguments(['--uploads', 'off'], {}) as { options: RelayOptions };
    assert.equal(off.options.uploads, false);
    assert.deepEqual(parseArguments([], { PORT: '81' }), {
      help: false,
      options: { port: 81, host: '127.0.0.1' },
    });
    for (const bad of [
      ['--port', 'x'],
      ['--port', '65536'],
      ['--port', '-1'],
      ['--what'],
      ['--ice-servers', '{}'],
      ['word'],
    ])
      assert.ok('error' in parseArguments(bad, {}), bad.join(' '));
  });

  it('listens, prints where, closes with 1012 on SIGTERM and ends with 0', async () => {
    const child = spawn(process.execPath, [...CLI, '--port', '0'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const exited = once(child, 'exit');
      let url: string | undefined;
      for await (const line of createInterface(child.stdout)) {
        url = /^chat-call-relay listens on (\S+)$/.exec(line)?.[1];
        if (url) break;
      }
      assert.ok(url);
      child.stdout.resume();
      const tariq = await connect(url, '/ws/1/tutor');
      assert.equal(await refusedStatus(url, '/elsewhere'), 404);
      child.kill('SIGTERM');
      assert.equal((await tariq.closed).code, 1012);
      assert.deepEqual(await exited, [0, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('--help explains itself; a wrong argument is told and ends with 2', async () => {
    const run = async (...args: string[]) => {
      const child = spawn(process.execPath, [...CLI, ...args], { cwd: ROOT });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data: Buffer) => (output += data.toString()));
      const [code] = (await once(child, 'close')) as [number];
      return { code, output };
    };
    assert.deepEqual(await run('--help'), { code: 0, output: `${USAGE}\n` });
    const wrong = await run('--prot', '1');
    assert.equal(wrong.code, 2);
    assert.match(wrong.output, /--prot/);
  });
});
