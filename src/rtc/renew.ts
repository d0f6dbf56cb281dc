import type { TrackKind } from './devices.js';
import type { LocalMedia } from './local-media.js';
import { mediaErrorCode } from './media-errors.js';

/**
 * Another device, or other settings of it; the sender goes on with the new track. One that does not open leaves the old one
 * as it is; a camera then goes off. Never rejects.
 */
export function reopenDevice(media: LocalMedia, kind: TrackKind): Promise<void> {
  media.asking = media.asking.then(async () => {
    const old = media.tracks.get(kind);
    if (!old) return;
    // phones open one camera at a time
    if (kind === 'video') old.stop();
    try {
      const stream = await media.open([kind]);
      if (media.tracks.get(kind) === old) media.tracks.delete(kind);
      media.take(stream, [kind]);
      old.stop();
    } catch (error) {
      if (media.tracks.get(kind) !== old) return;
      media.fail(kind, mediaErrorCode(error, kind === 'audio' ? 'microphone' : 'camera'));
      if (kind === 'video') media.drop(kind);
    }
  });
  return media.asking;
}
