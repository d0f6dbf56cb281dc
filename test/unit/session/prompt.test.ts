import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PeerController } from '../../../src/rtc/types.js';
import { callChannel } from '../../../src/session/call-channel.js';
import type { Core } from '../../../src/session/core.js';
import { PeerHost } from '../../../src/session/peer-host.js';
import { Driver, OFFER, SARA, TARIQ } from '../call/support.js';

const ID = 'call-1';

test('H17 while the browser asks for devices nothing comes: the peer is told so, and takes it for no silence', async () => {
  const driver = new Driver().answering(ID).link('connected');
  const said: string[] = [];
  let allow = (): void => {};
  const allowed = new Promise<void>((resolve) => (allow = resolve));
  const peer: Partial<PeerController> = {
    acceptOffer: () => Promise.resolve({ type: 'answer', sdp: '' }),
    acquireMedia: () => allowed,
    say: (text) => said.push((JSON.parse(text) as { audio: boolean }).audio ? 'sound' : 'no sound') > 0,
  };
  const core = {
    shell: { settings: { profile: TARIQ } },
    state: driver.state,
    devices: {},
    envelope: () => ({ from_profile_id: TARIQ.id, from_profile_type: TARIQ.type, to_profile_id: SARA.id }),
    dispatch: () => {},
    refresh: () => {},
  } as unknown as { -readonly [K in keyof Core]: Core[K] };
  const peers = new PeerHost(core, {
    prepare: () => Promise.resolve(),
    forget: () => {},
    create: (make) => void make({ createPeer: () => peer as PeerController }, []),
  });
  core.peers = peers;
  core.channel = callChannel(core);

  const whenSaid = async (wanted: string): Promise<void> => {
    while (said.at(-1) !== wanted) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const media = { audio: true, video: false };
  peers.accept({ callId: ID, ref: 1, kind: 'voice', offer: OFFER, media, adoptFrom: null });
  core.channel.opened(ID, true);
  await whenSaid('no sound');
  allow();
  await whenSaid('sound');
  assert.deepEqual(said, ['sound', 'no sound', 'sound']);
});
