import type { DeviceChoice, DeviceKind, PeerOptions } from './types.js';

export type TrackKind = 'audio' | 'video';
export const TRACK_KINDS: readonly TrackKind[] = ['audio', 'video'];
export const DEVICE_OF: Readonly<Record<TrackKind, DeviceKind>> = { audio: 'microphone', video: 'camera' };

/**
 * `ideal` everywhere: a device that can do less is still better than none. 720p at 30 frames is what laptops of the
 * last ten years encode in real time.
 */
const CONSTRAINTS = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30, max: 30 },
    facingMode: { ideal: 'user' },
  },
} satisfies MediaStreamConstraints;

const MUSIC: MediaTrackConstraints = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

/** @param camera in place of the one that is chosen: that one and no other */
export type OpenDevices = (
  kinds: readonly TrackKind[],
  camera?: MediaTrackConstraints,
) => Promise<MediaStream>;

/** One getUserMedia for all the kinds, so one prompt. Never throws at once; rejects with whatever the page's function did. */
export function deviceOpener({
  getUserMedia,
  devices: chosen,
}: Pick<PeerOptions, 'getUserMedia' | 'devices'>): OpenDevices {
  return async (kinds, camera) => {
    const { audio, video, turned, music } = chosen?.() ?? ({} as Partial<DeviceChoice>);
    const ask = async (isChosen: boolean): Promise<MediaStream> => {
      const from = (id?: string): MediaTrackConstraints =>
        isChosen && id ? { deviceId: { exact: id } } : {};
      const constraints: MediaStreamConstraints = {};
      if (kinds.includes('audio'))
        constraints.audio = { ...(music ? MUSIC : CONSTRAINTS.audio), ...from(audio) };
      if (kinds.includes('video'))
        constraints.video = {
          ...CONSTRAINTS.video,
          ...(camera ?? (isChosen ? turned : null) ?? from(video)),
        };
      if (getUserMedia) return getUserMedia(constraints);
      // the DOM library calls it always present; it is absent outside secure contexts
      const devices = navigator.mediaDevices as MediaDevices | undefined;
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- a mark for media-errors.ts, which loads only then
      if (!devices) throw 'insecure';
      return devices.getUserMedia(constraints);
    };
    try {
      return await ask(true);
    } catch (error) {
      // what is not plugged in today does not cost the call its sound
      if (
        !camera &&
        (audio || video || turned) &&
        /Overconstrained|NotFound/.test((error as Error | null)?.name ?? '')
      )
        return ask(false);
      throw error;
    }
  };
}
