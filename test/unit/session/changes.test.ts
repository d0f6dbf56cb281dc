import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Timeline } from '../../../src/chat/timeline.js';
import type { MessageEntry } from '../../../src/chat/types.js';
import type { SyncFrame } from '../../../src/protocol/frames.js';
import { Changes } from '../../../src/session/delivery/changes.js';
import type { Outbox } from '../../../src/session/delivery/outbox.js';

const SARA = { id: '7', type: 'student' };
const entry = (id: string, cursor?: string): MessageEntry => ({
  ...{ entry: 'message', id, mine: true, text: id, at: 0, status: 'sent' },
  ...(cursor && { cursor }),
});

interface Set {
  entries?: Timeline;
  features?: readonly string[];
  state?: string;
  synced?: boolean;
  /** What the site's own chat API says. */
  site?: (before: string) => Promise<boolean>;
}

/** A conversation of Tariq's with Sara, a line whose frames are kept, and a clock that the test moves. */
function setUp({ entries = [entry('a', '5'), entry('b', '6')], ...set }: Set = {}) {
  const { features = ['sync'], state = 'open', synced = true, site } = set;
  const sent: SyncFrame[] = [];
  const told: string[] = [];
  const now = { at: 1_000_000, state, synced };
  const outbox = { unsent: [], remove: () => {} } as unknown as Outbox;
  const changes = new Changes(
    {
      ports: { now: () => now.at, newId: () => 'new' },
      link: {
        get state() {
          return now.state;
        },
        has: (feature) => features.includes(feature),
        send: (frame) => {
          if (now.state === 'open') sent.push(frame);
          return now.state === 'open';
        },
      },
    },
    {
      entries: () => entries,
      replace: () => {},
      settled: () => {},
      terms: () => ({ key: '', held: '', unkept: new Map() }),
    },
    {
      get synced() {
        return now.synced;
      },
      site: site ? { older: (_peer, before) => site(before) } : null,
      outbox,
      push: () => {},
    },
  );
  const older = (name: string) => changes.older(SARA, (more) => told.push(`${name}: ${more}`));
  return { changes, older, sent, told, now };
}

describe('what is older', () => {
  test('is asked for before the first that has a place, and told when it came', () => {
    const { changes, older, sent, told } = setUp({ entries: [entry('waits'), entry('a', '5')] });
    older('one');
    assert.deepEqual(sent, [{ type: 'sync', before: '5', peer_id: '7', peer_type: 'student' }]);
    assert.deepEqual(told, [], 'not before it came');
    changes.olderCame('5', true);
    assert.deepEqual(told, ['one: true']);
    changes.olderCame('5', true);
    assert.deepEqual(told, ['one: true'], 'once');
  });

  test('who asks while a page is on its way waits for that one', () => {
    const { changes, older, sent, told } = setUp();
    for (const name of ['one', 'two']) older(name);
    changes.act(SARA, { act: 'older', tell: (more) => told.push(`search: ${more}`) });
    assert.equal(sent.length, 1);
    changes.olderCame('5', true);
    assert.deepEqual(told, ['one: true', 'two: true', 'search: true']);
    older('three');
    assert.equal(sent.length, 2, 'that one is here: the next is asked for');
  });

  test('a page that does not come within 10 s is asked for again, and tells all who waited', () => {
    const { changes, older, sent, told, now } = setUp();
    older('one');
    now.at += 9_999;
    older('two');
    assert.equal(sent.length, 1);
    now.at += 1;
    older('three');
    assert.equal(sent.length, 2);
    changes.olderCame('5', false);
    assert.deepEqual(told, ['one: false', 'two: false', 'three: false']);
  });

  test('nothing is asked again where the server said that there is no more, and that is told at once', () => {
    const { changes, older, sent, told } = setUp();
    older('one');
    changes.olderCame('5', false);
    older('two');
    assert.equal(sent.length, 1);
    assert.deepEqual(told, ['one: false', 'two: false']);
  });

  for (const [what, set] of Object.entries({
    'the line is down': { state: 'reconnecting' },
    'what was missed is on its way': { synced: false },
  }))
    test(`while ${what} one may ask later, and nothing goes out`, () => {
      const { older, sent, told, now } = setUp(set);
      older('one');
      assert.deepEqual([told, sent], [['one: true'], []]);
      Object.assign(now, { state: 'open', synced: true });
      older('two');
      assert.deepEqual([told.length, sent.length], [1, 1], 'now it is on its way');
    });

  test('a page of one conversation says nothing about another', () => {
    const entries = [entry('a', '5')];
    const { changes, older, sent, told } = setUp({ entries });
    older('one');
    entries[0] = entry('x', '3');
    older('other');
    changes.olderCame('5', false);
    assert.deepEqual([sent.map(({ before }) => before), told], [['5', '3'], ['one: false']]);
    changes.olderCame('3', true);
    assert.deepEqual(told, ['one: false', 'other: true']);
  });

  test('a server that keeps nothing and a conversation without a place have no more', () => {
    for (const set of [{ features: [] }, { entries: [entry('waits')] }, { entries: [] }]) {
      const { older, sent, told } = setUp(set);
      older('one');
      assert.deepEqual([told, sent], [['one: false'], []]);
    }
  });

  test('a site with its own chat API is asked by the id of the first, and what it says is told', async () => {
    const asked: string[] = [];
    const site = (before: string) => {
      asked.push(before);
      return Promise.resolve(asked.length === 1);
    };
    const { older, sent, told } = setUp({ features: [], site });
    older('one');
    assert.deepEqual(told, []);
    await new Promise(setImmediate);
    older('two');
    await new Promise(setImmediate);
    assert.deepEqual([asked, told, sent], [['a', 'a'], ['one: true', 'two: false'], []]);
  });

  test('who does not want to be told is not', () => {
    const { changes, sent } = setUp();
    changes.older(SARA);
    changes.olderCame('5', true);
    assert.equal(sent.length, 1);
  });
});
