import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromPosted, toPosted, type Message, type RemoteCall } from '../../../src/tabs/messages.js';

const CALL: RemoteCall = {
  callId: 'call-5',
  peer: { id: '7', type: 'student', name: 'Sara', avatar: 'https://example.com/sara.png' },
  party: 'phone',
  kind: 'video',
  direction: 'incoming',
  muted: false,
  cameraOff: true,
  seq: 4,
  startedAt: 900_000,
  connectedAt: 901_000.5,
  phase: 'connected',
  leaving: null,
};

const MESSAGES: readonly Message[] = [
  ['hello'],
  ['socket', 'open', null, ['chat', 'ringing'], -12, 'websocket'],
  ['socket', 'failed', 'policy', [], null, ''],
  ['frames', ['{"type":"pong"}', 'not judged here'], ''],
  ['send', '{}'],
  ['wake', true],
  ['call', CALL],
  ['call', { ...CALL, peer: { id: '7', type: 'student' }, connectedAt: null, party: null, leaving: '' }],
  ['call', null],
  ['settled', 'call-5', 'answered_elsewhere'],
  ['logged', 'call-5', CALL.peer, true, 'voice', 'answered', 125, 1_700_000_000_000],
  ['ring', 'tab-2', '{}'],
  ['steer', 'tab-2', 'move'],
];

/** As the browser's structured clone gives it to the other tab. */
const posted = (message: Message): unknown => structuredClone(toPosted('tab-1', message));

describe('what tabs say to each other', () => {
  for (const message of MESSAGES) {
    test(`comes across equal: ${JSON.stringify(message).slice(0, 60)}`, () => {
      assert.deepEqual(fromPosted(posted(message)), ['tab-1', message]);
    });
  }

  test('X8 what is no message is dropped, and never throws', () => {
    const rubbish: unknown[] = [
      null,
      undefined,
      1,
      'call',
      {},
      [],
      ['tab'],
      ['tab', 'hello2'],
      ['tab', '__proto__'],
    ];
    rubbish.push(['', 'hello'], [{}, 'hello'], ['tab', 'toString'], ['tab', { toString: () => 'hello' }]);
    rubbish.push(['tab', 'logged', 'call-5', ['student', '7', null, null], true, 'voice', 'lost', 1, 1]);
    rubbish.push(['tab', 'steer', 'tab-2', 'explode'], ['tab', 'settled', 'call-5', 'hangup']);
    rubbish.push(
      ['tab', 'frames', 'text', ''],
      ['tab', 'frames', [1], ''],
      ['tab', 'socket', 'open', null, [{}], 0, ''],
    );
    rubbish.push(['tab', 'socket', 'ajar', null, [], 0, ''], ['tab', 'wake', 'yes'], ['tab', 'call', 'text']);
    for (const data of rubbish) assert.equal(fromPosted(data), null, JSON.stringify(data));
  });

  test('X8 a call with one wrong field is dropped', () => {
    const whole = toPosted('tab-1', ['call', CALL])[2] as unknown[];
    for (const [i] of whole.entries()) {
      const broken = whole.map((value, j) => (i === j ? { toString: () => value } : value));
      assert.equal(fromPosted(['tab-1', 'call', broken]), null, `field ${i}`);
    }
  });

  test('X6 X8 the name of a peer is one clean line', () => {
    const whole = toPosted('tab-1', [
      'call',
      { ...CALL, peer: { id: '7', type: 'student', name: 'Sa\u202era\n' } },
    ]);
    const [, message] = fromPosted(whole) ?? assert.fail();
    assert.equal(message[0] === 'call' && message[1]?.peer.name, 'Sara');
  });
});
