import { assert } from '@open-wc/testing';
import {
  closeAll,
  connected,
  devices,
  gate,
  kindsOf,
  negotiate,
  play,
  received,
  side,
  until,
  wire,
} from './wired-peers.js';

describe('two controllers, wired to each other', () => {
  afterEach(() => {
    closeAll();
    for (const video of document.querySelectorAll('video')) video.remove();
  });

  for (const kind of ['voice', 'video'] as const) {
    it(`S29 ${kind}: audio energy${kind === 'video' ? ' and decoded frames' : ''} rise on both sides`, async () => {
      const [a, b] = [side(kind), side(kind)];
      wire(a, b);
      const wanted = { audio: true, video: kind === 'video' };
      const media = [a.peer.acquireMedia(wanted), b.peer.acquireMedia(wanted)];
      await negotiate(a, b);
      await Promise.all(media);
      await connected(a, b);
      [a, b].forEach(play);
      for (const each of [a, b]) {
        let before = { audioEnergy: 0, frames: 0 };
        for (let rises = 0; rises < 3; rises++) {
          await until(async () => {
            const now = await received(each.peer);
            const rose =
              now.audioEnergy > before.audioEnergy && (kind === 'voice' || now.frames > before.frames);
            if (rose) before = now;
            return rose;
          });
        }
        assert.deepEqual(kindsOf(each.remote.at(-1)), kind === 'video' ? ['audio', 'video'] : ['audio']);
        assert.deepEqual(each.failures, []);
        assert.deepEqual(each.media.at(-1), { audio: true, video: kind === 'video' });
      }
      assert.strictEqual(a.negotiations + b.negotiations, 0, 'devices join without a new negotiation');
    });
  }

  it('shows the caller before the slow camera of the callee is ready', async () => {
    const camera = gate();
    const [a, b] = [
      side('video'),
      side('video', { getUserMedia: (wanted) => camera.promise.then(() => devices(wanted)) }),
    ];
    wire(a, b);
    void a.peer.acquireMedia({ audio: true, video: true });
    const slow = b.peer.acquireMedia({ audio: true, video: true });
    await negotiate(a, b);
    await connected(a, b);
    play(b);
    await until(async () => (await received(b.peer)).frames > 0);
    assert.deepEqual(b.local, [], 'nothing of the callee yet');
    camera.open();
    await slow;
    play(a);
    await until(async () => (await received(a.peer)).frames > 0);
  });

  it('sends the offer and the first candidate without waiting for a device', async () => {
    const a = side('video', { getUserMedia: () => new Promise(() => undefined) });
    void a.peer.acquireMedia({ audio: true, video: true });
    const offer = await a.peer.createOffer();
    assert.deepEqual(offer.sdp.match(/^m=\w+/gm), ['m=audio', 'm=video', 'm=application']);
    const both = offer.sdp.split(/^m=/m).filter((part) => /^(audio|video)[^]*^a=sendrecv/m.test(part));
    assert.lengthOf(both, 2);
    assert.lengthOf(a.batches, 0);
    await until(() => a.batches.length > 0);
    assert.lengthOf(a.batches[0] ?? [], 1);
    await until(() => a.batches.at(-1)?.includes(null));
    assert.strictEqual(a.batches.flat().indexOf(null), a.batches.flat().length - 1);
    assert.include(a.peer.localDescription()?.sdp ?? '', 'a=candidate:');
  });

  it('restarts ICE, takes the new candidates and stays connected', async () => {
    const [a, b] = [side('voice'), side('voice')];
    wire(a, b);
    await negotiate(a, b);
    await connected(a, b);
    const before = a.batches.flat()[0]?.usernameFragment;
    await negotiate(b, a, { iceRestart: true });
    await until(() => a.batches.flat().some((each) => each !== null && each.usernameFragment !== before));
    const pairs = async (): Promise<number> =>
      [
        ...((await a.peer.stats()) as unknown as Map<string, { type: string; state?: string }>).values(),
      ].filter((each) => each.type === 'candidate-pair' && each.state === 'succeeded').length;
    await until(async () => (await pairs()) > 0);
    await connected(a, b);
    assert.lengthOf(
      a.links.filter((link) => link === 'connected'),
      1,
    );
  });

  it('S30 says connected once, and failed or disconnected when the peer is gone', async () => {
    const [a, b] = [side('voice'), side('voice')];
    wire(a, b);
    assert.deepEqual(a.links, []);
    await negotiate(a, b);
    await connected(a, b);
    assert.deepEqual(a.links, ['connected']);
    b.peer.close();
    await until(() => a.links.length > 1);
    assert.oneOf(a.links[1], ['disconnected', 'failed']);
  });

  it('rejects with the name of the step, without any text of the description', async () => {
    const a = side('voice');
    const bad = await a.peer.acceptOffer({ type: 'offer', sdp: 'v=0\r\nsecret' }).then(
      () => null,
      (error: unknown) => error as Error,
    );
    assert.strictEqual(bad?.name, 'PeerError');
    assert.match(bad?.message ?? '', /^acceptOffer: \w+$/);
    const b = side('voice');
    await negotiate(a, b);
  });

  it('has a named error, not a throw, for ICE servers that the browser refuses', async () => {
    const a = side('voice', { iceServers: [{ urls: 'not a url' }] });
    const error = await a.peer.createOffer().catch((reason: unknown) => reason as Error);
    assert.match((error as Error).message, /^create: \w+$/);
    await a.peer.addCandidates([null]);
    assert.strictEqual(await a.peer.stats(), null);
  });
});
