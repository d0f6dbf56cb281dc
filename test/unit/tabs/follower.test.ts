import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame } from '../../../src/protocol/frames.js';
import type { Message } from '../../../src/tabs/messages.js';
import { Follower } from '../../../src/tabs/follower.js';

const FRAME: Frame = {
  ...{
    type: 'call_ended',
    call_id: 'call-5',
    reason: 'hangup',
    from_profile_id: '1',
    from_profile_type: 'tutor',
  },
  ...{ to_profile_id: '7', to_profile_type: 'student' },
};

function follow() {
  const posted: Message[] = [];
  const told: unknown[] = [];
  const bus = { tab: 'tab-2', post: (...message: Message) => void posted.push(message), close: () => {} };
  const follower = new Follower(bus, {
    state: (state, problem) => void told.push([state, problem]),
    frames: (frames) => void told.push(frames.map(({ type }) => type)),
    protocolError: ({ code }) => void told.push(code),
  });
  return { follower, posted, told };
}

test('shows the state of the socket in the other tab, and sends only while it is open', () => {
  const { follower, posted, told } = follow();
  assert.equal(follower.send(FRAME), false);
  follower.told(['socket', 'open', null, ['chat'], 7, 'sse']);
  assert.deepEqual([follower.state, follower.features.has('chat'), follower.clockOffset], ['open', true, 7]);
  assert.equal(follower.send(FRAME), true);
  assert.equal(posted[0]?.[0], 'send');
  follower.told(['socket', 'reconnecting', 'offline', [], null, '']);
  assert.equal(follower.send(FRAME), false);
  assert.deepEqual(told, [['open', null], ['welcome'], ['reconnecting', 'offline']]);
});

test('X8 frames of the other tab go through the parser of the wire', () => {
  const { follower, told } = follow();
  follower.receive([JSON.stringify(FRAME), '{"type":"call_ended"}', 'nonsense']);
  assert.deepEqual(told, ['invalid_field', 'malformed', ['call_ended']]);
});

test('a follower that was replaced tells nothing more', () => {
  const { follower, posted, told } = follow();
  follower.told(['socket', 'open', null, [], null, 'websocket']);
  follower.dispose();
  follower.told(['socket', 'failed', 'policy', [], null, '']);
  follower.receive([JSON.stringify(FRAME)]);
  assert.equal(follower.send(FRAME), false);
  assert.deepEqual([posted, told], [[], [['open', null]]]);
});
