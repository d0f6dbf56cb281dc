import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { startServer } from '../../demo/backends/express-socketio/server.js';
import { createRelay } from '../../src/relay/index.js';
import { startChannels } from '../e2e/support/channels.js';
import { startPython } from '../e2e/support/python.js';
import { startStored } from '../e2e/support/stored.js';
import { startBareForwarder } from '../fakes/bare-forwarder.js';

const cli = join(import.meta.dirname, '../../src/relay/verify/cli.ts');

/** As somebody types it. */
async function verify(url: string, args: string[] = [], env: Record<string, string> = {}) {
  const all = ['--import=tsx', cli, url, ...args];
  const child = spawn(process.execPath, all, { env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const lines = output.split('\n').filter((line) => /^(ok|warn|fail) /.test(line));
  return { code, output, steps: lines.map((line) => line.slice(0, 40).trim().replace(/ +/, ' ')) };
}

async function cookiesOf(url: string): Promise<Record<string, string>> {
  const cookie = async (id: string) => {
    const { headers } = await fetch(`${url}/login/?user=${id}`);
    return headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
  };
  return { A_COOKIE: await cookie('1'), B_COOKIE: await cookie('7') };
}

/** Each step is well. */
function allWell({ code, output, steps }: Awaited<ReturnType<typeof verify>>, ...types: string[]): void {
  assert.equal(code, 0, output);
  assert.ok(steps.length > 0 && steps.every((step) => step.startsWith('ok ')), output);
  for (const type of types)
    assert.ok(
      steps.some((step) => step.startsWith(`ok ${type}`)),
      `${type}\n${output}`,
    );
}

const PROFILE = [
  'call_invitation a → b',
  'ice_candidate',
  'call_answer b → a',
  'call_declined',
  'call_ended',
];

describe('a back end is verified from a terminal', () => {
  const closing = (t: TestContext, server: { close(): Promise<void> }) => t.after(() => server.close());

  test('S39 X2 profile: the packaged server, and FastAPI', async (t) => {
    const relay = await createRelay();
    closing(t, relay);
    allWell(await verify(relay.url), ...PROFILE);
    const server = await startPython({
      folder: 'fastapi-profile',
      args: ['profile_socket.py', '--port', '{port}'],
    });
    closing(t, server);
    allWell(await verify(server.url, ['--a', '1/tutor', '--b', '7/student']), ...PROFILE);
  });

  test('S39 channels, with candidates', async (t) => {
    const backEnd = await startChannels({ CALL_ICE: '1' });
    closing(t, backEnd);
    const { server } = backEnd;
    const args = ['--dialect', 'channels', '--a', '1', '--b', '7', '--conversation', '1'];
    const result = await verify(server.url, args, await cookiesOf(server.url));
    allWell(result, 'POST /calls/initiate/', 'call.incoming', 'notification.created', 'call.offer');
    allWell(result, 'call.answer', 'call.ice', 'call.end', 'an unknown call');
  });

  test('S39 relay, and a login that is missing is named', async (t) => {
    const backEnd = await startStored();
    closing(t, backEnd);
    const { url } = backEnd.server();
    const args = ['--dialect', 'relay', '--a', '1', '--b', '7', '--conversation', '1'];
    const result = await verify(url, args, await cookiesOf(url));
    allWell(result, 'webrtc.offer', 'webrtc.answer', 'webrtc.ice', 'webrtc.end', 'signals are confirmed');
    const stranger = await verify(url, args);
    assert.equal(stranger.code, 1);
    assert.match(stranger.output, /^fail +signals of a are fetched +answered with 401 forbidden signed_out/m);
  });

  test('S39 socketio', async (t) => {
    const server = await startServer({ port: 0, log: () => {} });
    t.after(() => server.close());
    const env = { A_TOKEN: 'token-of-tariq', B_TOKEN: 'token-of-sara' };
    const args = ['--dialect', 'socketio', '--a', '1', '--b', '7', '--conversation', 'lesson-1'];
    const result = await verify(server.url, args, env);
    allWell(
      result,
      'call:start',
      'call:accept',
      'call:offer',
      'call:answer',
      'call:ice-candidate',
      'call:end',
    );
    allWell(result, 'call:decline');
    const wrong = await verify(server.url, args, { ...env, B_TOKEN: 'secret' });
    assert.equal(wrong.code, 1);
    assert.doesNotMatch(wrong.output, /secret/);
  });

  test('S39 the frame that a back end loses is the line that says so', async (t) => {
    const forwarder = await startBareForwarder({
      onFrame: ({ type }) => (type === 'call_answer' ? 'drop' : 'pass'),
    });
    closing(t, forwarder);
    const { code, output, steps } = await verify(forwarder.url, ['--patience', '2000']);
    assert.equal(code, 1, output);
    assert.deepEqual(
      steps.filter((step) => !step.startsWith('ok ')),
      ['fail call_answer b → a', 'warn a false sender is not believed', 'warn error offline'],
    );
    assert.equal((await verify('nonsense')).code, 2);
  });
});
