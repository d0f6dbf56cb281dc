import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Updates its host when a stream that it shows gains or loses a track: the stream stays the same object. */
export class StreamWatch implements ReactiveController {
  private watched: readonly MediaStream[] = [];

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly streams: () => readonly (MediaStream | null)[],
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const now = this.streams().filter((stream) => stream !== null);
    if (now.length === this.watched.length && now.every((stream, i) => stream === this.watched[i])) return;
    this.hostDisconnected();
    this.watched = now;
    for (const stream of now) {
      stream.addEventListener('addtrack', this.changed);
      stream.addEventListener('removetrack', this.changed);
    }
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    for (const stream of this.watched) {
      stream.removeEventListener('addtrack', this.changed);
      stream.removeEventListener('removetrack', this.changed);
    }
    this.watched = [];
  }

  private readonly changed = (): void => {
    this.host.requestUpdate();
  };
}

/** Whether there is a picture in a stream. */
export function hasVideo(stream: MediaStream | null): boolean {
  return stream?.getVideoTracks().some((track) => track.readyState === 'live') ?? false;
}
