import { addTransceiver, matchOffer, transceiverOf } from './transceivers.js';
import type { Sdp } from '../protocol/frames.js';
import type { TrackKind } from './devices.js';

export interface NegotiationHooks {
  /** The transceivers may have changed: own tracks go on their senders. */
  transceivers(): void;
  /** A remote description was set. Called without waiting for the local one. */
  remoteDescription(sdp: string): void;
  /** Both descriptions agree. */
  settled(): void;
}

/** Offer and answer on one connection (RFC 8829). The caller keeps the steps from overlapping. */
export class Negotiation {
  /** The name under which the peer sees our tracks; holds none. */
  private readonly outgoing = new MediaStream();

  constructor(
    private readonly pc: RTCPeerConnection,
    private readonly hooks: NegotiationHooks,
  ) {}

  /** @param kinds what this side wants to send, now or later */
  async offer(kinds: readonly TrackKind[], iceRestart: boolean): Promise<Sdp<'offer'>> {
    for (const kind of kinds) if (!transceiverOf(this.pc, kind)) addTransceiver(this.pc, kind, this.outgoing);
    this.hooks.transceivers();
    if (iceRestart) this.pc.restartIce();
    // without an argument it creates the offer too: one trip to the browser's signaling thread instead of two
    await this.pc.setLocalDescription();
    return { type: 'offer', sdp: sdpOf(this.pc.localDescription) };
  }

  async accept(offer: Sdp<'offer'>): Promise<Sdp<'answer'>> {
    const { pc } = this;
    try {
      // rolls back an own offer that is pending (RFC 8829 section 4.1.10.2)
      await pc.setRemoteDescription(offer);
      matchOffer(pc, this.outgoing);
      this.hooks.transceivers();
      const answered = pc.setLocalDescription();
      this.hooks.remoteDescription(sdpOf(pc.remoteDescription));
      await answered;
    } catch (error) {
      // half an exchange would refuse every later offer
      if (pc.signalingState === 'have-remote-offer') await pc.setRemoteDescription({ type: 'rollback' });
      throw error;
    }
    this.hooks.settled();
    return { type: 'answer', sdp: sdpOf(pc.localDescription) };
  }

  /** An answer that nothing waits for is a repetition: it changes nothing. */
  async answer(answer: Sdp<'answer'>): Promise<void> {
    if (this.pc.signalingState !== 'have-local-offer') return;
    await this.pc.setRemoteDescription(answer);
    this.hooks.remoteDescription(sdpOf(this.pc.remoteDescription));
    this.hooks.transceivers();
    this.hooks.settled();
  }

  /**
   * The sender of a kind. A track that comes after the first negotiation makes its own transceiver, by `addTrack`: only
   * such a one takes the peer's when both offer a camera at once (RFC 8829 section 5.10). Another would stay without a
   * section in any description, and Chromium would ask for a negotiation of it for ever.
   */
  senderFor(kind: TrackKind, track: MediaStreamTrack | null): RTCRtpSender | undefined {
    const { pc } = this;
    const sender = transceiverOf(pc, kind)?.sender;
    return sender ?? (track && pc.remoteDescription ? pc.addTrack(track, this.outgoing) : undefined);
  }
}

function sdpOf(description: RTCSessionDescription | null): string {
  return description?.sdp ?? '';
}
