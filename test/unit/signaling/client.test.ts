import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SocketUrlError } from '../../../src/signaling/url.js';
import type { Endpoint } from '../../../src/signaling/types.js';
import { createFakeClock, settle } from '../../fakes/fake-clock.js';
import { endpoint, invitation, setUp, welcome } from './harness.js';

describe('S12', () => {
  test('S12 send without a connection returns false and says not_connected once', () => {
    const { client, states } = setUp();
    assert.equal(client.send(invitation), false);
    assert.equal(client.send(invitation), false);
    assert.deepEqual(states, ['idle: not_connected']);
  });

  test('S12 send while connecting and after a drop returns false, sends nothing later, says why', async () => {
    const { client, socket, states, clock } = setUp();
    client.connect();
    await settle();
    assert.equal(client.send(invitation), false);
    socket().open();
    assert.equal(client.send(invitation), true);
    socket().close();
    assert.equal(client.send(invitation), false);
    await clock.advanceAsync(1000);
    socket().open();
    assert.deepEqual(socket(0).sent, [invitation]);
    assert.deepEqual(socket(1).sent, []);
    assert.deepEqual(states, [
      'connecting',
      'connecting: not_connected',
      'open',
      'reconnecting',
      'reconnecting: not_connected',
      'open',
    ]);
  });

  test('S12 a known reason is not replaced by not_connected', async () => {
    const { client, connect, socket, states } = setUp();
    await connect();
    socket().close(1008);
    assert.equal(client.send(invitation), false);
    assert.equal(states.at(-1), 'failed: policy');
  });

  test('S12 a full buffer returns false, and the connection stays open', async () => {
    const { client, connect, socket, states } = setUp();
    await connect();
    socket().full = true;
    assert.equal(client.send(invitation), false);
    assert.deepEqual(states, ['connecting', 'open']);
  });
});

describe('S13', () => {
  test('S13 connect while connecting, open or waiting to reconnect makes no second socket', async () => {
    const { client, socket, sockets } = setUp();
    client.connect();
    client.connect();
    await settle();
    client.connect();
    socket().open();
    client.connect();
    await settle();
    assert.equal(sockets.length, 1);
    socket().close();
    client.connect();
    await settle();
    assert.equal(sockets.length, 1);
  });

  test('S13 connect starts over after the connection failed for good', async () => {
    const { client, connect, socket, sockets, states } = setUp();
    await connect();
    socket().close(4409);
    await connect();
    assert.equal(sockets.length, 2);
    assert.deepEqual(states, ['connecting', 'open', 'failed: replaced', 'connecting', 'open']);
    assert.equal(client.state, 'open');
  });

  test('S11 an endpoint that is an error fails without a retry and without a socket', async () => {
    const { client, sockets, states, clock } = setUp({ endpoint: () => new SocketUrlError('invalid_base') });
    client.connect();
    await settle();
    assert.deepEqual(states, ['connecting', 'failed: unreachable']);
    assert.equal(sockets.length + clock.pending, 0);
  });

  test('an endpoint that throws or rejects is asked again', async () => {
    const answers = [() => Promise.reject(new Error('no network')), () => Promise.resolve(endpoint)];
    const { client, sockets, states, clock } = setUp({ endpoint: () => answers.shift()!() });
    client.connect();
    await settle();
    await clock.advanceAsync(1000);
    assert.equal(sockets.length, 1);
    assert.deepEqual(states, ['connecting', 'reconnecting: unreachable']);
  });
});

describe('S14', () => {
  test('S14 disconnect without a socket is safe', () => {
    const { client, states } = setUp();
    client.disconnect();
    client.wake();
    client.setInCall(true);
    assert.deepEqual(states, []);
  });

  test('S14 disconnect closes the socket and leaves no timer', async () => {
    const { client, connect, socket, clock, states } = setUp();
    await connect(welcome('ping'));
    client.disconnect();
    assert.ok(socket().closedByUs);
    assert.equal(clock.pending, 0);
    assert.deepEqual(states, ['connecting', 'open', 'idle']);
  });

  test('S14 no reconnect after disconnect, whatever the old socket says', async () => {
    const { client, connect, socket, sockets, clock } = setUp();
    await connect();
    socket().close();
    client.disconnect();
    assert.equal(clock.pending, 0);
    await clock.advanceAsync(120_000);
    client.wake();
    await settle();
    assert.equal(sockets.length, 1);
  });

  test('S14 wanted is checked again when the timer fires', async () => {
    const clock = createFakeClock();
    const forgetful = { ...clock, clearTimeout: () => {} };
    const { client, connect, socket, sockets } = setUp({ clock: forgetful });
    await connect();
    socket().close();
    client.disconnect();
    await clock.advanceAsync(120_000);
    assert.equal(sockets.length, 1);
  });

  test('S14 a retry that fires after wake connected makes no second socket', async () => {
    const clock = createFakeClock();
    const { client, connect, socket, sockets } = setUp({ clock: { ...clock, clearTimeout: () => {} } });
    await connect();
    socket().close();
    client.wake();
    await clock.advanceAsync(1000);
    assert.equal(sockets.length, 2);
  });

  test('S14 a socket that was closed while it opened cannot open any more, nor start a heartbeat', async () => {
    const { client, socket, states, clock } = setUp();
    client.connect();
    await settle();
    client.disconnect();
    socket().open();
    socket().receive(welcome('ping'));
    assert.deepEqual(states, ['connecting', 'idle']);
    assert.equal(clock.pending, 0);
  });

  test("S14 an old socket's open, frames and close never touch the new one", async () => {
    const { client, connect, socket, sockets, states, batches } = setUp();
    await connect();
    client.disconnect();
    await connect();
    const [old] = sockets;
    const before = [...states];
    old?.open();
    old?.receive(invitation);
    old?.close(1008);
    assert.equal(client.state, 'open');
    assert.deepEqual(states, before);
    assert.deepEqual(batches, []);
    assert.equal(client.send(invitation), true);
    assert.equal(socket(1).sent.length, 1);
  });

  test('S14 disconnect while the endpoint is awaited opens nothing; the next connect does', async () => {
    const waiting: ((endpoint: Endpoint) => void)[] = [];
    const { client, sockets } = setUp({ endpoint: () => new Promise((resolve) => waiting.push(resolve)) });
    client.connect();
    client.disconnect();
    client.connect();
    waiting[0]?.(endpoint);
    await settle();
    assert.equal(sockets.length, 0);
    waiting[1]?.(endpoint);
    await settle();
    assert.equal(sockets.length, 1);
  });

  test('S14 a handler may disconnect while it is called', async () => {
    const seen: string[] = [];
    const { client, sockets, socket, clock } = setUp({
      handlers: {
        state: (state) => {
          seen.push(state);
          if (state === 'reconnecting') client.disconnect();
        },
        frames: () => {},
        protocolError: () => {},
      },
    });
    client.connect();
    await settle();
    socket().close();
    await clock.advanceAsync(60_000);
    assert.deepEqual(seen, ['connecting', 'reconnecting', 'idle']);
    assert.equal(sockets.length, 1);
    assert.equal(clock.pending, 0);
  });
});
