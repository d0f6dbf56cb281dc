import type { LocalMedia, Screen } from './local-media.js';
import type { PeerHandlers } from './types.js';

/** Media whose person chooses a screen now. */
const choosing = new WeakSet<LocalMedia>();

/**
 * The sound of the screen without what the page itself plays, which is the peer (`restrictOwnAudio`, Screen Capture,
 * section 5.4), and as it is: it is no voice. Where there is none, the microphone stays alone.
 */
const WANTED = {
  video: { frameRate: { max: 30 } },
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, restrictOwnAudio: true },
  systemAudio: 'include',
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'include',
};

/** One question at a time. A person who chooses none changes nothing. */
export async function share(
  media: LocalMedia,
  sharing: boolean,
  handlers: Pick<PeerHandlers, 'mediaFailed'>,
): Promise<void> {
  if (!sharing) {
    choosing.delete(media);
    return media.share(null);
  }
  if (choosing.has(media)) return;
  choosing.add(media);
  try {
    const screen = screenOf(await navigator.mediaDevices.getDisplayMedia(WANTED), () => media.share(null));
    if (choosing.has(media)) media.share(screen);
    else screen.close();
  } catch (error) {
    if ((error as Error).name !== 'NotAllowedError') handlers.mediaFailed('screen', 'unknown');
  }
  choosing.delete(media);
}

function screenOf(stream: MediaStream, ended: () => void): Screen {
  const [video] = stream.getVideoTracks();
  const [sound] = stream.getAudioTracks();
  const mixer = sound && mix(sound);
  if (video) {
    // letters are to be read: rather fewer pictures than blurred ones
    video.contentHint = 'detail';
    video.onended = ended;
  }
  return {
    track: (kind, own) => (kind === 'video' ? (video ?? own) : mixer ? mixer.with(own) : own),
    close() {
      if (video) video.onended = null;
      for (const track of stream.getTracks()) track.stop();
      mixer?.close();
    },
  };
}

/** The sound of the screen and the microphone in one track: a peer plays one. A muted microphone is silence in it. */
function mix(sound: MediaStreamTrack): {
  with(microphone: MediaStreamTrack | null): MediaStreamTrack | null;
  close(): void;
} {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const listen = (track: MediaStreamTrack): AudioNode => {
    const source = context.createMediaStreamSource(new MediaStream([track]));
    source.connect(out);
    return source;
  };
  listen(sound);
  let now: MediaStreamTrack | null = null;
  let source: AudioNode | null = null;
  return {
    with(microphone) {
      if (microphone !== now) {
        source?.disconnect();
        source = microphone && listen(microphone);
        now = microphone;
      }
      return out.stream.getAudioTracks()[0] ?? null;
    },
    close() {
      for (const track of out.stream.getTracks()) track.stop();
      void context.close().catch(() => undefined);
    },
  };
}
