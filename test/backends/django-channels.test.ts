import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { startChannels, type ChannelsBackEnd, type Fields } from '../e2e/support/channels.js';
import { eventually } from '../e2e/support/index.js';

describe('what the Django back end refuses', () => {
  let server: ChannelsBackEnd;
  before(async () => void (server = await startChannels()));
  after(() => server.close());

  /** Signed in as a browser would be; `say` resolves with the answer. */
  async function signIn(id: string) {
    const { url } = server.server;
    const cookies = (await fetch(`${url}/login/?user=${id}`)).headers.getSetCookie();
    const cookie = cookies.map((each) => each.split(';')[0]).join('; ');
    const token = /csrftoken=([^;]+)/.exec(cookie)?.[1] ?? '';
    const initiate = async (
      body: object,
      headers: Record<string, string> = { 'X-CSRFToken': token },
    ): Promise<Fields> => {
      const init = { method: 'POST', body: JSON.stringify(body) };
      const type = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/calls/initiate/`, {
        ...init,
        headers: { ...type, cookie, ...headers },
      });
      return { status: response.status, ...((await response.json()) as Fields) };
    };
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/notifications/`, {
      origin: url,
      headers: { cookie },
    });
    const inbox: Fields[] = [];
    socket.on('message', (data: Buffer) => inbox.push(JSON.parse(data.toString('utf8')) as Fields));
    const next = (type: string) =>
      eventually(
        type,
        () => Promise.resolve(inbox.findIndex((message) => message['type'] === type)),
        (index) => index >= 0,
      ).then((index) => inbox.splice(index, 1)[0] ?? {});
    await next('connection.ack');
    return {
      initiate,
      next,
      inbox,
      say: (message: object) => socket.send(JSON.stringify(message)),
      close: () => socket.close(),
    };
  }
  const description = (type: string) => ({ type, sdp: 'v=0\r\na=fingerprint:sha-256 00\r\n' });

  test('S3 S34 X2 an unknown call, a wrong role, a late offer: each its own named error, and names are the server’s', async () => {
    const [tariq, sara] = [await signIn('1'), await signIn('7')];
    const { id, conversation } = await tariq.initiate({ receiver_id: '7', call_type: 'voice' });
    const call_id = String(id);
    assert.deepEqual(conversation, { id: 1 });
    const refusal = async (who: typeof tariq, message: object) => {
      who.say(message);
      return who.next('error');
    };
    const offer = { type: 'call.offer', call_id, offer: description('offer') };
    const answer = { type: 'call.answer', call_id, answer: description('answer') };
    assert.deepEqual(await refusal(tariq, { ...offer, call_id: '999' }), {
      type: 'error',
      code: 'not_found',
      call_id: '999',
    });
    assert.equal((await refusal(sara, offer))['code'], 'forbidden', 'only the caller offers');
    assert.equal((await refusal(tariq, answer))['code'], 'forbidden', 'only the callee answers');
    tariq.say({ ...offer, caller_id: '7', caller_username: 'Somebody', conversation_id: '77' });
    const { offer: _sdp, ...heard } = await sara.next('call.offer');
    assert.deepEqual(heard, {
      type: 'call.offer',
      call_id,
      call_type: 'voice',
      caller_id: '1',
      caller_username: 'Tariq',
      receiver_id: '7',
      conversation_id: '1',
    });
    tariq.say({ type: 'call_end', call_id, reason: 'cancelled' });
    assert.equal((await sara.next('call.end'))['reason'], 'cancelled', 'underscores are read too');
    tariq.inbox.splice(0);
    assert.equal((await refusal(tariq, offer))['code'], 'expired');
    assert.deepEqual(tariq.inbox.splice(0), [
      { type: 'call.end', call_id, conversation_id: '1', reason: 'cancelled' },
    ]);
    const long = { ...offer, padding: 'x'.repeat(64 * 1024) };
    assert.equal((await refusal(tariq, long))['code'], 'too_large', 'and the socket lives');
    tariq.say([]);
    assert.equal((await tariq.next('error'))['code'], 'invalid');
    for (const who of [tariq, sara]) who.close();
  });

  test('S8 S19 nobody there, no CSRF token, nonsense, a stranger’s conversation: each its own answer', async () => {
    const tariq = await signIn('1');
    const call = { receiver_id: '7', call_type: 'voice' };
    assert.deepEqual(await tariq.initiate(call), { status: 409, error: 'offline' });
    assert.deepEqual(await tariq.initiate(call, {}), { status: 403, error: 'forbidden' });
    assert.deepEqual(await tariq.initiate({ call_type: 'voice' }), { status: 400, error: 'invalid' });
    assert.deepEqual(await tariq.initiate({ ...call, receiver_id: 99 }), { status: 404, error: 'not_found' });
    assert.deepEqual(await tariq.initiate({ ...call, conversation_id: 9 }), {
      status: 403,
      error: 'forbidden',
    });
    const nobody = '9'.repeat(30);
    for (const impossible of [
      { ...call, receiver_id: nobody },
      { ...call, conversation_id: nobody },
      { ...call, receiver_id: [] },
    ])
      assert.deepEqual(await tariq.initiate(impossible), { status: 400, error: 'invalid' });
    for (const user of ['', 'x', '²', nobody])
      assert.equal((await fetch(`${server.server.url}/login/?user=${user}`)).status, 404, user);
    tariq.close();
  });

  test('X1 a foreign page opens no socket, and a signed-out one is told so', async () => {
    const address = `${server.server.url.replace('http', 'ws')}/ws/notifications/`;
    const foreign = new WebSocket(address, { origin: 'https://elsewhere.example' });
    const error = await new Promise<Error>((resolve) => foreign.on('error', resolve));
    assert.match(error.message, /403/);
    const stranger = new WebSocket(address, { origin: server.server.url });
    assert.equal(await new Promise((resolve) => stranger.on('close', resolve)), 4401);
  });
});
