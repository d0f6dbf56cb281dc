import type { CallSnapshot } from '../../call/snapshot.js';
import type { CcmElement } from '../element.js';

/** Updates its host when a stream that it shows gains or loses a track: the stream stays the same object. */
export function watchStreams(host: CcmElement, streams: () => (MediaStream | null)[]): void {
  let watched: (MediaStream | null)[] = [];
  const changed = (): void => host.requestUpdate();
  const watch = (now: (MediaStream | null)[]): void => {
    for (const type of ['addtrack', 'removetrack']) {
      for (const stream of watched) stream?.removeEventListener(type, changed);
      for (const stream of now) stream?.addEventListener(type, changed);
    }
    watched = now;
  };
  host.addController({ hostUpdated: () => watch(streams()), hostDisconnected: () => watch([]) });
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
