import { assert } from '@open-wc/testing';
import {
  closeAll,
  connected,
  devices,
  gate,
  negotiate,
  received,
  play,
  side,
  until,
  wire,
} from './wired-peers.js';

const both = { audio: true, video: true };
const off = { audio: false, video: false };
const named = (name: string): Error => Object.assign(new Error('no'), { name });
/** A rejection that is no Error. */
const rejecting = (reason: unknown) => () => new Promise(() => AbortSignal.abort(reason).throwIfAborted());
const only = (device: 'audio' | 'video', name: string) => (wanted: MediaStreamConstraints) =>
  wanted[device] ? Promise.reject(named(name)) : devices(wanted);

/** Own tracks as the page's function gave them out, to look at from outside. */
function watched(): { tracks: MediaStreamTrack[]; asked: string[]; getUserMedia: typeof devices } {
  const tracks: MediaStreamTrack[] = [];
  const asked: string[] = [];
  const getUserMedia = async (wanted: MediaStreamConstraints): Promise<MediaStream> => {
    asked.push(Object.keys(wanted).join('+'));
    const stream = await devices(wanted);
    tracks.push(...stream.getTracks());
    return stream;
  };
  return { tracks, asked, getUserMedia };
}
const live = (tracks: readonly MediaStreamTrack[]): string[] =>
  tracks.filter((track) => track.readyState === 'live').map((track) => track.kind);

/** In Firefox an event that a script makes reaches no listener of a track; the browser's own do. */
const inEveryOther = navigator.userAgent.includes('Firefox') ? () => undefined : it;

