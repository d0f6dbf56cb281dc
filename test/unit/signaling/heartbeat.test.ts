import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { settle } from '../../fakes/fake-clock.js';
import { invitation, setUp, welcome } from './harness.js';

describe('heartbeat', () => {
  test('a bare forwarder gets no ping, not on wake either, and is never given up for silence', async () => {
    const { clock, client, connect, socket, sockets } = setUp();
    await connect();
    client.setInCall(true);
    socket().receive(invitation);
    await clock.advanceAsync(600_000);
    client.wake();
    await clock.advanceAsync(600_000);
    assert.deepEqual(socket().sent, []);
    assert.equal(sockets.length, 1);
    assert.equal(clock.pending, 0);
  });

  test('a welcome without ping changes nothing', async () => {
    const { clock, connect, socket } = setUp();
    await connect(welcome('call_ringing'));
    await clock.advanceAsync(600_000);
    assert.equal(socket().sentOf('ping'), 0);
  });

  for (const [name, first] of [
    ['a welcome that names ping', welcome('ping')],
    ['a pong', { type: 'pong' }],
  ] as const) {
    test(`${name} starts a ping every 25 s`, async () => {
      const { clock, connect, socket } = setUp();
      await connect(first);
      for (let count = 1; count <= 4; count += 1) {
        await clock.advanceAsync(24_999);
        assert.equal(socket().sentOf('ping'), count - 1);
        await clock.advanceAsync(1);
        assert.equal(socket().sentOf('ping'), count);
        socket().receive({ type: 'pong' });
      }
      assert.equal(clock.pending, 1);
    });
  }

  test('in a call every 10 s, from the moment the call starts, and 25 s again after it', async () => {
    const { clock, client, connect, socket } = setUp();
    await connect(welcome('ping'));
    await clock.advanceAsync(20_000);
    client.setInCall(true);
    client.setInCall(true);
    await clock.advanceAsync(10_000);
    assert.equal(socket().sentOf('ping'), 1);
    socket().receive({ type: 'pong' });
    await clock.advanceAsync(10_000);
    assert.equal(socket().sentOf('ping'), 2);
    socket().receive({ type: 'pong' });
    client.setInCall(false);
    await clock.advanceAsync(24_999);
    assert.equal(socket().sentOf('ping'), 2);
    await clock.advanceAsync(1);
    assert.equal(socket().sentOf('ping'), 3);
  });

  test('what is said again, the call or the welcome, does not put the ping off', async () => {
    const { clock, client, connect, socket } = setUp();
    client.setInCall(true);
    await connect(welcome('ping'));
    await clock.advanceAsync(9999);
    client.setInCall(true);
    socket().receive(welcome('ping'));
    await clock.advanceAsync(1);
    assert.equal(socket().sentOf('ping'), 1);
  });

  test('H11 half-open: a missed pong reconnects after 10 s, without a close', async () => {
    const { clock, connect, socket, sockets, states } = setUp();
    await connect(welcome('ping'));
    await clock.advanceAsync(25_000 + 9999);
    assert.equal(states.at(-1), 'open');
    await clock.advanceAsync(1);
    assert.equal(states.at(-1), 'reconnecting');
    assert.ok(socket(0).closedByUs);
    await clock.advanceAsync(500);
    socket(1).open();
    assert.equal(states.at(-1), 'open');
    socket(0).close();
    assert.equal(states.at(-1), 'open');
    assert.equal(sockets.length, 2);
  });

  test('H11 half-open: also when the ping cannot be sent', async () => {
    const { clock, connect, socket, states } = setUp();
    await connect(welcome('ping'));
    socket().full = true;
    await clock.advanceAsync(35_000);
    assert.equal(states.at(-1), 'reconnecting');
  });

  test('H11 half-open in a call is found within 20 s, and the next connection has the same beat', async () => {
    const { clock, client, connect, socket, states } = setUp();
    client.setInCall(true);
    await connect(welcome('ping'));
    await clock.advanceAsync(20_000);
    assert.equal(states.at(-1), 'reconnecting');
    await clock.advanceAsync(500);
    socket().open();
    socket().receive(welcome('ping'));
    await clock.advanceAsync(10_000);
    assert.equal(socket().sentOf('ping'), 1);
  });

  test('any frame proves as much as a pong', async () => {
    const { clock, connect, socket, states } = setUp();
    await connect(welcome('ping'));
    await clock.advanceAsync(34_000);
    socket().receive(invitation);
    await clock.advanceAsync(24_000);
    assert.equal(states.at(-1), 'open');
  });

  test('H11 half-open on wake: a ping with 5 s, then a new connection', async () => {
    const { clock, client, connect, socket, states } = setUp();
    await connect(welcome('ping'));
    client.wake();
    assert.equal(socket().sentOf('ping'), 1);
    await clock.advanceAsync(3000);
    client.wake(); // gives it no more time
    await clock.advanceAsync(1999);
    assert.equal(states.at(-1), 'open');
    await clock.advanceAsync(1);
    assert.equal(states.at(-1), 'reconnecting');
    assert.equal(socket().sentOf('ping'), 1);
  });

  test('H11 on another network a socket that cannot be asked is opened anew at once, one that can is asked', async () => {
    const bare = setUp();
    await bare.connect();
    bare.client.wake();
    assert.equal(bare.sockets.length, 1, 'the same network: a plain back end is silent by nature');
    bare.client.wake(true);
    await settle();
    assert.equal(bare.sockets.length, 2);
    assert.ok(bare.socket(0).closedByUs);
    bare.client.wake(true);
    await settle();
    assert.equal(bare.sockets.length, 2, 'one that opens is waited for');
    bare.socket().open();
    assert.deepEqual(bare.states, ['connecting', 'open', 'connecting', 'open']);

    const { client, connect, socket, sockets } = setUp();
    await connect(welcome('ping'));
    client.wake(true);
    await settle();
    assert.deepEqual([sockets.length, socket().sentOf('ping')], [1, 1]);
  });

  test('H13 on wake a server that answers keeps its connection and its beat', async () => {
    const { clock, client, connect, socket, sockets, states } = setUp();
    await connect(welcome('ping'));
    client.wake();
    socket().receive({ type: 'pong' });
    await clock.advanceAsync(24_999);
    assert.equal(socket().sentOf('ping'), 1);
    await clock.advanceAsync(1);
    assert.equal(socket().sentOf('ping'), 2);
    assert.equal(sockets.length, 1);
    assert.equal(states.at(-1), 'open');
  });

  test('what one connection announced does not hold for the next', async () => {
    const { clock, connect, socket } = setUp();
    await connect(welcome('ping'));
    socket().close();
    await clock.advanceAsync(1000);
    socket().open();
    await clock.advanceAsync(600_000);
    assert.deepEqual(socket(1).sent, []);
  });

  test("the server's ping is answered, and neither ping nor pong reaches the handlers", async () => {
    const { connect, socket, batches } = setUp();
    await connect();
    socket().receive({ type: 'ping' }, { type: 'pong' });
    assert.deepEqual(socket().sent, [{ type: 'pong' }]);
    assert.deepEqual(batches, []);
  });
});
