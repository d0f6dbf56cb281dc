import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createRelay, type Relay, type RelayOptions } from '../../src/relay/index.js';
import { connect, connectRaw, message } from './relay-client.js';

const TARIQ = '/ws/1/tutor';
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const bytes = (text: string) => Buffer.from(text, 'latin1');

async function withRelay(options: RelayOptions, use: (relay: Relay) => Promise<void>): Promise<void> {
  const relay = await createRelay(options);
  try {
    await use(relay);
  } finally {
    await relay.close();
  }
}

interface Sent {
  readonly url: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly code?: string;
  readonly max_bytes?: number;
}

async function send(relay: Relay, body: Buffer, type: string, name = 'a', path = TARIQ, headers = {}) {
  const url = `${relay.url}${path}${path.includes('?') ? '&' : '?'}transport=upload`;
  const init = { 'content-type': type, 'x-file-name': encodeURIComponent(name), ...headers };
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(body), headers: init });
  const said = (await response.json()) as Sent;
  return { response, status: response.status, ...said, address: said.url && new URL(said.url, url).href };
}

describe('files on the relay', { timeout: 300_000 }, () => {
  it('X6 takes a file, and gives it out so that it cannot act: an address that nobody guesses, no sniffing, no scripts', () =>
    withRelay({}, async (relay) => {
      const welcome = await (await connectRaw(relay.url, TARIQ)).next();
      assert.ok((welcome['features'] as string[]).includes('upload'));
      const name = '../../"év\r\nil\u202e;.png';
      const sent = await send(relay, PNG, 'image/png', name, '/chat/ws/1/tutor/');
      assert.deepEqual([sent.status, sent.name, sent.size, sent.type], [201, '"évil;.png', 16, 'image/png']);
      assert.match(sent.address, /\/chat\/files\/[\w-]{32}$/);
      const got = await fetch(sent.address);
      assert.deepEqual(Buffer.from(await got.arrayBuffer()), PNG);
      const header = (key: string) => got.headers.get(key);
      assert.equal(header('content-type'), 'image/png');
      assert.equal(header('content-disposition'), "inline; filename*=UTF-8''%22%C3%A9vil%3B.png");
      assert.equal(header('x-content-type-options'), 'nosniff');
      assert.match(header('content-security-policy') ?? '', /default-src 'none'; sandbox/);
      assert.equal(header('referrer-policy'), 'no-referrer');
      const saved = await fetch(`${sent.address}?download`);
      assert.match(saved.headers.get('content-disposition') ?? '', /^attachment/);
      const text = await send(relay, bytes('a,b'), 'text/csv', 'a.csv');
      const document = await fetch(text.address);
      assert.match(document.headers.get('content-disposition') ?? '', /^attachment/);
      const unknown = sent.address.slice(0, -1) + (sent.address.endsWith('A') ? 'B' : 'A');
      assert.equal((await fetch(unknown)).status, 404);
    }));

  it('X6 refuses markup, scripts and whatever is not what it says', () =>
    withRelay({}, async (relay) => {
      const bad: readonly (readonly [Buffer, string])[] = [
        [bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'image/svg+xml'],
        [bytes('<!doctype html><script>alert(1)</script>'), 'text/html'],
        [bytes(' \n<script>alert(1)</script>'), 'text/plain'],
        [bytes('\xef\xbb\xbf<?xml version="1.0"?>'), ''],
        [bytes('<html>'), 'image/png'],
        [PNG, 'image/jpeg'],
        [PNG, 'text/plain'],
        [bytes('MZ\x90\0'), 'application/octet-stream'],
        [bytes('alert(1)'), 'text/javascript'],
        [Buffer.alloc(0), 'image/png'],
      ];
      for (const [body, type] of bad) {
        const { status, code } = await send(relay, body, type);
        assert.deepEqual([status, code], [415, 'invalid'], `${type} ${body.toString('latin1')}`);
      }
    }));

  it('knows what people send, by its first bytes', () =>
    withRelay({ uploads: { rate: { burst: 100, perSecond: 1 } } }, async (relay) => {
      const office = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
      const good: readonly (readonly [string, string, string])[] = [
        ['\xff\xd8\xff\xe0', 'image/jpeg', 'image/jpeg'],
        ['GIF89a', '', 'image/gif'],
        ['RIFF\0\0\0\0WEBP', 'image/webp', 'image/webp'],
        ['\0\0\0\x1cftypavif', 'image/avif', 'image/avif'],
        ['\0\0\0\x1cftypM4A ', 'audio/x-m4a', 'audio/x-m4a'],
        ['\0\0\0\x1cftypisom', 'video/mp4', 'video/mp4'],
        ['\x1aE\xdf\xa3', 'audio/webm;codecs=opus', 'audio/webm'],
        ['OggS', 'audio/ogg', 'audio/ogg'],
        ['RIFF\0\0\0\0WAVE', 'audio/wav', 'audio/wav'],
        ['ID3', 'audio/mpeg', 'audio/mpeg'],
        ['\xff\xfb\x90', '', 'audio/mpeg'],
        ['%PDF-1.7', 'application/pdf', 'application/pdf'],
        ['PK\x03\x04', office, office],
        ['PK\x03\x04', 'application/octet-stream', 'application/zip'],
        ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'application/msword', 'application/msword'],
        ['1;2', 'application/vnd.ms-excel', 'application/vnd.ms-excel'],
        ['plain, 1 < 2', '', 'text/plain'],
      ];
      for (const [body, type, expected] of good)
        assert.equal((await send(relay, bytes(body), type)).type, expected, `${type} ${body}`);
    }));

  it('X4 holds size and rate: typed refusals, and another profile is not held up', () =>
    withRelay({ uploads: { maxBytes: 8, rate: { burst: 2, perSecond: 0.001 } } }, async (relay) => {
      const limits = await fetch(`${relay.url}${TARIQ}?transport=upload`);
      assert.deepEqual(await limits.json(), { max_bytes: 8 });
      const large = await send(relay, bytes('GIF89a   '), 'image/gif');
      assert.deepEqual([large.status, large.code, large.max_bytes], [413, 'too_large', 8]);
      assert.equal((await send(relay, bytes('GIF89a'), 'image/gif')).status, 201);
      const often = await send(relay, bytes('GIF89a'), 'image/gif');
      assert.deepEqual([often.status, often.code], [429, 'rate_limited']);
      assert.equal((await send(relay, bytes('GIF89a'), 'image/gif', 'a', '/ws/7/student')).status, 201);
    }));

  it('asks for the login of the socket, and for its origin', () => {
    const authenticate = ({ url }: { url?: string | undefined }) =>
      new URL(url ?? '', 'http://x').searchParams.get('token') === 'his' ? { id: '1', type: 'tutor' } : null;
    const allowedOrigins = ['https://site.test'];
    return withRelay({ authenticate, allowedOrigins }, async (relay) => {
      const as = (path: string, origin: string) => send(relay, PNG, 'image/png', 'a', path, { origin });
      const good = await as(`${TARIQ}?token=his`, 'https://site.test');
      assert.equal(good.status, 201);
      assert.equal(good.response.headers.get('access-control-allow-origin'), 'https://site.test');
      const none = await as(TARIQ, 'https://site.test');
      assert.deepEqual([none.status, none.code], [401, 'unauthorized']);
      const other = await as('/ws/7/student?token=his', 'https://site.test');
      assert.deepEqual([other.status, other.code], [403, 'forbidden']);
      assert.equal((await as(`${TARIQ}?token=his`, 'https://evil.test')).status, 403);
      const asked = await fetch(`${relay.url}${TARIQ}?transport=upload`, {
        method: 'OPTIONS',
        headers: { origin: 'https://site.test', 'access-control-request-method': 'POST' },
      });
      assert.equal(asked.status, 204);
      assert.match(asked.headers.get('access-control-allow-headers') ?? '', /X-File-Name/);
    });
  });

  it('gives parts of a file, as players ask for them', () =>
    withRelay({}, async (relay) => {
      const { address } = await send(relay, bytes('GIF89abcdef'), 'image/gif');
      const part = async (range: string) => {
        const response = await fetch(address, { headers: { range } });
        return [response.status, response.headers.get('content-range'), await response.text()];
      };
      assert.deepEqual(await part('bytes=0-2'), [206, 'bytes 0-2/11', 'GIF']);
      assert.deepEqual(await part('bytes=6-'), [206, 'bytes 6-10/11', 'bcdef']);
      assert.deepEqual(await part('bytes=-2'), [206, 'bytes 9-10/11', 'ef']);
      assert.deepEqual(await part('bytes=11-'), [416, 'bytes */11', '']);
      const head = await fetch(address, { method: 'HEAD' });
      assert.equal(head.headers.get('content-length'), '11');
    }));

  it('lets the oldest go when there is no more room', () =>
    withRelay({ uploads: { maxTotalBytes: 20 } }, async (relay) => {
      const files = [];
      for (let i = 0; i < 3; i++) files.push(await send(relay, bytes(`GIF89a ${i} `), 'image/gif'));
      const found = await Promise.all(files.map(async ({ address }) => (await fetch(address)).status));
      assert.deepEqual(found, [404, 200, 200]);
    }));

  it('keeps them in a folder over a restart, within bounds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ccm-uploads-'));
    try {
      let path = '';
      await withRelay({ uploads: { folder } }, async (relay) => {
        path = new URL((await send(relay, PNG, 'image/png', 'a.png')).address).pathname;
      });
      await withRelay({ uploads: { folder, maxTotalBytes: 30 } }, async (relay) => {
        const got = await fetch(relay.url + path);
        assert.deepEqual(Buffer.from(await got.arrayBuffer()), PNG);
        assert.match(got.headers.get('content-disposition') ?? '', /a\.png$/);
        await send(relay, PNG, 'image/png');
        assert.equal((await fetch(relay.url + path)).status, 404);
        assert.equal((await readdir(folder)).length, 2);
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('X6 refuses a message whose files are none', () =>
    withRelay({}, async ({ url }) => {
      const tariq = await connect(url, TARIQ);
      const file = { name: 'a', size: 1, type: 'image/png' };
      tariq.send(message({ message_id: 'm', attachments: [{ ...file, url: 'javascript:alert(1)' }] }));
      const { type, code, ref } = await tariq.next();
      assert.deepEqual([type, code, ref], ['error', 'invalid', 'm']);
      tariq.send(message({ message_id: 'n', attachments: [{ ...file, url: 'https://files.test/1' }] }));
      assert.equal((await tariq.next())['type'], 'ack');
    }));

  it('takes and announces none where the program wants none', () =>
    withRelay({ uploads: false }, async (relay) => {
      const welcome = await (await connectRaw(relay.url, TARIQ)).next();
      assert.ok(!(welcome['features'] as string[]).includes('upload'));
      assert.equal((await send(relay, PNG, 'image/png')).status, 426);
    }));
});
