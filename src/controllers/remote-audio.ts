import type { ReactiveControllerHost } from 'lit';

export interface RemoteAudio {
  /** The browser wants a click before it plays: show *Tap to hear*. */
  readonly blocked: boolean;
  show(stream: MediaStream | null): void;
  /** Where it sounds: the id of a speaker, or empty. A browser that cannot choose plays as the system wants. */
  output(speaker: string): void;
  /** Call from a click. */
  play(): void;
}

/** Plays the peer's sound, apart from any picture, so that it goes on when the modal is closed or drawn anew. */
export function remoteAudio(host: ReactiveControllerHost & HTMLElement): RemoteAudio {
  const audio = new Audio();
  audio.autoplay = true;
  const setBlocked = (blocked: boolean) => {
    if (blocked !== remote.blocked) host.requestUpdate();
    remote.blocked = blocked;
  };
  const remote = {
    blocked: false,
    show(stream: MediaStream | null) {
      if (stream === audio.srcObject) return;
      audio.srcObject = stream;
      setBlocked(false);
      remote.play();
    },
    output(speaker: string) {
      if (speaker !== (audio.sinkId ?? '')) audio.setSinkId?.(speaker).catch(() => {});
    },
    play() {
      const stream = audio.srcObject;
      if (!stream) return;
      audio.play().then(
        () => setBlocked(false),
        ({ name }: Error) => {
          // AbortError: a newer stream took over, which plays itself.
          if (stream === audio.srcObject && name === 'NotAllowedError') setBlocked(true);
        },
      );
    },
  };
  // also by itself: who has given the microphone meanwhile is played to
  audio.onplaying = () => setBlocked(false);
  host.addController({
    hostDisconnected: () => queueMicrotask(() => host.isConnected || remote.show(null)),
  });
  return remote;
}
