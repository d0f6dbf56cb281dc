import type { IceCandidate } from '../protocol/frames.js';

/** Makes what a peer may see out of a browser's candidate or description. */
export interface AddressFilter {
  /** `null`: this candidate is kept back. */
  candidate(candidate: RTCIceCandidate): IceCandidate | null;
  sdp(text: string): string;
}

/**
 * With the policy `relay` the peer must learn no address of ours. Browsers then gather only relayed candidates, but the
 * related address of such a candidate is the one that the relay saw (RFC 8839 section 5.1 lets it be zero).
 */
export function addressFilter(policy: RTCIceTransportPolicy): AddressFilter {
  const hide = (text: string): string =>
    policy === 'relay' ? text.replace(/ raddr \S+ rport \d+/g, ' raddr 0.0.0.0 rport 0') : text;
  return {
    sdp: hide,
    candidate: ({ candidate, sdpMid, sdpMLineIndex, usernameFragment }) =>
      policy === 'relay' && !candidate.includes(' typ relay')
        ? null
        : { candidate: hide(candidate), sdpMid, sdpMLineIndex, usernameFragment },
  };
}
