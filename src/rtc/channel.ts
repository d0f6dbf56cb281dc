/** How long a closing connection stays open for what was said last, in ms: an SCTP message needs a round trip or two. */
const LINGER_MS = 300;

/**
 * The call's own signaling: a negotiated data channel (label `signaling`, id 0) that carries the frames of the wire as
 * text. An older client simply lacks it: then it never opens.
 */
export class Channel {
  private readonly channel: RTCDataChannel;
  private said = false;

  constructor(
    pc: RTCPeerConnection,
    handlers: { channel?(open: boolean): void; message?(text: string): void },
  ) {
    this.channel = pc.createDataChannel('signaling', { negotiated: true, id: 0 });
    this.channel.onopen = () => handlers.channel?.(true);
    this.channel.onclose = () => handlers.channel?.(false);
    this.channel.onmessage = ({ data }) => {
      if (typeof data === 'string') handlers.message?.(data);
    };
  }

  /** `false`: not open. */
  send(text: string): boolean {
    if (this.channel.readyState !== 'open') return false;
    this.channel.send(text);
    this.said = true;
    return true;
  }

  /** Hears nothing from now on; `close` runs at once, or when what was said has had its time. */
  end(close: () => void): void {
    this.channel.onopen = this.channel.onclose = this.channel.onmessage = null;
    if (this.said && this.channel.readyState === 'open') setTimeout(close, LINGER_MS);
    else close();
  }
}
