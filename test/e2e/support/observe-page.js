/*
 * Runs in every page and frame before its own scripts, as plain text: it remembers what must not be left behind.
 * Connections are held weakly, so that a closed one can be collected while a test measures the heap.
 */
(() => {
  const connections = [];
  const tracks = new Set();
  const violations = [];
  const remember = (stream) => {
    for (const track of stream.getTracks()) tracks.add(track);
    return stream;
  };

  // tsx names the functions that tests send into the page
  globalThis.__name ??= (value) => value;

  const RealPeerConnection = globalThis.RTCPeerConnection;
  if (RealPeerConnection) {
    globalThis.RTCPeerConnection = class RTCPeerConnection extends RealPeerConnection {
      constructor(...args) {
        super(...args);
        connections.push(new WeakRef(this));
      }
    };
  }
  const devices = globalThis.MediaDevices?.prototype;
  for (const name of ['getUserMedia', 'getDisplayMedia']) {
    const real = devices?.[name];
    if (!real) continue;
    devices[name] = async function (...args) {
      return remember(await real.apply(this, args));
    };
  }
  const realClone = MediaStreamTrack.prototype.clone;
  MediaStreamTrack.prototype.clone = function () {
    const track = realClone.call(this);
    tracks.add(track);
    return track;
  };
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    violations.push(`${violatedDirective} ${blockedURI}`),
  );

  const openConnections = () =>
    connections.map((ref) => ref.deref()).filter((pc) => pc && pc.connectionState !== 'closed');
  const liveTracks = () => {
    for (const pc of openConnections()) {
      for (const { track } of pc.getSenders()) if (track) tracks.add(track);
    }
    for (const track of tracks) if (track.readyState === 'ended') tracks.delete(track);
    return [...tracks];
  };

  Object.defineProperty(globalThis, 'observed', {
    value: {
      openConnections,
      liveTracks,
      violations,
      /** How many connections were ever made here. */
      made: () => connections.length,
    },
  });
})();
