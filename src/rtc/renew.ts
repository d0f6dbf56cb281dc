import type { TrackKind } from './devices.js';
import type { LocalMedia } from './local-media.js';
import { mediaErrorCode } from './media-errors.js';

const idOf = (track?: MediaStreamTrack): string => track?.getSettings().deviceId ?? '';

/**
 * Another device, or other settings of it; the sender goes on with the new track. One that does not open leaves the old one
 * as it is; a camera then goes off, unless `cameras` were tried and the old one is had back. Never rejects.
 * @param cameras to try one after another in place of what is chosen
 * @returns the one of them that came
 */
export async function reopenDevice(
  media: LocalMedia,
  kind: TrackKind,
  cameras?: readonly MediaTrackConstraints[],
): Promise<MediaTrackConstraints | undefined> {
  let came: MediaTrackConstraints | undefined;
  media.asking = media.asking.then(async () => {
    const old = media.tracks.get(kind);
    if (!old) return;
    // phones open one camera at a time
    if (kind === 'video') old.stop();
    const before = idOf(old);
    let reason: unknown;
    for (const camera of cameras ? [...cameras, null] : [undefined]) {
      try {
        const stream = await media.open([kind], camera === null ? byId(before) : camera);
        if (camera && before && idOf(stream.getTracks()[0]) === before) {
          // a browser that knows no better gives the same one
          stream.getTracks()[0]?.stop();
          continue;
        }
        if (media.tracks.get(kind) === old) media.tracks.delete(kind);
        media.take(stream, [kind]);
        old.stop();
        came = camera ?? undefined;
        return;
      } catch (error) {
        reason = error;
        if (media.tracks.get(kind) !== old) return;
      }
    }
    media.fail(kind, mediaErrorCode(reason, kind === 'audio' ? 'microphone' : 'camera'));
    if (kind === 'video') media.drop(kind);
  });
  await media.asking;
  return came;
}

const byId = (id: string): MediaTrackConstraints => (id ? { deviceId: { exact: id } } : {});
