import type { MediaProblem } from '../call/snapshot.js';
import type { DeviceChoice } from '../rtc/types.js';

type Kind = 'audio' | 'video';
type OpenMedia = ((constraints: MediaStreamConstraints) => Promise<MediaStream>) | null;

/**
 * Camera and microphone as a call would open them: together, so that there is one question, and where that fails each
 * alone. What arrives when `signal` is aborted is let go. Never rejects.
 */
export async function tryDevices(
  getUserMedia: OpenMedia,
  devices: () => DeviceChoice,
  signal: AbortSignal,
): Promise<[MediaStream | null, MediaProblem[]]> {
  const tracks: MediaStreamTrack[] = [];
  const problems: MediaProblem[] = [];
  try {
    const [rtc, errors] = await Promise.all([import('../rtc/index.js'), import('../rtc/media-errors.js')]);
    const open = rtc.deviceOpener({ devices, ...(getUserMedia && { getUserMedia }) });
    const take = async (kinds: readonly Kind[]): Promise<void> => {
      for (const track of (await open(kinds)).getTracks()) {
        if (signal.aborted) track.stop();
        else tracks.push(track);
      }
    };
    const alone = async (kind: Kind, device: 'camera' | 'microphone'): Promise<void> => {
      if (signal.aborted || tracks.some((track) => track.kind === kind)) return;
      const failed = (error: unknown): unknown =>
        problems.push({ device, code: errors.mediaErrorCode(error, device) });
      await take([kind]).catch(failed);
    };
    await take(['audio', 'video']).catch(() => {});
    await alone('video', 'camera');
    await alone('audio', 'microphone');
  } catch {
    problems.push({ device: 'camera', code: 'unknown' });
  }
  return [tracks.length ? new MediaStream(tracks) : null, problems];
}
