import { InsecureContextError } from './media-errors.js';
import type { DeviceKind, PeerOptions } from './types.js';

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

export type OpenDevices = (kinds: readonly TrackKind[]) => Promise<MediaStream>;

/** One getUserMedia for all the kinds, so one prompt. Never throws at once; rejects with whatever the page's function did. */
export function deviceOpener(getUserMedia: PeerOptions['getUserMedia']): OpenDevices {
  return async (kinds) => {
    const constraints: MediaStreamConstraints = {};
    if (kinds.includes('audio')) constraints.audio = CONSTRAINTS.audio;
    if (kinds.includes('video')) constraints.video = CONSTRAINTS.video;
    if (getUserMedia) return getUserMedia(constraints);
    // the DOM library calls it always present; it is absent outside secure contexts
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) throw new InsecureContextError();
    return devices.getUserMedia(constraints);
  };
}