describe('own devices', () => {
  afterEach(() => {
    closeAll();
    for (const video of document.querySelectorAll('video')) video.remove();
  });

  it('asks for both in one request, for a voice call only for the microphone', async () => {
    const [seen, voice] = [watched(), watched()];
    await side('video', seen).peer.acquireMedia(both);
    assert.deepEqual(seen.asked, ['audio+video']);
    await side('voice', voice).peer.acquireMedia({ audio: true, video: false });
    assert.deepEqual(voice.asked, ['audio']);
  });

  for (const [name, code] of [
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'not_found'],
    ['NotReadableError', 'in_use'],
    ['AbortError', 'in_use'],
    ['OverconstrainedError', 'overconstrained'],
    ['Whatever', 'unknown'],
  ] as const) {
    it(`H14 ${name} of the camera is ${code}, and the microphone still comes`, async () => {
      const a = side('video', { getUserMedia: only('video', name) });
      await a.peer.acquireMedia(both);
      assert.deepEqual(a.failures, [`camera ${code}`]);
      assert.deepEqual(a.media, [{ audio: true, video: false }]);
      assert.deepEqual(
        a.local
          .at(-1)
          ?.getTracks()
          .map((track) => track.kind),
        ['audio'],
      );
    });
  }

  it('H14 a missing microphone does not cost the camera', async () => {
    const a = side('video', { getUserMedia: only('audio', 'NotFoundError') });
    await a.peer.acquireMedia(both);
    assert.deepEqual(a.failures, ['microphone not_found']);
    assert.deepEqual(a.media, [{ audio: false, video: true }]);
  });

  it('H14 whatever the page’s own function does becomes a code', async () => {
    const odd: [unknown, string][] = [
      [() => Promise.reject(named('toString')), 'unknown'],
      [rejecting(null), 'unknown'],
      [rejecting('text'), 'unknown'],
      [
        () => {
          throw named('NotAllowedError');
        },
        'denied',
      ],
      [() => undefined, 'unknown'],
      [() => Promise.resolve({}), 'unknown'],
      [() => Promise.resolve(new MediaStream()), 'not_found'],
    ];
    for (const [getUserMedia, code] of odd) {
      const a = side('video', { getUserMedia: getUserMedia as typeof devices });
      await a.peer.acquireMedia(both);
      assert.deepEqual(a.failures, [`microphone ${code}`, `camera ${code}`]);
      assert.deepEqual(a.media, [{ audio: false, video: false }]);
    }
  });

  it('H14 without navigator.mediaDevices the context is insecure', async () => {
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined, configurable: true });
    try {
      const a = side('video');
      await a.peer.acquireMedia(both);
      assert.deepEqual(a.failures, ['microphone insecure', 'camera insecure']);
    } finally {
      delete (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
    }
  });

  it('X9 in a frame that was not given the devices the code is policy', async () => {
    const frame = document.createElement('iframe');
    frame.allow = "camera 'none'; microphone 'none'";
    const failures = gate<string[]>();
    Object.assign(window, { frameFailed: failures.open });
    const module = new URL('../../../src/rtc/index.ts', import.meta.url).href;
    frame.srcdoc = `<script type="module">
      import { createPeer } from '${module}';
      const failed = [], none = () => {};
      const handlers = { candidates: none, link: none, remoteStream: none, localStream: none, localMedia: none,
        mediaFailed: (device, code) => failed.push(device + ' ' + code) };
      const peer = createPeer({ kind: 'video', iceServers: [], iceTransportPolicy: 'all', handlers });
      await peer.acquireMedia({ audio: true, video: true });
      peer.close();
      parent.frameFailed(failed);
    </script>`;
    document.body.append(frame);
    const code = 'featurePolicy' in document ? 'policy' : 'denied'; // only Chromium can tell
    assert.deepEqual(await failures.promise, [`microphone ${code}`, `camera ${code}`]);
    frame.remove();
  });

  it('H7 X10 stops what arrives after the end', async () => {
    const [asked, prompt] = [gate(), gate()];
    const seen = watched();
    const a = side('video', {
      getUserMedia: async (wanted) => {
        asked.open();
        await prompt.promise;
        return seen.getUserMedia(wanted);
      },
    });
    const acquired = a.peer.acquireMedia(both);
    await asked.promise;
    a.peer.close();
    await acquired;
    prompt.open();
    await until(() => seen.tracks.length === 2 && live(seen.tracks).length === 0);
    assert.deepEqual(seen.asked, ['audio+video']);
    assert.deepEqual(a.log, []);
  });

  it('H7 X10 asks for nothing when the end came first', async () => {
    const seen = watched();
    const a = side('video', seen);
    const acquired = a.peer.acquireMedia(both);
    a.peer.close();
    await acquired;
    await a.peer.acquireMedia(both);
    assert.deepEqual(seen.asked, []);
  });

  it('reports what the microphone does when it is muted, also before it is there', async () => {
    const seen = watched();
    const a = side('voice', seen);
    a.peer.setMuted(true);
    await a.peer.acquireMedia({ audio: true, video: false });
    assert.strictEqual(seen.tracks[0]?.enabled, false);
    assert.deepEqual(a.media.at(-1), { audio: false, video: false });
    a.peer.setMuted(false);
    assert.deepEqual(a.media.at(-1), { audio: true, video: false });
    const told = a.media.length;
    a.peer.setMuted(false);
    assert.lengthOf(a.media, told);
    seen.tracks[0]?.dispatchEvent(new Event('mute'));
    assert.lengthOf(a.media, told, 'an event that changes nothing says nothing');
  });

  it('H14 who unmutes a microphone that did not come is asked again, and hears the true state once', async () => {
    const seen = watched();
    let asked = 0;
    let allowed = false;
    const a = side('voice', {
      getUserMedia: (wanted) => {
        asked += 1;
        return allowed ? seen.getUserMedia(wanted) : Promise.reject(named('NotReadableError'));
      },
    });
    await a.peer.acquireMedia({ audio: true, video: false });
    for (let time = 1; time <= 3; time++) {
      assert.deepEqual([asked, a.failures.length], [time, time]);
      assert.deepEqual(a.media, Array<typeof off>(time).fill(off));
      a.peer.setMuted(false);
      assert.lengthOf(a.media, time, 'nothing is said before the device has answered');
      // a second press while it is asked for asks for nothing more
      a.peer.setMuted(false);
      await until(() => a.media.length > time);
    }
    allowed = true;
    a.peer.setMuted(false);
    await until(() => a.media.at(-1)?.audio);
    assert.lengthOf(a.media, 5);
    assert.lengthOf(a.failures, 4);
    assert.deepEqual([asked, live(seen.tracks)], [5, ['audio']]);
  });

  inEveryOther(
    'says again that a microphone which the system has silenced is off when it is unmuted',
    async () => {
      const seen = watched();
      const a = side('voice', seen);
      await a.peer.acquireMedia({ audio: true, video: false });
      const [track] = seen.tracks;
      if (track) Object.defineProperty(track, 'muted', { value: true });
      track?.dispatchEvent(new Event('mute'));
      const told = a.media.length;
      a.peer.setMuted(false);
      assert.deepEqual(a.media.slice(told - 1), [off, off]);
    },
  );

  it('turns the camera off for good and on again, seen by the other side', async () => {
    const seen = watched();
    const [a, b] = [side('video', seen), side('video')];
    wire(a, b);
    await a.peer.acquireMedia(both);
    await negotiate(a, b);
    await connected(a, b);
    play(b);
    await until(async () => (await received(b.peer)).frames > 0);
    await a.peer.setCameraOff(true);
    assert.deepEqual(live(seen.tracks), ['audio']);
    assert.deepEqual(a.media.at(-1), { audio: true, video: false });
    assert.deepEqual(a.local.at(-1)?.getVideoTracks(), []);
    const { frames } = await received(b.peer);
    await a.peer.setCameraOff(false);
    assert.deepEqual(a.media.at(-1), { audio: true, video: true });
    await until(async () => (await received(b.peer)).frames > frames);
    assert.strictEqual(a.negotiations + b.negotiations, 0);
  });

  it('keeps the camera off when that was said while it was asked for, and when it fails', async () => {
    const prompt = gate();
    const seen = watched();
    let allowed = true;
    const a = side('video', {
      getUserMedia: async (wanted) => {
        await prompt.promise;
        if (wanted.video && !allowed) throw named('NotAllowedError');
        return seen.getUserMedia(wanted);
      },
    });
    const acquired = a.peer.acquireMedia(both);
    await a.peer.setCameraOff(true);
    prompt.open();
    await acquired;
    assert.deepEqual(live(seen.tracks), ['audio']);
    assert.deepEqual(a.failures, []);
    allowed = false;
    await a.peer.setCameraOff(false);
    assert.deepEqual(a.failures, ['camera denied']);
    assert.deepEqual(a.media.at(-1), { audio: true, video: false });
  });

  it('accepts a video call without a camera, sees the other side, and may turn it on later', async () => {
    const seen = watched();
    const [a, b] = [side('video'), side('video', seen)];
    wire(a, b);
    void a.peer.acquireMedia(both);
    void b.peer.acquireMedia({ audio: true, video: false });
    await negotiate(a, b);
    await connected(a, b);
    [a, b].forEach(play);
    await until(async () => (await received(b.peer)).frames > 0);
    assert.deepEqual(seen.asked, ['audio']);
    await b.peer.setCameraOff(false);
    await until(async () => (await received(a.peer)).frames > 0);
    assert.strictEqual(b.negotiations, 0);
  });

  it('H16 a voice call that gets a camera asks for a negotiation and keeps its sound', async () => {
    const [a, b] = [side('voice'), side('voice')];
    wire(a, b);
    for (const each of [a, b]) void each.peer.acquireMedia({ audio: true, video: false });
    await negotiate(a, b);
    await connected(a, b);
    await a.peer.setCameraOff(false);
    await until(() => a.negotiations === 1);
    await negotiate(a, b);
    await until(() => b.remote.at(-1)?.getVideoTracks().length === 1);
    [a, b].forEach(play);
    await until(async () => (await received(b.peer)).frames > 0);
    const { audioEnergy } = await received(b.peer);
    await until(async () => (await received(b.peer)).audioEnergy > audioEnergy);
    // the other side answers it with a camera of its own, on the transceiver that is there now
    await b.peer.setCameraOff(false);
    await until(async () => (await received(a.peer)).frames > 0);
    assert.strictEqual(b.negotiations, 0);
  });

  it('a track that the browser does not send is a failure, and is stopped', async () => {
    const original = Object.getOwnPropertyDescriptor(RTCRtpSender.prototype, 'replaceTrack');
    const seen = watched();
    const a = side('video', seen);
    await a.peer.createOffer();
    RTCRtpSender.prototype.replaceTrack = (track) =>
      track?.kind === 'video'
        ? Promise.reject(new DOMException('', 'InvalidModificationError'))
        : Promise.resolve();
    try {
      await a.peer.acquireMedia(both);
      await until(() => a.failures.length > 0);
      assert.deepEqual(a.failures, ['camera unknown']);
      assert.deepEqual(a.media.at(-1), { audio: true, video: false });
      assert.deepEqual(live(seen.tracks), ['audio']);
    } finally {
      if (original) Object.defineProperty(RTCRtpSender.prototype, 'replaceTrack', original);
    }
  });

  inEveryOther(
    'H14 an unplugged microphone is told and replaced; an unplugged camera is told and stays off',
    async () => {
      const seen = watched();
      const a = side('video', seen);
      await a.peer.acquireMedia(both);
      const [microphone] = seen.tracks.filter((track) => track.kind === 'audio');
      microphone?.dispatchEvent(new Event('ended'));
      assert.deepEqual(a.failures, ['microphone not_found']);
      assert.deepEqual(a.media.at(-1), { audio: false, video: true });
      await until(() => a.media.at(-1)?.audio);
      const [camera] = seen.tracks.filter((track) => track.kind === 'video');
      camera?.dispatchEvent(new Event('ended'));
      assert.strictEqual(a.failures.at(-1), 'camera not_found');
      assert.deepEqual(a.media.at(-1), { audio: true, video: false });
      assert.deepEqual(seen.asked, ['audio+video', 'audio']);
    },
  );
});
