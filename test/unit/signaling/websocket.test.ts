import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { WebSocket as NodeWebSocket, WebSocketServer, type WebSocket as ServerSocket } from 'ws';
import { createSignalingClient } from '../../../src/signaling/client.js';
import { profileDialect } from '../../../src/signaling/dialects/profile.js';
import { createWebSocketTransport } from '../../../src/signaling/transports/websocket.js';
import type { ConnectionState, Endpoint } from '../../../src/signaling/types.js';
import { settle } from '../../fakes/fake-clock.js';
import { invitation, tariq } from './harness.js';

const webSocket = NodeWebSocket as unknown as typeof WebSocket;
const openTransport = createWebSocketTransport({ webSocket });

let server: WebSocketServer;
let url: string;

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/1/tutor`;
});

afterEach(async () => {
  for (const socket of server.clients) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

const accepted = async () => {
  const [socket, request] = (await once(server, 'connection')) as [ServerSocket, IncomingMessage];
  return { socket, path: request.url };
};

/** One transport and the promises of what it tells. */
function open(options: Partial<Endpoint> = {}) {
  const told: unknown[] = [];
  let wake = () => {};
  const tell = (...what: unknown[]) => {
    told.push(what);
    wake();
  };
  const transport = openTransport(
    { url, self: tariq, ...options },
    {
      open: () => tell('open'),
      message: (texts) => tell('message', texts),
      close: (code, reason) => tell('close', code, reason),
    },
  );
  const until = async (count: number) => {
    while (told.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return told;
  };
  return { transport, told, until };
}

describe('WebSocket transport against a real server', () => {
  test('opens, sends and receives texts, tells the close', async () => {
    const connection = accepted();
    const { transport, until } = open();
    assert.equal(transport.send('too early'), false);
    const { socket, path } = await connection;
    await until(1);
    assert.equal(path, '/ws/1/tutor');
    const received = once(socket, 'message');
    assert.equal(transport.send('héllo'), true);
    assert.equal(String((await received)[0]), 'héllo');
    socket.send(Buffer.from('binary is ignored'));
    socket.send('hi');
    socket.close(4409, 'replaced');
    assert.deepEqual(await until(3), [['open'], ['message', ['hi']], ['close', 4409, 'replaced']]);
    assert.equal(transport.send('too late'), false);
  });

  test('the token is asked for each connection and travels as a query parameter', async () => {
    let asked = 0;
    const getToken = () => Promise.resolve(`t ${(asked += 1)}&`);
    for (const expected of ['/ws/1/tutor?a=1&token=t+1%26', '/ws/1/tutor?a=1&token=t+2%26']) {
      const connection = accepted();
      open({ url: `${url}?a=1&token=old`, getToken });
      assert.equal((await connection).path, expected);
    }
  });

  test('without a token the address stays as it is', async () => {
    const connection = accepted();
    open({ getToken: () => undefined });
    assert.equal((await connection).path, '/ws/1/tutor');
  });

  test('S14 closed while the token is awaited never opens', async () => {
    let give = (_: string) => {};
    const { transport, told } = open({ getToken: () => new Promise((resolve) => (give = resolve)) });
    transport.close();
    give('late');
    await settle();
    // a connection made after it is the only one that the server sees
    const connection = accepted();
    const second = open();
    await connection;
    await second.until(1);
    assert.equal(server.clients.size, 1);
    assert.deepEqual(told, []);
  });

  test('S14 our own close is silent for us and heard by the server, open or opening', async () => {
    const connection = accepted();
    const { transport, told, until } = open();
    const { socket } = await connection;
    await until(1);
    const closing = once(socket, 'close');
    transport.close();
    transport.close();
    assert.equal((await closing)[0], 1000);
    const opening = open();
    await settle();
    // on a quick machine it may be open by now
    const before = [...opening.told];
    opening.transport.close();
    await settle();
    assert.deepEqual(told, [['open']]);
    assert.deepEqual(opening.told, before);
  });

  test('S14 what was under way when we closed is not delivered', async () => {
    const connection = accepted();
    const { transport, told, until } = open();
    const { socket } = await connection;
    await until(1);
    const closing = once(socket, 'close');
    // the server speaks before it can know
    const spoken = new Promise((resolve) => socket.send('late', resolve));
    transport.close();
    await Promise.all([spoken, closing]);
    await settle();
    assert.deepEqual(told, [['open']]);
  });

  test('S16 a refused connection, a wrong address and a failing token are a close with 1006', async () => {
    const refused = await new Promise<number>((resolve) => {
      const closed = new WebSocketServer({ port: 0, host: '127.0.0.1' }, () => {
        const { port } = closed.address() as AddressInfo;
        closed.close(() => resolve(port));
      });
    });
    for (const options of [
      { url: `ws://127.0.0.1:${refused}/` },
      { url: 'nonsense' },
      { getToken: () => Promise.reject(new Error('logged out')) },
      {
        getToken: () => {
          throw new Error('logged out');
        },
      },
    ]) {
      const { until, transport } = open(options);
      assert.deepEqual(await until(1), [['close', 1006, '']]);
      assert.equal(transport.send('x'), false);
    }
  });

  test('a buffer of more than 1 MiB refuses', async () => {
    const connection = accepted();
    const { transport, until } = open();
    const { socket } = await connection;
    await until(1);
    socket.pause();
    const text = 'x'.repeat(64 * 1024);
    let sent = 0;
    while (sent < 1000 && transport.send(text)) sent += 1;
    assert.ok(sent >= 16 && sent < 1000, `sent ${sent}`);
  });
});

test('H11 a client on the real transport survives a restart of the server', async () => {
  const states: ConnectionState[] = [];
  let changed = () => {};
  const reach = async (state: ConnectionState, count: number) => {
    while (states.filter((seen) => seen === state).length < count)
      await new Promise<void>((resolve) => (changed = resolve));
  };
  const client = createSignalingClient({
    endpoint: () => ({ url, self: tariq }),
    dialect: { ...profileDialect, openTransport },
    random: () => 0,
    handlers: {
      state: (state) => {
        states.push(state);
        changed();
      },
      frames: () => {},
      protocolError: () => {},
    },
  });
  const first = accepted();
  client.connect();
  const { socket } = await first;
  await reach('open', 1);
  const second = accepted();
  socket.close(1012);
  const { socket: other } = await second;
  await reach('open', 2);
  const received = once(other, 'message');
  assert.equal(client.send(invitation), true);
  assert.deepEqual(JSON.parse(String((await received)[0])), invitation);
  assert.deepEqual(states, ['connecting', 'open', 'reconnecting', 'open']);
  const closed = once(other, 'close');
  client.dispose();
  await closed;
});
