import { DEVICE_OF, TRACK_KINDS } from './devices.js';
import type { OpenDevices, TrackKind } from './devices.js';
import type { MediaErrorCode, PeerHandlers } from './types.js';

/** Who has the media now: the connection that sends it and the handlers that hear of it. */
export interface MediaOwner {
  readonly handlers: Pick<PeerHandlers, 'localStream' | 'localMedia' | 'mediaFailed'>;
  /** Puts a track, or none, on the sender of its kind. */
  send(kind: TrackKind, track: MediaStreamTrack | null): Promise<void>;
}

export interface Wanted {
  readonly audio: boolean;
  readonly video: boolean;
}

/** Media between two owners, by the stream that `release` gave out: devices that are still being asked for go along. */
const released = new WeakMap<MediaStream, LocalMedia>();

/** A microphone that dies as soon as it is opened is not asked for without end. */
const MAX_FALLBACKS = 3;

/** What is sent in place of the devices (rtc/screen.ts). */
export interface Screen {
  /** Of a kind, where the device of that kind gives `own` or nothing. */
  track(kind: TrackKind, own: MediaStreamTrack | null): MediaStreamTrack | null;
  close(): void;
}

/** The person's own devices during a call. Without an owner every track that arrives is stopped. */
export class LocalMedia {
  readonly tracks = new Map<TrackKind, MediaStreamTrack>();
  private owner: MediaOwner | null = null;
  private screen: Screen | null = null;
  /** One request at a time. */
  asking: Promise<void> = Promise.resolve();
  private pending = 0;
  private fallbacks = 0;
  private muted = false;
  private reported = '';

  /** @param cameraOff wanted state of the camera; a voice call begins with it off */
  constructor(
    readonly open: OpenDevices,
    private cameraOff: boolean,
  ) {}

  has(kind: TrackKind): boolean {
    return this.tracks.has(kind);
  }

  /** Hands over to `owner`, who gets every track and hears the present state. */
  attach(owner: MediaOwner): void {
    this.owner = owner;
    this.reported = '';
    this.sendAll();
    if (this.tracks.size > 0) this.changed();
    else if (this.screen) this.report();
  }

  /** Every track to its sender; one that is there already stays. */
  sendAll(): void {
    for (const kind of TRACK_KINDS) if (this.sent(kind)) this.send(kind);
  }

  /** Sends this screen, which is closed with its use; `null`: the devices again. They go on meanwhile. */
  share(screen: Screen | null): void {
    if (!this.owner) return screen?.close();
    this.screen?.close();
    this.screen = screen;
    TRACK_KINDS.forEach((kind) => this.send(kind));
    this.report();
  }

  /** Asks for what is wanted and not there, one request at a time. Never rejects; resolves when every device came or failed. */
  acquire(wanted: Wanted): Promise<void> {
    this.pending += 1;
    this.asking = this.asking
      .then(() => this.ask(wanted))
      .then(() => {
        this.pending -= 1;
      });
    return this.asking;
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    const track = this.tracks.get('audio');
    // The owner takes an unmuted microphone to be on: where it is not, the true state is said again.
    if (!muted && track?.muted !== false) this.reported = '';
    if (track) track.enabled = !muted;
    else if (!muted) {
      // Who unmutes a microphone that did not come asks for it once more; each request ends with a report.
      void (this.pending || this.acquire({ audio: true, video: false }));
      return;
    }
    this.report();
  }

  /** Off stops the track, so that the camera's light goes out. On asks for the device; if that fails it stays off. */
  setCameraOff(off: boolean): Promise<void> {
    this.cameraOff = off;
    if (!off) return this.acquire({ audio: false, video: true });
    this.drop('video');
    return Promise.resolve();
  }

  /** Takes the tracks of a stream that came from elsewhere. Those that are not wanted are stopped. */
  take(stream: MediaStream, kinds: readonly TrackKind[]): void {
    let taken = false;
    for (const track of stream.getTracks()) {
      const kind = track.kind as TrackKind;
      if (kinds.includes(kind) && this.lacks(kind) && track.readyState === 'live') {
        this.add(kind, track);
        taken = true;
      } else if (this.tracks.get(kind) !== track) track.stop();
    }
    if (taken) this.changed();
  }

  /** Gives the tracks away alive; null when there are none and none are on their way. */
  release(): MediaStream | null {
    this.owner = null;
    if (this.tracks.size === 0 && this.pending === 0 && !this.screen) return null;
    const stream = new MediaStream([...this.tracks.values()]);
    released.set(stream, this);
    return stream;
  }

