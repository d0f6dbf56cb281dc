import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/** Plays the peer's sound, apart from any picture, so that it goes on when the modal is closed or drawn anew. */
export class RemoteAudio implements ReactiveController {
  /** The browser wants a click before it plays: show *Tap to hear*. */
  blocked = false;
  private readonly audio = new Audio();
  private stream: MediaStream | null = null;

  constructor(private readonly host: Host) {
    this.audio.autoplay = true;
    host.addController(this);
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.host.isConnected) this.show(null);
    });
  }

  show(stream: MediaStream | null): void {
    if (stream === this.stream) return;
    this.stream = stream;
    this.audio.srcObject = stream;
    this.setBlocked(false);
    if (stream) this.play();
  }

  /** Call from a click. */
  play(): void {
    if (!this.stream) return;
    const { stream } = this;
    this.audio.play().then(
      () => this.setBlocked(false),
      (error: unknown) => {
        // AbortError: a newer stream took over, which plays itself.
        const refused = error instanceof DOMException && error.name === 'NotAllowedError';
        if (stream === this.stream && refused) this.setBlocked(true);
      },
    );
  }

  private setBlocked(blocked: boolean): void {
    if (blocked === this.blocked) return;
    this.blocked = blocked;
    this.host.requestUpdate();
  }
}
