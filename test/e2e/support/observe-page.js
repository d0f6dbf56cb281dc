/*
 * Runs in every page and frame before its own scripts, as plain text: it remembers what must not be left behind.
 * Connections are held weakly, so that a closed one can be collected while a test measures the heap.
 */
(() => {
  const connections = [];
  const tracks = new Set();
  const violations = [];
  const players = new Set();
  const history = [];
  const ended = [];
  const messages = [];
  const errors = [];
  const socketUrls = [];
  const sockets = new Set();
  const transports = [];
  const problems = [];
  let begun;
  let openAfter = Infinity;
  let captures = 0;
  let mostAtOnce = 0;
  let opened = 0;
  const remember = (stream) => {
    for (const track of stream.getTracks()) tracks.add(track);
    return stream;
  };

  const intervals = new Set();
  const { setInterval: realSet, clearInterval: realClear } = globalThis;
  globalThis.setInterval = (...args) => {
    const id = realSet(...args);
    intervals.add(id);
    return id;
  };
  globalThis.clearInterval = (id) => {
    intervals.delete(id);
    realClear(id);
  };

  // tsx names the functions that tests send into the page
  globalThis.__name ??= (value) => value;

  const RealPeerConnection = globalThis.RTCPeerConnection;
  if (RealPeerConnection) {
    globalThis.RTCPeerConnection = class RTCPeerConnection extends RealPeerConnection {
      constructor(...args) {
        super(...args);
        connections.push(new WeakRef(this));
        mostAtOnce = Math.max(mostAtOnce, openConnections().length);
      }
    };
  }
  const RealWebSocket = globalThis.WebSocket;
  globalThis.WebSocket = class WebSocket extends RealWebSocket {
    constructor(url, protocols) {
      begun ??= performance.now();
      socketUrls.push(String(url));
      super(url, protocols);
      sockets.add(this);
      this.addEventListener('close', () => sockets.delete(this));
    }
  };
  const devices = globalThis.MediaDevices?.prototype;
  for (const name of ['getUserMedia', 'getDisplayMedia']) {
    const real = devices?.[name];
    if (!real) continue;
    devices[name] = async function (...args) {
      captures += 1;
      return remember(await real.apply(this, args));
    };
  }
  const realClone = MediaStreamTrack.prototype.clone;
  MediaStreamTrack.prototype.clone = function () {
    const track = realClone.call(this);
    tracks.add(track);
    return track;
  };
  const realPlay = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    players.add(new WeakRef(this));
    return realPlay.call(this);
  };
  addEventListener('ccm-call-state', ({ detail: { call } }) => {
    history.push({
      id: call.id,
      phase: call.phase,
      links: openConnections().map((pc) => pc.connectionState),
    });
  });
  addEventListener('ccm-call-ended', ({ detail: { call, reason, duration } }) =>
    ended.push({ id: call.id, reason, by: call.endedBy, duration }),
  );
  addEventListener('ccm-connection', ({ detail: { state, transport, problem } }) => {
    if (problem) problems.push(problem);
    if (state !== 'open') return;
    openAfter = Math.min(openAfter, performance.now() - begun);
    transports.push(transport);
  });
  addEventListener('ccm-open', () => (opened += 1));
  addEventListener('ccm-message', ({ detail }) => messages.push(detail.id));
  addEventListener('ccm-error', ({ detail }) => errors.push(detail.code));
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
      /** Timers that come again and again and were not cleared: what a call watches. */
      intervals: () => intervals.size,
      violations,
      /** The calls of this page: every phase with the connections of that moment, and how they ended. */
      history,
      ended,
      /** How often the modal opened. */
      opened: () => opened,
      /** Ids of messages that came, and codes of `ccm-error`. */
      messages,
      errors,
      /** The address of every socket that was tried. */
      socketUrls,
      /** Ends every socket, as if the network had. */
      cutSockets: () => sockets.forEach((socket) => socket.close()),
      /** What carried the connection, at each opening and change; and milliseconds from the first socket that was tried to the first opening. */
      transports,
      problems,
      openAfter: () => openAfter,
      /** How often devices were asked for. */
      captures: () => captures,
      /** Media elements that play by a call of `play()`, as the peer's sound does. */
      playing: () => [...players].map((ref) => ref.deref()).filter((player) => player && !player.paused),
      /** How many connections were ever made here, and the most that were open at once. */
      made: () => connections.length,
      mostAtOnce: () => mostAtOnce,
    },
  });
})();
