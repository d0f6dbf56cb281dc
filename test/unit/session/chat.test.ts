import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Chat } from '../../../src/session/chat.js';
import type { Core } from '../../../src/session/core.js';
import { termsKey, unkept } from '../../../src/session/terms.js';

const TARIQ = { id: '1', type: 'tutor' };
const SARA = { id: '7', type: 'student' };

/** Conversations of which nothing has loaded. */
function view(profile: typeof TARIQ | null, peer: typeof SARA | null) {
  const link = { state: 'idle', announced: false, has: () => false };
  const core = { shell: { link, isOpen: false, settings: { profile, peer, messageSender: null } } };
  return new Chat(core as unknown as Core).view;
}

test('who is blocked is so from the first paint on, before the conversations have loaded', () => {
  unkept.set(termsKey(TARIQ, SARA), 'blocked');
  try {
    assert.equal(view(TARIQ, SARA).terms, 'blocked');
    for (const [profile, peer] of [
      [TARIQ, TARIQ],
      [SARA, SARA],
      [null, SARA],
      [TARIQ, null],
    ] as const)
      assert.equal(view(profile, peer).terms, '');
  } finally {
    unkept.clear();
  }
});
