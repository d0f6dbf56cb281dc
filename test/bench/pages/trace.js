/* Only with --trace, after measure.js: what both sides do when, for reading, not for figures. */
(() => {
  const { mark } = bench;
  let count = 0;
  const note = (text) => mark(`${++count} ${text}`);

  for (const name of [
    'createOffer',
    'createAnswer',
    'setLocalDescription',
    'setRemoteDescription',
    'addIceCandidate',
  ]) {
    const real = RTCPeerConnection.prototype[name];
    RTCPeerConnection.prototype[name] = async function (...args) {
      note(`${name} …`);
      const result = await real.apply(this, args);
      note(`${name} done`);
      return result;
    };
  }
  const realReplace = RTCRtpSender.prototype.replaceTrack;
  RTCRtpSender.prototype.replaceTrack = async function (track) {
    note(`replaceTrack ${track?.kind} …`);
    await realReplace.call(this, track);
    note(`replaceTrack ${track?.kind} done`);
  };

  const Traced = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class RTCPeerConnection extends Traced {
    constructor(...args) {
      note('new RTCPeerConnection');
      super(...args);
      this.addEventListener('icecandidate', ({ candidate }) =>
        note(`own candidate ${candidate?.candidate.split(' ')[7] ?? 'end'}`),
      );
      this.addEventListener('iceconnectionstatechange', () => note(`ice ${this.iceConnectionState}`));
      this.addEventListener('connectionstatechange', () => note(`connection ${this.connectionState}`));
      this.addEventListener('track', ({ track }) => {
        note(`track ${track.kind}`);
        track.addEventListener('unmute', () => note(`track ${track.kind} unmuted`));
      });
    }
  };

  const typeOf = (data) => (typeof data === 'string' ? /"type":"([^"]+)"/.exec(data)?.[1] : typeof data);
  const realSend = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    note(`→ ${typeOf(data)}`);
    realSend.call(this, data);
  };
  const RealWebSocket = globalThis.WebSocket;
  globalThis.WebSocket = class WebSocket extends RealWebSocket {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => note(`← ${typeOf(data)}`));
    }
  };

  const srcObject = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
  Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
    ...srcObject,
    set(stream) {
      const tracks = stream?.getTracks().map(({ kind, label }) => `${kind} ${label.slice(0, 12)}`);
      note(`${this.localName}.srcObject = ${tracks?.join(', ') ?? 'null'}`);
      srcObject.set.call(this, stream);
    },
  });

  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) note(`(a long task of ${duration} ms ended)`);
  }).observe({ type: 'longtask' });
})();
