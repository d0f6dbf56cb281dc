import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRelay, type Relay, type RelayOptions } from '../../src/relay/index.js';
import { createOriginCheck } from '../../src/relay/origins.js';
import { connect, connectRaw, message, refusedStatus } from './relay-client.js';

async function withRelay(options: RelayOptions, use: (relay: Relay) => Promise<void>): Promise<void> {
  const relay = await createRelay(options);
  try {
    await use(relay);
  } finally {
    await relay.close();
  }
}

describe('the relay lets in', { timeout: 300_000 }, () => {
  it('only addresses that name a profile', () =>
    withRelay({}, async ({ url }) => {
      for (const path of [
        '/',
        '/ws',
        '/ws/1',
        '/ws/1/',
        '/ws//tutor',
        '/ws/1/tutor/x',
        '/ws/%E0/tutor',
        '/xws/1/tutor',
      ])
        assert.equal(await refusedStatus(url, path), 404, path);
    }));

  it('X1 with an allowlist, only whole origins: foreign, substring, null and missing are 403', () =>
    withRelay({ allowedOrigins: ['https://www.example.com', 'http://localhost:8080/'] }, async ({ url }) => {
      const bad = [
        'https://evil.test',
        'https://www.example.com.evil.test',
        'https://xwww.example.com',
        'null',
      ];
      for (const origin of [
        ...bad,
        'http://www.example.com',
        'https://www.example.com:444',
        'http://localhost',
      ])
        assert.equal(await refusedStatus(url, '/ws/1/tutor', { origin }), 403, origin);
      assert.equal(await refusedStatus(url, '/ws/1/tutor'), 403);
      for (const origin of ['https://www.example.com', 'http://localhost:8080'])
        await (await connect(url, '/ws/1/tutor', { origin })).close();
    }));

  it('X1 without one, everybody on loopback and only its own pages elsewhere', () => {
    const request = (origin?: string) => ({ headers: { host: 'Chat.example.com', origin } }) as never;
    const open = createOriginCheck('127.0.0.1', undefined);
    for (const origin of [undefined, 'null', 'https://any.test']) assert.ok(open(request(origin)));
    assert.ok(createOriginCheck('0.0.0.0', ['*'])(request('https://any.test')));
    const same = createOriginCheck('0.0.0.0', undefined);
    assert.ok(same(request('https://chat.example.com')));
    for (const origin of [
      undefined,
      'null',
      'https://example.com',
      'https://chat.example.com:8443',
      'file://chat.example.com',
    ])
      assert.ok(!same(request(origin)), String(origin));
  });

  it('X1 whom the site knows: no login is 4401 after the handshake, another’s profile is 403', () => {
    const authenticate: RelayOptions['authenticate'] = async ({ url }) => {
      const token = new URL(url ?? '', 'http://x').searchParams.get('token');
      if (token === 'broken') throw new Error('database away');
      await Promise.resolve();
      return token === 'good' ? { id: '1', type: 'tutor', name: 'Tariq', avatar: '/1.png' } : null;
    };
    const lines: string[] = [];
    return withRelay({ authenticate, log: (line) => lines.push(line) }, async ({ url }) => {
      const stranger = await connectRaw(url, '/ws/1/tutor?token=bad');
      assert.deepEqual(await stranger.closed, { code: 4401, reason: 'unauthorized' });
      for (const path of ['/ws/2/tutor', '/ws/1/student'])
        assert.equal(await refusedStatus(url, `${path}?token=good`), 403);
      assert.equal(await refusedStatus(url, '/ws/1/tutor?token=broken'), 503);
      const tariq = await connect(url, '/ws/1/tutor?token=good');
      tariq.send(message({ to_profile_id: '1', to_profile_type: 'tutor', from_name: 'Admin' }));
      const got = await tariq.next();
      assert.deepEqual([got['from_name'], got['from_avatar']], ['Tariq', '/1.png']);
      for (const token of ['good', 'bad', 'broken']) assert.ok(!lines.join('\n').includes(token), token);
    });
  });

  it('X1 a login that ends closes its sockets with 4401, and no others', () =>
    withRelay({}, async (relay) => {
      const [tariq, sara] = await Promise.all([
        connect(relay.url, '/ws/1/tutor'),
        connect(relay.url, '/ws/7/student'),
      ]);
      relay.revoke({ id: '1', type: 'tutor' });
      assert.equal((await tariq.closed).code, 4401);
      assert.deepEqual(await sara.drain(), []);
    }));
});
