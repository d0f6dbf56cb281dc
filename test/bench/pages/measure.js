/*
 * Runs in every competitor's page before its own scripts, as plain text, and measures all of them in the same way: the
 * clock, the camera, the peer connections and the pictures that are really shown. A page's own script tells how it calls,
 * with `bench.page = {ready, prepare?, call, end}`, and waits for `bench.rings()` before it accepts.
 */
(() => {
  /** Every page asks for the same picture, whatever it says: set-up is compared, not sizes of pictures. */
  const AUDIO = true;
  const VIDEO = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  const DEADLINE_MS = 20_000;
  const WANTED = ['connected', 'frame'];

  // tsx names the functions that the driver sends into the page
  globalThis.__name ??= (value) => value;

  const ownTracks = new Set();
  const connections = new Set();
  let marks = {};
  let run = 0;
  let cameraMs = 0;
  let answerMs = 0;
  let complete = () => {};
  let completed = Promise.resolve();

  const now = () => performance.timeOrigin + performance.now();
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  function mark(name) {
    if (name in marks) return;
    marks[name] = now();
    if (WANTED.every((wanted) => wanted in marks)) complete();
  }

  const devices = navigator.mediaDevices;
  const realGetUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async ({ audio, video }) => {
    mark('camera asked');
    if (cameraMs > 0) await sleep(cameraMs);
    const stream = await realGetUserMedia({ audio: audio && AUDIO, video: video && VIDEO });
    for (const track of stream.getTracks()) ownTracks.add(track);
    mark('camera there');
    return stream;
  };

  const RealPeerConnection = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class RTCPeerConnection extends RealPeerConnection {
    constructor(...args) {
      super(...args);
      connections.add(this);
      this.addEventListener('connectionstatechange', () => {
        if (this.connectionState === 'connected') mark('connected');
      });
    }
  };

  /** Only a frame that came over RTP has an rtpTimestamp: one's own picture in the same element does not count. */
  function watch(video, stream, ofRun) {
    video.requestVideoFrameCallback((_now, { rtpTimestamp }) => {
      const own = stream.getVideoTracks().some((track) => ownTracks.has(track));
      if (ofRun !== run || video.srcObject !== stream || own) return;
      if (rtpTimestamp === undefined) watch(video, stream, ofRun);
      else mark('frame');
    });
  }

  const srcObject = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...srcObject,
    set(stream) {
      srcObject.set.call(this, stream);
      if (stream instanceof MediaStream && this instanceof HTMLVideoElement) watch(this, stream, run);
    },
  });

  const isQuiet = () => {
    for (const track of ownTracks) if (track.readyState === 'ended') ownTracks.delete(track);
    for (const each of connections) if (each.connectionState === 'closed') connections.delete(each);
    return ownTracks.size === 0 && connections.size === 0;
  };

  globalThis.bench = {
    /** Set by the page's own script. */
    page: null,
    mark,
    /** Before each call, on both sides: forgets the last one. */
    async prepare(pace) {
      run += 1;
      ({ cameraMs, answerMs } = pace);
      marks = {};
      completed = new Promise((resolve) => (complete = resolve));
      await bench.page.prepare?.();
    },
    start() {
      mark('start');
      bench.page.call();
    },
    /** It rings. Resolves when the person accepts. */
    async rings() {
      mark('rings');
      if (answerMs > 0) await sleep(answerMs);
      mark('accept');
    },
    /** Resolves when this side is connected and has shown the other. */
    async marks() {
      let timer;
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`only ${Object.keys(marks).join(', ')}`)), DEADLINE_MS);
      });
      await Promise.race([completed, late]);
      clearTimeout(timer);
      return marks;
    },
    /** Ends the call and resolves when no connection and no track is left. */
    async end() {
      bench.page.end();
      const deadline = now() + DEADLINE_MS;
      while (!isQuiet()) {
        if (now() > deadline) throw new Error('a connection or a track is left');
        await sleep(10);
      }
    },
  };
})();
