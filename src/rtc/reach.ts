/** Whether STUN and TURN servers answer. Loaded when somebody checks. */

export interface Reached {
  readonly answer: 'ok' | 'silent' | 'refused';
  /** Milliseconds until the answer. */
  readonly ms: number | null;
}

/** A server that takes longer is of no use to a call; the whole check takes less than 10 s. */
const LIMIT_MS = 6_000;
/** From here on the browser's own numbers: the server could not be reached (W3C WebRTC, section 4.8.2). */
const UNREACHABLE = 700;

/**
 * Asks one server with a connection of its own, which is thrown away. Never rejects.
 * @param server with one address
 */
export function reach(server: RTCIceServer, signal: AbortSignal): Promise<Reached> {
  const isTurn = /^turns?:/.test(String(server.urls));
  return new Promise((resolve) => {
    const begun = performance.now();
    let refused = false;
    let silent = false;
    let pc: RTCPeerConnection;
    const done = (answer: Reached['answer']): void => {
      clearTimeout(timer);
      pc.onicecandidate = pc.onicecandidateerror = pc.onicegatheringstatechange = null;
      pc.close();
      resolve({ answer, ms: answer === 'ok' ? Math.round(performance.now() - begun) : null });
    };
    try {
      pc = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: isTurn ? 'relay' : 'all' });
    } catch {
      return resolve({ answer: 'refused', ms: null });
    }
    const failed = (): void => done(refused ? 'refused' : 'silent');
    const timer = setTimeout(failed, LIMIT_MS);
    signal.addEventListener('abort', failed);
    pc.onicecandidateerror = ({ errorCode }) => {
      if (errorCode < UNREACHABLE) refused = true;
      else silent = true;
    };
    pc.onicecandidate = ({ candidate }) => {
      if (candidate?.type === (isTurn ? 'relay' : 'srflx')) done('ok');
    };
    pc.onicegatheringstatechange = () => {
      if (pc.iceGatheringState !== 'complete') return;
      // STUN told an address that is known already: no candidate comes of it, and no error
      if (isTurn || refused || silent) failed();
      else done('ok');
    };
    pc.createDataChannel('');
    pc.setLocalDescription().catch(failed);
  });
}
