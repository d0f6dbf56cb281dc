import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { profileDialect } from '../../../src/signaling/dialects/profile.js';
import type { OpenTransport, TransportHandlers } from '../../../src/signaling/types.js';
import { settle } from '../../fakes/fake-clock.js';
import { hangUp, invitation, setUp, welcome } from './harness.js';

describe('S16', () => {
  test('S16 malformed JSON and unknown types are told as errors; the good frames beside them arrive', async () => {
    const { connect, socket, batches, errors, client } = setUp();
    await connect();
    socket().receive('{', 'null', '[]', { type: 'nonsense' }, invitation, { type: 'call_ended' });
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['malformed', 'malformed', 'malformed', 'unknown_type', 'invalid_field'],
    );
    assert.deepEqual(batches, [[invitation]]);
    assert.equal(client.state, 'open');
  });

  test('S16 handlers that throw are reported and change nothing', async () => {
    const reported: unknown[] = [];
    const fault = new Error('in the page');
    const fail = () => {
      throw fault;
    };
    const { client, socket, clock } = setUp({
      handlers: { state: fail, frames: fail, protocolError: fail },
      report: (error) => reported.push(error),
    });
    client.connect();
    await settle();
    socket().open();
    socket().receive('{', invitation);
    socket().close();
    await clock.advanceAsync(1000);
    socket().open();
    assert.equal(client.state, 'open');
    assert.equal(reported.length, 6);
    assert.ok(reported.every((error) => error === fault));
  });

  const fail = () => {
    throw new Error('in the dialect');
  };

  test('S16 a transport that throws is a failed try', async () => {
    const dialect = { ...profileDialect, openTransport: fail };
    const { client, states } = setUp({ dialect });
    client.connect();
    await settle();
    assert.deepEqual(states, ['connecting', 'reconnecting: unreachable']);
  });

  test('S16 a transport that ends while it is made is closed, and told once', async () => {
    let closed = 0;
    const openTransport: OpenTransport = (_, handlers) => {
      handlers.close(1006, '');
      return { send: () => true, close: () => (closed += 1) };
    };
    const { client, states, clock } = setUp({ dialect: { ...profileDialect, openTransport } });
    client.connect();
    await settle();
    assert.deepEqual(states, ['connecting', 'reconnecting: unreachable']);
    assert.equal(closed, 1);
    assert.equal(clock.pending, 1);
  });

  test('S14 frames beside a bad one are not given after its handler disconnected', async () => {
    const batches: unknown[] = [];
    const own = setUp({
      handlers: {
        state: () => {},
        frames: (frames) => batches.push(frames),
        protocolError: () => own.client.disconnect(),
      },
    });
    await own.connect();
    own.socket().receive(invitation, '{', invitation);
    assert.deepEqual(batches, []);
  });

  test('S16 a codec that throws is an error or an unsent frame; a close that throws is one', async () => {
    let far: TransportHandlers | undefined;
    const openTransport: OpenTransport = (_, handlers) => {
      far = handlers;
      return { send: () => true, close: fail };
    };
    const codec = { decode: fail, encode: fail };
    const { client, errors } = setUp({ dialect: { name: 'own', openTransport, codec } });
    client.connect();
    await settle();
    far?.open();
    far?.message(['{}']);
    assert.deepEqual(
      errors.map(({ code, where }) => [code, where]),
      [['malformed', 'own']],
    );
    assert.equal(client.send(invitation), false);
    client.disconnect();
    assert.equal(client.state, 'idle');
  });
});

describe('frames', () => {
  test('H4 frames that came together are given together', async () => {
    const { connect, socket, batches } = setUp();
    await connect();
    socket().receive(invitation, hangUp);
    socket().receive(hangUp);
    assert.deepEqual(batches, [[invitation, hangUp], [hangUp]]);
  });

  test('a welcome sets features and the clock offset, of this connection only', async () => {
    const { client, clock, connect, socket } = setUp();
    assert.equal(client.clockOffset, null);
    await connect({ ...welcome('ping', 'call_ringing'), server_time: clock.now() + 4200 });
    assert.deepEqual([...client.features], ['ping', 'call_ringing']);
    assert.equal(client.clockOffset, 4200);
    socket().close();
    await clock.advanceAsync(1000);
    socket().open();
    assert.deepEqual([...client.features], []);
    assert.equal(client.clockOffset, 4200);
  });

  test('dispose is for ever and tells nothing', async () => {
    const { client, clock, connect, socket, sockets, states } = setUp();
    await connect(welcome('ping'));
    client.dispose();
    client.connect();
    client.wake();
    socket().receive(invitation);
    socket().close();
    await clock.advanceAsync(60_000);
    assert.equal(sockets.length, 1);
    assert.equal(clock.pending, 0);
    assert.ok(socket().closedByUs);
    assert.deepEqual(states, ['connecting', 'open']);
    assert.equal(client.send(invitation), false);
  });
});
