import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CallSnapshot } from '../../call/snapshot.js';

/** Updates its host when a stream that it shows gains or loses a track: the stream stays the same object. */
export class StreamWatch implements ReactiveController {
  private watched: (MediaStream | null)[] = [];

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly streams: () => (MediaStream | null)[],
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    this.hostDisconnected();
    this.watched = this.streams();
    this.each('addEventListener');
  }

  hostDisconnected(): void {
    this.each('removeEventListener');
    this.watched = [];
  }

  private each(method: 'addEventListener' | 'removeEventListener'): void {
    for (const stream of this.watched)
      for (const type of ['addtrack', 'removetrack']) stream?.[method](type, this.changed);
  }

  private readonly changed = (): void => {
    this.host.requestUpdate();
  };
}

/** Whether there is a picture in a stream. */
export function hasVideo(stream: MediaStream | null): boolean {
  return stream?.getVideoTracks().some((track) => track.readyState === 'live') ?? false;
}

/** Whether the peer's picture is to be shown: there is one, and the peer does not say that it is off. */
export function peerPicture(call: CallSnapshot | null, stream: MediaStream | null): boolean {
  if (call?.phase !== 'connected' && call?.phase !== 'reconnecting') return false;
  const told = call.peerMedia;
  return hasVideo(stream) && (told ? told.video || told.screen : call.kind === 'video');
}
