import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { endpoint, invitation, setUp, welcome } from './harness.js';
import { settle } from '../../fakes/fake-clock.js';

describe('reconnecting', () => {
  test('the first connection is made at once, without a timer in front of it', async () => {
    const { client, sockets, states } = setUp();
    client.connect();
    await settle();
    assert.equal(sockets.length, 1);
    assert.deepEqual(states, ['connecting']);
  });

  test('S14 after a drop it waits its time, and not less', async () => {
    const { clock, connect, socket, sockets, states } = setUp();
    await connect();
    socket().close();
    await clock.advanceAsync(499);
    assert.equal(sockets.length, 1);
    await clock.advanceAsync(1);
    assert.equal(sockets.length, 2);
    assert.equal(clock.pending, 1);
    socket().open();
    assert.deepEqual(states, ['connecting', 'open', 'reconnecting', 'open']);
    assert.equal(clock.pending, 0);
  });

  test('a connection that got a frame starts the back-off over', async () => {
    const { clock, client, socket, sockets } = setUp();
    client.connect();
    await settle();
    for (const wait of [500, 1000, 2000]) {
      socket().close();
      await clock.advanceAsync(wait);
    }
    socket().open();
    socket().receive(invitation);
    socket().close();
    await clock.advanceAsync(500);
    assert.equal(sockets.length, 5);
  });

  test('an opening that takes more than 15 s is given up and tried again', async () => {
    const { clock, client, socket, sockets, states } = setUp();
    client.connect();
    await clock.advanceAsync(14_999);
    assert.ok(!socket(0).closedByUs);
    await clock.advanceAsync(1);
    assert.ok(socket(0).closedByUs);
    await clock.advanceAsync(500);
    assert.equal(sockets.length, 2);
    assert.deepEqual(states, ['connecting', 'reconnecting: unreachable']);
  });

  test('H19 after 20 reconnects each handler fires once a frame, and nothing old is left', async () => {
    const { clock, connect, socket, sockets, batches, states, client } = setUp();
    await connect(welcome('ping'));
    for (let count = 1; count <= 20; count += 1) {
      await clock.advanceAsync(11_000);
      socket().close(1001);
      await clock.advanceAsync(1000);
      assert.equal(sockets.length, count + 1);
      socket().open();
      socket().receive(welcome('ping'));
    }
    batches.length = 0;
    states.length = 0;
    for (const socket of sockets) socket.receive(invitation);
    assert.equal(batches.length, 1);
    for (const socket of sockets.slice(0, -1)) socket.close();
    assert.deepEqual(states, []);
    socket().close();
    assert.deepEqual(states, ['reconnecting']);
    client.dispose();
    assert.equal(clock.pending, 0);
  });

  for (const [code, problem] of [
    [1008, 'policy'],
    [4409, 'replaced'],
  ] as const) {
    test(`${code} fails as ${problem}; neither time nor wake brings it back`, async () => {
      const { clock, client, connect, socket, sockets, states } = setUp();
      await connect();
      socket().close(code);
      assert.equal(states.at(-1), `failed: ${problem}`);
      assert.equal(clock.pending, 0);
      client.wake();
      await settle();
      assert.equal(sockets.length, 1);
    });
  }

  for (const code of [1000, 1001, 1006, 1012]) {
    test(`${code} three times right after opening says contended and tries every 60 s until it holds`, async () => {
      const { clock, connect, socket, sockets, states } = setUp();
      await connect();
      for (const wait of [500, 1000]) {
        socket().close(code);
        await clock.advanceAsync(wait);
        socket().open();
      }
      socket().close(code);
      assert.equal(states.at(-1), 'reconnecting: contended');
      await clock.advanceAsync(59_999);
      assert.equal(sockets.length, 3);
      await clock.advanceAsync(1);
      assert.equal(sockets.length, 4);
      assert.equal(states.at(-1), 'reconnecting: contended');
      socket().open();
      assert.equal(states.at(-1), 'open');
    });
  }

  test('4401 takes a new endpoint with its new token, then stops as unauthorized', async () => {
    let asked = 0;
    const own = setUp({ endpoint: () => ({ ...endpoint, url: `${endpoint.url}?${(asked += 1)}` }) });
    await own.connect();
    own.socket().close(4401);
    await own.clock.advanceAsync(1000);
    assert.equal(own.socket(1).endpoint.url, `${endpoint.url}?2`);
    own.socket().open();
    own.socket().close(4401);
    assert.equal(own.states.at(-1), 'failed: unauthorized');
    assert.equal(own.clock.pending, 0);
  });
});

describe('offline', () => {
  test('no try while offline, also not the first; wake after it tries at once', async () => {
    const { clock, client, network, sockets, socket, states } = setUp();
    network.online = false;
    client.connect();
    await clock.advanceAsync(300_000);
    assert.equal(sockets.length, 0);
    network.online = true;
    client.wake();
    await settle();
    socket().open();
    assert.deepEqual(states, ['connecting: offline', 'connecting', 'open']);
  });

  test('a drop while offline waits for wake, not for the timer', async () => {
    const { clock, client, connect, network, socket, sockets, states } = setUp();
    await connect();
    network.online = false;
    socket().close();
    await clock.advanceAsync(300_000);
    assert.equal(sockets.length, 1);
    assert.equal(clock.pending, 0);
    client.wake();
    await settle();
    assert.equal(sockets.length, 1);
    network.online = true;
    client.wake();
    await settle();
    assert.equal(sockets.length, 2);
    assert.deepEqual(states, ['connecting', 'open', 'reconnecting: offline', 'reconnecting']);
  });
});

describe('wake', () => {
  test('H13 wake tries at once and starts the back-off over', async () => {
    const { clock, client, sockets, socket } = setUp();
    client.connect();
    await settle();
    for (const wait of [500, 1000, 2000, 4000]) {
      socket().close();
      await clock.advanceAsync(wait);
    }
    socket().close();
    client.wake();
    await settle();
    assert.equal(sockets.length, 6);
    assert.equal(clock.pending, 1);
    socket().close();
    await clock.advanceAsync(500);
    assert.equal(sockets.length, 7);
  });

  test('wake makes no second socket beside one that opens', async () => {
    const { client, sockets } = setUp();
    client.connect();
    client.wake();
    await settle();
    client.wake();
    await settle();
    assert.equal(sockets.length, 1);
  });

  for (const code of [1013, 4429]) {
    test(`${code}: an overloaded server gets its 15 to 30 s, wake or not`, async () => {
      const { clock, client, connect, socket, sockets, states } = setUp();
      await connect();
      socket().close(code);
      client.wake();
      await clock.advanceAsync(22_499);
      assert.equal(sockets.length, 1);
      assert.equal(states.at(-1), 'reconnecting: overloaded');
      await clock.advanceAsync(1);
      assert.equal(sockets.length, 2);
    });
  }

  test('1013, then offline when its time came: wake brings it back', async () => {
    const { clock, client, connect, network, socket, sockets, states } = setUp();
    await connect();
    socket().close(1013);
    network.online = false;
    await clock.advanceAsync(60_000);
    assert.equal(states.at(-1), 'reconnecting: offline');
    network.online = true;
    client.wake();
    await settle();
    assert.equal(sockets.length, 2);
  });
});
