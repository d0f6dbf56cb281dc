/** How long a closing connection stays open at most for what was said last, in ms: that needs a round trip or two. */
const LINGER_MS = 300;

let leaving: (() => void) | undefined;

/** Closes the connection that still says goodbye: the next one does not stand beside it. */
export function closeLast(): void {
  leaving?.();
}

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

  /** Hears nothing from now on; `close` runs at once, or when what was said has arrived or has had its time. */
  end(close: () => void): void {
    const { channel } = this;
    channel.onopen = channel.onclose = channel.onmessage = null;
    if (!this.said || channel.readyState !== 'open') return close();
    const done = () => {
      clearTimeout(timer);
      channel.onclose = null;
      if (leaving === done) leaving = undefined;
      close();
    };
    const timer = setTimeout(done, LINGER_MS);
    leaving = done;
    // A channel closes only after all that was sent on it (W3C WebRTC, section 6.2.4).
    channel.onclose = done;
    channel.close();
  }
}
