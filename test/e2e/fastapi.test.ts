import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { WebSocket } from 'ws';
import { startPython, type PythonServer } from './support/python.js';
import {
  bothRead,
  connect,
  controls,
  eventually,
  expectMedia,
  launchChromium,
  newPerson,
  openProfile,
  SARA,
  startCall,
  startSite,
  TARIQ,
  whenConnected,
  whenPhase,
  withTwo,
  type Site,
} from './support/index.js';

type Fields = Record<string, unknown>;

const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=fingerprint:sha-256 00\r\n';

describe('calls over the FastAPI back end', () => {
  let site: Site;
  let browser: Browser;
  let server: PythonServer;
  let options: { site: Site; attributes: Record<string, string> };

  before(async () => {
    const args = ['profile_socket.py', '--port', '{port}'];
    [server, site, browser] = await Promise.all([
      startPython({ folder: 'fastapi-profile', args }),
      startSite({ backend: 'none' }),
      launchChromium(),
    ]);
    options = { site, attributes: { 'api-base-url': server.url } };
  });
  after(async () => {
    await browser.close();
    await site.close();
    await server.close();
  });

  /** A socket without a browser, as one's own script would open it. */
  async function openSocket(id: string, type: string, origin = server.url): Promise<WebSocket> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws/${id}/${type}`, { origin });
    await once(socket, 'open');
    return socket;
  }
  /** The first from now on that has this in it: a call that goes on may say something too. */
  function nextText(socket: WebSocket, part = ''): Promise<string> {
    return new Promise((resolve) => {
      const look = (data: Buffer): void => {
        const text = data.toString('utf8');
        if (!text.includes(part)) return;
        socket.off('message', look);
        resolve(text);
      };
      socket.on('message', look);
    });
  }
  const next = async (socket: WebSocket, part?: string): Promise<Fields> =>
    JSON.parse(await nextText(socket, part)) as Fields;
  /** Everything that was sent before this has been handled when it resolves. */
  async function handled(socket: WebSocket): Promise<void> {
    const answer = next(socket);
    socket.send('no JSON');
    assert.deepEqual(await answer, { type: 'error', code: 'invalid' });
  }

  test('S10 S36 S29 carries a video call on the profile socket, heard and seen on both sides', () =>
    withTwo(browser, options, async (two) => {
      await connect(two, 'video');
      await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true, video: true })));
      const addresses = new Set(await two.tariq.page.evaluate(() => observed.socketUrls));
      assert.deepEqual([...addresses], [`${server.url.replace('http', 'ws')}/ws/1/tutor`]);
      await bothRead(two, 'Call ended', () => two.sara.endCall.click());
    }));

  test('S8 the caller of an absent callee hears so at once', () =>
    withTwo(browser, options, async (two) => {
      await two.sara.page.goto('about:blank');
      const absent = async () =>
        ((await (await fetch(`${server.url}/healthz`)).json()) as Fields)['profiles'];
      await eventually('she is gone', absent, (profiles) => profiles === 1);
      await startCall(two.tariq, 'voice');
      await two.tariq.status.filter({ hasText: 'Not online right now' }).waitFor();
      await whenPhase(two.tariq, 'ended', 'idle');
      await two.sara.page.goto(site.url);
    }));

  test('X2 what is said in the name of another is stamped with who said it, and a stranger ends no call', () =>
    withTwo(browser, options, async (two) => {
      await connect(two, 'voice');
      const id = await two.sara.page.evaluate(() => document.querySelector('chat-call-modal')?.call?.id);
      const stranger = await openSocket('9', 'student');
      const envelope = {
        from_profile_id: TARIQ.id,
        from_profile_type: TARIQ.type,
        to_profile_id: SARA.id,
        to_profile_type: SARA.type,
      };
      const seen = await openSocket(SARA.id, SARA.type);
      const forged = next(seen, '"own"');
      const refused = next(stranger, '"error"');
      const ended = { ...envelope, type: 'call_ended', reason: 'hangup' };
      stranger.send(JSON.stringify({ ...ended, call_id: id }));
      assert.deepEqual(await refused, { type: 'error', code: 'not_found', call_id: id });
      stranger.send(JSON.stringify({ ...ended, call_id: 'a call of its own', own: 1 }));
      assert.deepEqual(await forged, {
        ...ended,
        from_profile_id: '9',
        from_profile_type: 'student',
        call_id: 'a call of its own',
        own: 1,
      });
      stranger.send(
        JSON.stringify({ ...envelope, type: 'chat_message', message_id: 'after', text: 'after' }),
      );
      await two.sara.page.waitForFunction(() => observed.messages.includes('after'));
      await expectMedia(two.sara.page, { audio: true });

      const text = `{"type": "call_ended", "call_id": "none", "to_profile_id": 7, "to_profile_type": "student", "from_profile_id":"1", "from_profile_type":"tutor","from_name":"Tariq"}`;
      const tariq = await openSocket(TARIQ.id, TARIQ.type);
      const arrived = nextText(seen, '"none"');
      tariq.send(text);
      assert.equal(await arrived, text, 'a true frame is passed on as it came');
      for (const socket of [stranger, seen, tariq]) socket.close();
      await two.tariq.endCall.click();
    }));

  test('S3 S34 X2 only the caller calls and only the callee answers; an unknown call is answered by name', async () => {
    const [caller, callee, stranger] = await Promise.all(
      ['21', '22', '23'].map((id) => openSocket(id, 'student')),
    );
    assert.ok(caller && callee && stranger);
    const frame = (to: string, type: string, call_id: unknown, more: Fields = {}) =>
      JSON.stringify({ type, call_id, to_profile_id: to, to_profile_type: 'student', ...more });
    const code = async (socket: WebSocket, text: string) => {
      const answer = next(socket, '"error"');
      socket.send(text);
      return (await answer)['code'];
    };
    const passes = async (from: WebSocket, to: WebSocket, text: string) => {
      const arrived = next(to);
      from.send(text);
      assert.equal((await arrived)['type'], (JSON.parse(text) as Fields)['type']);
    };
    const answer = { answer: { type: 'answer', sdp: SDP } };
    assert.equal(await code(callee, frame('21', 'call_answer', 'role', answer)), 'not_found');
    await passes(caller, callee, frame('22', 'call_invitation', 'role'));
    assert.equal(await code(caller, frame('22', 'call_answer', 'role', answer)), 'forbidden');
    assert.equal(await code(callee, frame('21', 'call_invitation', 'role')), 'forbidden');
    assert.equal(await code(stranger, frame('22', 'call_ended', 'role')), 'not_found');
    assert.equal(await code(stranger, frame('21', 'call_answer', 'role', answer)), 'not_found');
    await passes(callee, caller, frame('21', 'call_answer', 'role', answer));
    await passes(callee, caller, frame('21', 'call_invitation', 'role', { purpose: 'renegotiate' }));
    await passes(caller, callee, frame('22', 'call_answer', 'role', answer));
    // begun before this process was: whoever offers, the other may answer
    await passes(callee, caller, frame('21', 'call_invitation', 93, { purpose: 'resume' }));
    await passes(caller, callee, frame('22', 'call_answer', '93', answer));
    assert.equal(await code(caller, frame('22', 'call_ended', { a: 1 })), 'invalid');
    for (const socket of [caller, callee, stranger]) socket.close();
  });

  test('S10 rings on every device of a profile, and tutor 7 is not student 7', () =>
    withTwo(browser, options, async (two) => {
      const context = await newPerson(browser);
      const attributes = { ...options.attributes, 'ice-servers': '[]' };
      const tablet = await openProfile(context, { site, profile: SARA, peer: TARIQ, attributes });
      await whenConnected(tablet);
      const namesake = await openSocket('7', 'tutor');
      namesake.on('message', () => assert.fail('tutor 7 heard of it'));
      await startCall(two.tariq, 'voice');
      await controls(tablet).accept.waitFor();
      await two.sara.accept.click();
      await eventually(
        'the tablet stops',
        () => tablet.evaluate(() => observed.ended.map(({ reason }) => reason)),
        (reasons) => reasons.includes('answered_elsewhere'),
      );
      namesake.removeAllListeners('message');
      await handled(namesake);
      namesake.close();
      await context.close();
      await two.tariq.endCall.click();
    }));

  test('X1 X3 foreign pages get no socket, and a frame over 64 KiB closes it', async () => {
    const foreign = new WebSocket(`${server.url.replace('http', 'ws')}/ws/1/tutor`, {
      origin: 'https://elsewhere.example',
    });
    const [error] = (await once(foreign, 'error')) as [Error];
    assert.match(error.message, /403/);
    const socket = await openSocket('8', 'student');
    const closed = once(socket, 'close');
    socket.send(JSON.stringify({ type: 'chat_message', text: 'x'.repeat(65 * 1024) }));
    assert.equal((await closed)[0], 1009);
  });

  test('S41 logs every step by call_id, and neither a description nor a line of the sender’s own', async () => {
    const socket = await openSocket('8', 'student');
    const to = { to_profile_id: 'nobody', to_profile_type: 'tutor' };
    const offer = { type: 'offer', sdp: SDP };
    const answer = next(socket);
    socket.send(JSON.stringify({ type: 'call_invitation', call_id: 'log-1\n[PROFILEWS] x', offer, ...to }));
    assert.deepEqual(await answer, { type: 'error', code: 'offline', call_id: 'log-1\n[PROFILEWS] x' });
    socket.close();
    const lines = () => server.output().split('\n');
    const steps = () =>
      lines()
        .filter((line) => line.includes('call_id=log-1'))
        .map((line) => line.split(' ')[1]);
    await eventually(
      'the steps in the log',
      () => Promise.resolve(steps().join()),
      (now) => now === 'receive,route,error',
    );
    assert.ok(lines().every((line) => line === '' || /^\[PROFILEWS\] (?!x)/.test(line)));
    assert.doesNotMatch(server.output(), /fingerprint|IN IP4|candidate:/);
  });
});
