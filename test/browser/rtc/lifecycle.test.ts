import { assert } from '@open-wc/testing';
import {
  closeAll,
  connected,
  devices,
  gate,
  negotiate,
  play,
  received,
  side,
  until,
  wire,
} from './wired-peers.js';

const both = { audio: true, video: true };

describe('the life of a controller', () => {
  afterEach(() => {
    closeAll();
    for (const video of document.querySelectorAll('video')) video.remove();
  });

  it('H19 a hundred calls leave no live track and no open connection', async () => {
    const connections: RTCPeerConnection[] = [];
    const tracks: MediaStreamTrack[] = [];
    const Original = RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
    try {
      for (let call = 0; call < 100; call++) {
        const a = side('video', {
          getUserMedia: async (wanted) => {
            const stream = await devices(wanted);
            tracks.push(...stream.getTracks());
            return stream;
          },
        });
        const acquired = a.peer.acquireMedia(both);
        // every second one ends while the devices are still being asked for
        if (call % 2 === 0) await acquired;
        await a.peer.createOffer();
        a.peer.close();
      }
      await until(() => tracks.length === 200);
    } finally {
      window.RTCPeerConnection = Original;
    }
    await until(() => tracks.every((track) => track.readyState === 'ended'));
    assert.lengthOf(connections, 100);
    assert.deepEqual(
      connections.filter((each) => each.connectionState !== 'closed'),
      [],
    );
  });

  it('leaves no timer behind', async () => {
    const [later, clear] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
    const pending = new Set<number>();
    const spied = { setTimeout: later, clearTimeout: clear };
    spied.setTimeout = ((run: () => void, ms?: number) => {
      const id = later(() => (pending.delete(id), run()), ms);
      pending.add(id);
      return id;
    }) as typeof setTimeout;
    spied.clearTimeout = (id) => (pending.delete(Number(id)), clear(id));
    Object.assign(window, spied);
    try {
      const a = side('voice');
      // in the task of the first candidate: the second one is about to be collected
      const collecting = new Promise<void>((resolve) => {
        a.onCandidates = () => resolve();
      });
      await a.peer.createOffer();
      await collecting;
      // a browser that has found all of them at once collects nothing
      while (pending.size === 0 && !a.batches.flat().includes(null))
        await new Promise((resolve) => later(resolve, 0));
      const told = a.log.length;
      a.peer.close();
      assert.strictEqual(pending.size, 0);
      assert.lengthOf(a.log, told);
    } finally {
      Object.assign(window, { setTimeout: later, clearTimeout: clear });
    }
  });

  it('an answer that fails halfway leaves room for the next offer', async () => {
    const Original = RTCPeerConnection;
    let failures = 1;
    window.RTCPeerConnection = class extends Original {
      override setLocalDescription(): Promise<void> {
        return failures-- > 0
          ? Promise.reject(new DOMException('', 'OperationError'))
          : super.setLocalDescription();
      }
    };
    const b = side('video');
    window.RTCPeerConnection = Original;
    const a = side('video');
    wire(a, b);
    const error = await b.peer
      .acceptOffer(await a.peer.createOffer())
      .catch((reason: unknown) => reason as Error);
    assert.strictEqual((error as Error).message, 'acceptOffer: OperationError');
    const offer = await b.peer.createOffer();
    assert.strictEqual(b.peer.localDescription()?.type, 'offer');
    await b.peer.applyAnswer(await a.peer.acceptOffer(offer));
    await connected(a, b);
  });

  it('does nothing after close, and close may come twice', async () => {
    const [a, b] = [side('video'), side('video')];
    const offer = await b.peer.createOffer();
    const pending = a.peer.acceptOffer(offer);
    a.peer.close();
    a.peer.close();
    const told = a.log.length;
    const steps = [pending, a.peer.createOffer(), a.peer.acceptOffer(offer)];
    for (const step of steps) {
      assert.strictEqual(await step.catch((error: unknown) => (error as Error).message), 'closed');
    }
    await a.peer.applyAnswer({ type: 'answer', sdp: '' });
    await a.peer.addCandidates([null]);
    await a.peer.acquireMedia(both);
    a.peer.setMuted(true);
    await a.peer.setCameraOff(false);
    assert.strictEqual(await a.peer.stats(), null);
    assert.strictEqual(a.peer.localDescription(), null);
    assert.strictEqual(a.peer.release(), null);
    const late = await devices({ audio: true });
    a.peer.adoptMedia(late);
    assert.strictEqual(late.getTracks()[0]?.readyState, 'ended');
    assert.lengthOf(a.log, told);
  });

  it('H1 released tracks live on in the next call, on the senders that it has already', async () => {
    const [old, a, b] = [side('video'), side('video'), side('video')];
    wire(a, b);
    old.peer.setMuted(true);
    await old.peer.acquireMedia(both);
    await negotiate(a, b);
    const stream = old.peer.release();
    assert.deepEqual(
      stream?.getTracks().map((track) => track.readyState),
      ['live', 'live'],
    );
    if (stream) a.peer.adoptMedia(stream);
    assert.sameMembers(a.local.at(-1)?.getTracks() ?? [], stream?.getTracks() ?? []);
    assert.deepEqual(a.media.at(-1), { audio: false, video: true });
    await connected(a, b);
    play(b);
    await until(async () => (await received(b.peer)).frames > 0);
    a.peer.close();
    assert.deepEqual(
      stream?.getTracks().map((track) => track.readyState),
      ['ended', 'ended'],
    );
  });

  it('H1 devices that are still being asked for go along, with one prompt in all', async () => {
    const prompt = gate();
    let prompts = 0;
    const getUserMedia = async (wanted: MediaStreamConstraints): Promise<MediaStream> => {
      prompts += 1;
      await prompt.promise;
      return devices(wanted);
    };
    const [old, next] = [side('video', { getUserMedia }), side('video', { getUserMedia })];
    const first = old.peer.acquireMedia(both);
    const stream = old.peer.release();
    await first;
    if (stream) next.peer.adoptMedia(stream);
    const second = next.peer.acquireMedia(both);
    prompt.open();
    await second;
    assert.strictEqual(prompts, 1);
    assert.deepEqual(next.media.at(-1), { audio: true, video: true });
    assert.deepEqual(old.log, []);
  });

  it('H1 what was muted or off in either call is so in the one that goes on', async () => {
    const [old, next] = [side('video'), side('video')];
    await old.peer.acquireMedia(both);
    const stream = old.peer.release();
    next.peer.setMuted(true);
    await next.peer.setCameraOff(true);
    if (stream) next.peer.adoptMedia(stream);
    assert.deepEqual(
      stream?.getTracks().map((track) => `${track.kind} ${track.readyState} ${track.enabled}`),
      ['audio live false', 'video ended true'],
    );
    assert.deepEqual(next.media.at(-1), { audio: false, video: false });
  });

  it('takes a stream from elsewhere; a voice call does not keep its camera', async () => {
    const stream = await devices(both);
    const a = side('voice');
    a.peer.adoptMedia(stream);
    assert.deepEqual(a.local.at(-1)?.getTracks(), stream.getAudioTracks());
    assert.strictEqual(stream.getVideoTracks()[0]?.readyState, 'ended');
    assert.strictEqual(side('voice').peer.release(), null);
  });

  it('H9 offers that collide: the polite side rolls back, a hundred times', async () => {
    const [impolite, polite] = [side('video'), side('video')];
    wire(impolite, polite);
    await negotiate(impolite, polite);
    await connected(impolite, polite);
    for (let run = 0; run < 100; run++) {
      const [mine] = await Promise.all([impolite.peer.createOffer(), polite.peer.createOffer()]);
      const answer = await polite.peer.acceptOffer(mine);
      await impolite.peer.applyAnswer(answer);
      // a repetition changes nothing
      await impolite.peer.applyAnswer(answer);
    }
    const sections = polite.peer.localDescription()?.sdp.match(/^m=\w+/gm);
    assert.deepEqual(sections, ['m=audio', 'm=video', 'm=application']);
    assert.strictEqual(impolite.links.at(-1), 'connected');
  });

  it('keeps steps that are called at once in their order', async () => {
    const [a, b] = [side('video'), side('video')];
    wire(a, b);
    const offer = await a.peer.createOffer();
    const steps = [b.peer.acceptOffer(offer), b.peer.createOffer(), b.peer.acceptOffer(offer)] as const;
    await Promise.all(steps);
    await a.peer.applyAnswer(await steps[2]);
    await connected(a, b);
  });

  it('both sides get a camera at the same moment: one section each, both cameras seen', async () => {
    const [impolite, polite] = [side('voice'), side('voice')];
    wire(impolite, polite);
    await negotiate(impolite, polite);
    await connected(impolite, polite);
    await Promise.all([impolite, polite].map((each) => each.peer.setCameraOff(false)));
    const [mine] = await Promise.all([impolite.peer.createOffer(), polite.peer.createOffer()]);
    await impolite.peer.applyAnswer(await polite.peer.acceptOffer(mine));
    assert.lengthOf(polite.peer.localDescription()?.sdp.match(/^m=video/gm) ?? [], 1);
    [impolite, polite].forEach(play);
    for (const each of [impolite, polite]) await until(async () => (await received(each.peer)).frames > 0);
    const next = await polite.peer.createOffer();
    assert.lengthOf(
      next.sdp.match(/^m=video/gm) ?? [],
      1,
      'nothing is left of the offer that was rolled back',
    );
  });

  it('the remote stream loses what the peer no longer sends', async () => {
    const [a, b] = [side('video'), side('video')];
    wire(a, b);
    await negotiate(a, b);
    const stream = b.remote.at(-1);
    const left: string[] = [];
    stream?.addEventListener('removetrack', ({ track }) => left.push(track.kind));
    const offer = await a.peer.createOffer();
    // every section stays: an offer may not have fewer of them than the one before (RFC 8829 section 5.2.2)
    const sdp = offer.sdp.replace(/^m=video[^]*?a=sendrecv/m, (video) =>
      video.replace('a=sendrecv', 'a=recvonly'),
    );
    await b.peer.acceptOffer({ type: 'offer', sdp });
    assert.deepEqual(left, ['video']);
    assert.strictEqual(b.remote.at(-1), stream);
    assert.deepEqual(
      b.remote
        .at(-1)
        ?.getTracks()
        .map((track) => track.kind),
      ['audio'],
    );
  });
});
