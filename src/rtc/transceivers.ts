import { TRACK_KINDS } from './devices.js';
import type { TrackKind } from './devices.js';

/**
 * Every kind has one transceiver that sends and receives, made before any device is there, so that devices join by
 * `replaceTrack` and nothing is negotiated again (RFC 8829 section 3.4.1; the W3C specification, "Advanced peer-to-peer
 * example with warm-up"). `outgoing` is only the name under which the peer sees our tracks.
 */
export function addTransceiver(pc: RTCPeerConnection, kind: TrackKind, outgoing: MediaStream): void {
  pc.addTransceiver(kind, { direction: 'sendrecv', streams: [outgoing] });
}

/** The transceiver that carries a kind: one that is negotiated before one that is not. */
export function transceiverOf(pc: RTCPeerConnection, kind: TrackKind): RTCRtpTransceiver | undefined {
  const all = pc
    .getTransceivers()
    .filter((each) => each.receiver.track.kind === kind && each.direction !== 'stopped');
  return all.find((each) => each.mid !== null) ?? all[0];
}

/** Between a remote offer and the answer: what the peer offers is sent back on the same transceivers. */
export function matchOffer(pc: RTCPeerConnection, outgoing: MediaStream): void {
  for (const kind of TRACK_KINDS) {
    const chosen = transceiverOf(pc, kind);
    if (!chosen || chosen.mid === null) continue;
    chosen.direction = 'sendrecv';
    chosen.sender.setStreams(outgoing);
  }
}
