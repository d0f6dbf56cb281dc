import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRelay, type Relay, type RelayOptions } from '../../src/relay/index.js';
import { eventually } from '../e2e/support/oracle.js';
import { openStream, poll, post } from './http-client.js';
import { connect, invitation, message, TO_TARIQ, type Wire } from './relay-client.js';

const TARIQ = '/ws/1/tutor';
const SARA = '/ws/7/student';
const tariq = { id: '1', type: 'tutor' };

async function withRelay(options: RelayOptions, use: (relay: Relay) => Promise<void>): Promise<void> {
  const relay = await createRelay(options);
  try {
    await use(relay);
  } finally {
    await relay.close();
  }
}
const typeOf = (text = '{}') => (JSON.parse(text) as Wire)['type'];

describe('the relay over HTTP', { timeout: 300_000 }, () => {
  it('S24 carries frames between an event stream and a WebSocket, stamped, in order', () =>
    withRelay({}, async ({ url }) => {
      const [his, hers] = [await openStream(url, TARIQ), await connect(url, SARA)];
      const welcome = await his.frame();
      assert.ok((welcome['features'] as string[]).includes('ringing'));
      const sent = [
        invitation({ from_profile_id: '9' }),
        message({ message_id: 'a' }),
        message({ message_id: 'b' }),
      ];
      assert.equal(await his.send(...sent), 204);
      const got = [await hers.next(), await hers.next(), await hers.next()];
      assert.deepEqual(
        got.map((frame) => frame['message_id'] ?? frame['from_profile_id']),
        ['1', 'a', 'b'],
      );
      assert.deepEqual([(await his.frame())['ref'], (await his.frame())['ref']], ['a', 'b']);
      hers.send({ ...invitation(), ...TO_TARIQ });
      assert.equal((await his.frame())['type'], 'call_invitation');
      his.stop();
    }));

  it('S21 S24 a poll is held until something comes, and what is not confirmed is given again', () =>
    withRelay({}, async ({ url }) => {
      const { session, cursor, frames } = await poll(url, SARA);
      assert.equal(typeOf(frames[0]), 'welcome');
      const held = poll(url, SARA, { session, after: `${cursor}` });
      const his = await connect(url, TARIQ);
      his.send(message({ message_id: 'a' }));
      his.send(message({ message_id: 'b' }));
      const ids = async (answer: Promise<{ frames: string[] }>) =>
        (await answer).frames.map((text) => (JSON.parse(text) as Wire)['message_id']);
      await held;
      await his.drain();
      // the answer was lost: the same cursor asks for the same again
      assert.deepEqual(await ids(poll(url, SARA, { session, after: `${cursor}` })), ['a', 'b']);
      his.send(message({ message_id: 'c' }));
      assert.deepEqual(await ids(poll(url, SARA, { session, after: `${cursor + 2}` })), ['c']);
    }));

  it('S8 a page that goes is gone at once, whichever way it listens', () =>
    withRelay({}, async (relay) => {
      const stream = await openStream(relay.url, TARIQ);
      const { session, cursor } = await poll(relay.url, TARIQ);
      const stop = new AbortController();
      const two = [1, 2].map(() => poll(relay.url, TARIQ, { session, after: `${cursor}` }, stop.signal));
      for (const each of two) each.catch(() => {});
      await Promise.race(two); // the other one is held
      const other = await connect(relay.url, SARA);
      assert.equal(relay.count(tariq), 2);
      stop.abort();
      stream.stop();
      await eventually(
        'both are gone',
        () => Promise.resolve(relay.count(tariq)),
        (count) => count === 0,
      );
      // what a page says while it goes is still heard
      assert.equal(await stream.send(message({ message_id: 'last' })), 204);
      assert.equal((await other.next())['message_id'], 'last');
    }));

  it('H11 one that stops asking is dropped', () =>
    withRelay({ pingInterval: 50 }, async (relay) => {
      const { session } = await poll(relay.url, TARIQ);
      await eventually(
        'it is gone',
        () => Promise.resolve(relay.count(tariq)),
        (count) => count === 0,
      );
      assert.equal((await post(relay.url, TARIQ, { session, transport: 'polling' })).status, 410);
    }));

  it('H11 tells its restart, and the end of a login, to both', async () => {
    const relay = await createRelay();
    const stream = await openStream(relay.url, TARIQ);
    await stream.frame();
    relay.revoke(tariq);
    assert.deepEqual(await stream.next(), ['close', '4401 revoked']);
    assert.equal(await stream.send(message()), 410);
    const { session, cursor } = await poll(relay.url, SARA);
    const held = poll(relay.url, SARA, { session, after: `${cursor}` });
    const ringing = await connect(relay.url, TARIQ);
    ringing.send(message());
    assert.equal((await held).frames.length, 1);
    // the older of two is let go: the other one is held then
    const two = [1, 2].map(() => poll(relay.url, SARA, { session, after: `${cursor + 1}` }));
    await Promise.race(two);
    await relay.close();
    const told = (await Promise.all(two)).map(({ closed }) => closed?.join(' '));
    assert.deepEqual(told.sort(), ['1012 restarting', undefined]);
  });

  it('X1 X4 refuses foreign pages, other people, unknown sessions and what is too long', async () => {
    const origin = 'https://www.example.com';
    const options: RelayOptions = {
      allowedOrigins: [origin],
      authenticate: (request, claimed) =>
        request.url?.includes('token=good') ? { ...claimed, id: '1', name: 'Tariq' } : null,
    };
    await withRelay(options, async ({ url }) => {
      const ask = (path: string, query: Record<string, string>, from = origin, body?: string) =>
        post(url, path, query, { headers: { origin: from }, ...(body ? { body } : {}) });
      const transport = 'polling';
      assert.equal((await ask(TARIQ, { transport, token: 'good' }, 'https://evil.test')).status, 403);
      assert.equal((await post(url, TARIQ, { transport, token: 'good' })).status, 403, 'no origin');
      const signedOut = await ask(TARIQ, { transport, token: 'bad' });
      assert.deepEqual([signedOut.status, await signedOut.json()], [401, { code: 4401 }]);
      assert.equal((await ask(SARA, { transport, token: 'good' })).status, 403);
      assert.equal((await ask(TARIQ, { token: 'good' })).status, 426);
      assert.equal((await ask('/ws/1', { transport, token: 'good' })).status, 404);
      assert.equal((await ask(TARIQ, { transport, session: 'x' })).status, 410);
      const good = await ask(TARIQ, { transport, token: 'good' });
      assert.equal(good.headers.get('access-control-allow-origin'), origin);
      assert.equal(good.headers.get('access-control-allow-credentials'), 'true');
      const { session } = (await good.json()) as { session: string };
      assert.equal((await ask(TARIQ, { session }, origin, 'x'.repeat(140_000))).status, 413);
      assert.equal((await ask(TARIQ, { session }, 'https://evil.test', '{}')).status, 403);
    });
  });
});
