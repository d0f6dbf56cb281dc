import { assert } from '@open-wc/testing';
import { newCall, type MachineState } from '../../../src/call/state.js';
import { CallPlace } from '../../../src/session/call-place.js';
import type { CallRecord, TabHost } from '../../../src/session/tabs.js';
import type { Bus } from '../../../src/tabs/bus.js';
import { waitUntil } from '../wait-until.js';

const sara = { id: '7', type: 'student', name: 'Sara' };
const at = Date.now();
const common = { peer: sara, party: 'phone', kind: 'voice', direction: 'incoming', startedAt: at } as const;
const record: CallRecord = {
  ...{ type: 'resume', callId: 'call-1', muted: false, cameraOff: true, connectedAt: at },
  ...common,
};
const call = newCall({ ...common, id: 'call-1', phase: 'connected', connectedAt: at });
const state = { call } as MachineState;

/** A tab, in this page: what it did, and its end of the line to the others. */
interface Tab {
  readonly place: CallPlace;
  readonly did: string[];
}

let tabs: Tab[] = [];
let count = 0;

/** Tabs of one person; each hears what another says about its call. */
function open(): [owner: Tab, other: Tab] {
  const lockName = `call of test ${(count += 1)}`;
  const tab = (name: string): Tab => {
    const did: string[] = [];
    const bus: Bus = {
      tab: name,
      post(...message) {
        const others = tabs.filter(({ place }) => place !== self.place);
        if (message[0] === 'call') for (const { place } of others) place.heard(message[1], name);
      },
      close: () => {},
    };
    const dispatch = ({ type }: { type: string }): void => {
      did.push(type);
      if (type === 'resume') self.place.committed(state);
    };
    const core = { record: () => record, dispatch, refresh() {} };
    const host = { core, ports: { changed() {} }, load: () => Promise.resolve(null) };
    const self = { place: new CallPlace(host as unknown as TabHost, bus, lockName), did };
    return self;
  };
  const both: [Tab, Tab] = [tab('owner'), tab('other')];
  tabs = both;
  both[0].place.committed(state);
  return both;
}

describe('the tab that has the call', () => {
  const real = globalThis.setTimeout;
  /** What the tabs wait for: not for a lock, and not what the tests do. */
  let waits: number[] = [];

  beforeEach(() => {
    waits = [];
    globalThis.setTimeout = ((act: () => void, ms = 0) => {
      if (ms > 1_500 && ms < 30_000) waits.push(ms);
      return real(act, ms);
    }) as typeof setTimeout;
  });
  afterEach(() => {
    globalThis.setTimeout = real;
    for (const { place } of tabs) place.close();
    tabs = [];
  });

  const leaves = async (owner: Tab, other: Tab): Promise<void> => {
    await waitUntil(() => other.place.elsewhere?.leaving === null);
    owner.place.go();
    await waitUntil(() => waits.length > 0);
  };

  for (const [action, wanted] of [
    ['move', ['resume']],
    ['hang_up', ['resume', 'hang_up']],
  ] as const) {
    it(`H20 has gone: ${action} in another tab need not wait until that is sure`, async () => {
      const [owner, other] = open();
      await leaves(owner, other);
      assert.deepEqual(other.did, [], 'its next page comes first');
      other.place.steer(action);
      await waitUntil(() => other.did.includes('resume'));
      // the peer listens to this page once its offer is out
      await new Promise((resolve) => setTimeout(resolve));
      other.place.committed({ call: { ...call, described: true } } as MachineState);
      assert.deepEqual(other.did, [...wanted]);
      assert.equal(other.place.elsewhere, null);
    });
  }

  it('H12 goes: 5 s for its next page, and as long as the peer allows where a link was followed', async () => {
    const [owner, other] = open();
    await leaves(owner, other);
    const hidden = document.hidden ? 1_000 : 0;
    assert.deepEqual(waits, [5_000 + hidden]);

    const { navigation } = window as { navigation?: Navigation };
    if (!navigation) return;
    owner.place.committed({ ...state, call: null });
    other.place.steer('move');
    await waitUntil(() => other.did.includes('resume'));
    other.place.committed({ ...state, call: null });
    waits = [];
    owner.place.committed(state);
    await waitUntil(() => other.place.elsewhere?.leaving === null);
    navigation.addEventListener('navigate', (event) => event.preventDefault(), { once: true });
    location.href = '/another/page';
    owner.place.go();
    await waitUntil(() => waits.length > 0);
    assert.deepEqual(waits, [20_000 + hidden]);
  });
});
