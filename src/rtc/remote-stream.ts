/** The peer's tracks in one stream of our own: their stream ids differ from browser to browser, and may be missing. */
export class RemoteStream {
  private readonly stream = new MediaStream();

  constructor(private readonly emit: (stream: MediaStream) => void) {}

  add(track: MediaStreamTrack): void {
    if (this.stream.getTracks().includes(track)) return;
    this.stream.addTrack(track);
    this.tell('addtrack', track);
  }

  /** After a negotiation: tracks that the peer no longer sends leave. */
  prune(pc: RTCPeerConnection): void {
    for (const { currentDirection, receiver } of pc.getTransceivers()) {
      const receives = currentDirection === null || currentDirection.includes('recv');
      if (receives || !this.stream.getTracks().includes(receiver.track)) continue;
      this.stream.removeTrack(receiver.track);
      this.tell('removetrack', receiver.track);
    }
  }

  /** The browser fires these only for changes of its own; who shows the stream wants to hear of ours too. */
  private tell(type: 'addtrack' | 'removetrack', track: MediaStreamTrack): void {
    this.emit(this.stream);
    this.stream.dispatchEvent(new MediaStreamTrackEvent(type, { track }));
  }
}
