/** `create`: there is no RTCPeerConnection, or it refused its configuration. `closed`: the controller is closed. */
export type PeerStep = 'create' | 'createOffer' | 'acceptOffer' | 'applyAnswer' | 'closed';

/** A step of a peer connection that failed. The text holds names only: a browser's own text may quote SDP. */
export class PeerError extends Error {
  override readonly name = 'PeerError';

  constructor(
    readonly step: PeerStep,
    cause?: unknown,
  ) {
    super(cause instanceof Error ? `${step}: ${cause.name}` : step);
  }
}
