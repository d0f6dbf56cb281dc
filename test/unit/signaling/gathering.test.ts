import assert from 'node:assert/strict';
import { mock, test, type TestContext } from 'node:test';
import { Gathering, withCandidates, type Described } from '../../../src/signaling/dialects/gathering.js';

const sdp = (ufrag: string) =>
  `v=0\r\nt=0 0\r\nm=audio 9 RTP 0\r\na=ice-ufrag:${ufrag}\r\na=mid:0\r\nm=video 9 RTP 96\r\na=mid:v\r\n`;
const offer = (ufrag = 'one'): Described => ({
  type: 'call_invitation',
  call_id: 'c',
  call_type: 'video',
  offer: { type: 'offer', sdp: sdp(ufrag) },
  ...{ from_profile_id: '1', from_profile_type: 'user', to_profile_id: '7', to_profile_type: 'user' },
});
const candidate = (n: number, more = {}) => ({
  candidate: `candidate:${n} 1 udp 1 192.0.2.1 ${n} typ host`,
  ...more,
});

function setUp(context: TestContext) {
  mock.timers.enable({ apis: ['setTimeout'] });
  context.after(() => mock.timers.reset());
  const released: string[] = [];
  const gathering = new Gathering((frame) => {
    if (frame.type === 'call_invitation') released.push(frame.offer?.sdp ?? '');
  });
  return { gathering, released };
}

test('candidates are written into the media section that they name, none twice', () => {
  const first = candidate(1, { sdpMid: '0' });
  const written = withCandidates(sdp('one'), [
    { ...first, candidate: `${first.candidate} ufrag one` },
    first,
    candidate(2, { sdpMid: 'v' }),
    candidate(3, { sdpMLineIndex: 1 }),
    candidate(4, { sdpMLineIndex: 7 }),
  ]);
  const [, audio, video] = written.split(/^(?=m=)/m);
  assert.equal(audio?.split('a=candidate:').length, 2);
  assert.match(audio ?? '', /a=candidate:1 1 udp 1 192\.0\.2\.1 1 typ host\r\n$/);
  assert.match(video ?? '', /a=candidate:2 .*\r\na=candidate:3 .*\r\n$/);
  assert.doesNotMatch(written, /candidate:4|ufrag one$/m);
});

test('a description waits for the end of its candidates, and its repeat does not', (context) => {
  const { gathering, released } = setUp(context);
  gathering.describe('c', offer());
  gathering.add('c', [candidate(1, { sdpMid: '0' })]);
  gathering.add('c', [candidate(9, { sdpMid: '0', usernameFragment: 'older' })]);
  assert.deepEqual(released, []);
  gathering.add('c', [null]);
  assert.equal(released.length, 1);
  assert.match(released[0] ?? '', /a=candidate:1 /);
  assert.doesNotMatch(released[0] ?? '', /a=candidate:9 /);
  gathering.describe('c', offer());
  assert.deepEqual(released[1], released[0]);
});

test('after 5 s it goes with what there is, and a new gathering waits anew', (context) => {
  const { gathering, released } = setUp(context);
  gathering.describe('c', offer());
  mock.timers.tick(3000);
  gathering.describe('c', offer());
  mock.timers.tick(1999);
  assert.equal(released.length, 0);
  mock.timers.tick(1);
  assert.equal(released.length, 1, 'a repeat does not prolong the wait');
  gathering.describe('c', offer('restarted'));
  assert.equal(released.length, 1);
  gathering.add('c', [null]);
  assert.equal(released.length, 2);
});

test('nothing is released for a call that is over, or while there is no socket', (context) => {
  const { gathering, released } = setUp(context);
  gathering.describe('c', offer());
  gathering.pause();
  mock.timers.tick(10_000);
  assert.equal(released.length, 0);
  gathering.resume();
  mock.timers.tick(5000);
  assert.equal(released.length, 1);
  gathering.describe('c', offer('two'));
  gathering.drop('c');
  mock.timers.tick(10_000);
  assert.equal(released.length, 1);
});