  /**
   * Takes over what another released, with the wishes of both: muted or off in either is muted or off.
   * @returns the media to use from now on
   */
  adopt(stream: MediaStream): LocalMedia {
    const { owner } = this;
    const other = released.get(stream);
    if (!owner || !other) {
      this.take(stream, TRACK_KINDS);
      return this;
    }
    released.delete(stream);
    this.close();
    other.attach(owner);
    if (this.muted) other.setMuted(true);
    if (this.cameraOff) void other.setCameraOff(true);
    return other;
  }

  close(): void {
    this.owner = null;
    this.screen?.close();
    this.screen = null;
    for (const track of this.tracks.values()) track.stop();
    this.tracks.clear();
  }

  /** Wanted, and neither there nor switched off meanwhile, by somebody who is still there. */
  private lacks(kind: TrackKind): boolean {
    return this.owner !== null && !this.tracks.has(kind) && !(kind === 'video' && this.cameraOff);
  }

  private async ask(wanted: Wanted): Promise<void> {
    const missing = (): TrackKind[] => TRACK_KINDS.filter((kind) => wanted[kind] && this.lacks(kind));
    // together first: one prompt, and the answer is there for both
    if (missing().length > 1) await this.request(missing());
    // then each alone: a missing camera must not cost the microphone
    for (const kind of missing()) {
      const code = await this.request([kind]);
      if (this.lacks(kind)) this.fail(kind, code);
    }
    this.report();
  }

  /** @returns why a device that is still missing is missing */
  private async request(kinds: readonly TrackKind[]): Promise<MediaErrorCode> {
    try {
      this.take(await this.open(kinds), kinds);
      return 'not_found';
    } catch (error) {
      const room = await import('./media-errors.js').catch(() => null);
      return room?.mediaErrorCode(error, DEVICE_OF[kinds[0] ?? 'audio']) ?? 'unknown';
    }
  }

  private add(kind: TrackKind, track: MediaStreamTrack): void {
    this.tracks.set(kind, track);
    if (kind === 'audio') track.enabled = !this.muted;
    track.addEventListener('mute', () => this.report());
    track.addEventListener('unmute', () => this.report());
    track.addEventListener('ended', () => this.unplugged(kind, track));
    this.send(kind);
  }

  drop(kind: TrackKind): void {
    this.tracks.get(kind)?.stop();
    if (!this.tracks.delete(kind)) return;
    this.send(kind);
    this.changed();
  }

  /** A microphone falls back to another one. A camera does not: nobody expects a second one to look at them unasked. */
  private unplugged(kind: TrackKind, track: MediaStreamTrack): void {
    if (this.tracks.get(kind) !== track) return;
    this.fail(kind, 'not_found');
    this.drop(kind);
    if (kind === 'audio' && this.fallbacks++ < MAX_FALLBACKS)
      void this.acquire({ audio: true, video: false });
  }

  fail(kind: TrackKind, code: MediaErrorCode): void {
    if (kind === 'video') this.cameraOff = true;
    this.owner?.handlers.mediaFailed(DEVICE_OF[kind], code);
  }

  private sent(kind: TrackKind): MediaStreamTrack | null {
    const own = this.tracks.get(kind) ?? null;
    return this.screen ? this.screen.track(kind, own) : own;
  }

  private send(kind: TrackKind): void {
    const { owner } = this;
    const track = this.sent(kind);
    owner?.send(kind, track).catch(() => {
      if (!track || this.sent(kind) !== track || this.owner !== owner) return;
      if (this.screen) return this.share(null);
      this.fail(kind, 'unknown');
      this.drop(kind);
    });
  }

  private changed(): void {
    const tracks = [...this.tracks.values()];
    this.owner?.handlers.localStream(tracks.length > 0 ? new MediaStream(tracks) : null);
    this.report();
  }

  /** Says what the tracks do, once for each change. */
  private report(): void {
    const runs = (kind: TrackKind): boolean => {
      const track = this.tracks.get(kind);
      return track?.readyState === 'live' && track.enabled && !track.muted;
    };
    const state = { audio: runs('audio'), video: runs('video'), screen: !!this.screen };
    const text = JSON.stringify(state);
    if (!this.owner || text === this.reported) return;
    this.reported = text;
    this.owner.handlers.localMedia(state);
  }
}
