import { CandidateBatch } from './candidate-batch.js';
import { CandidateQueue } from './candidate-queue.js';
import { deviceOpener } from './devices.js';
import { linkReporter } from './link-state.js';
import { LocalMedia } from './local-media.js';
import { Channel, closeLast } from './channel.js';
import { Negotiation } from './negotiation.js';
import { Operations } from './operations.js';
import { addressFilter } from './own-addresses.js';
import { PeerError } from './peer-error.js';
import { RemoteStream } from './remote-stream.js';
import { watch } from './watch.js';
import type { IceCandidate, Sdp } from '../protocol/frames.js';
import type { TrackKind } from './devices.js';
import type { MediaOwner, Wanted } from './local-media.js';
import type { AddressFilter } from './own-addresses.js';
import type { PeerStep } from './peer-error.js';
import type { PeerController, PeerOptions } from './types.js';

/** Never throws: where the browser has no WebRTC, or refuses the ICE servers, every step rejects with `create`. */
export function createPeer(options: PeerOptions): PeerController {
  return new Peer(options);
}

interface Connection {
  readonly pc: RTCPeerConnection;
  readonly channel: Channel;
  readonly negotiation: Negotiation;
}

class Peer implements PeerController, MediaOwner {
  readonly handlers: PeerOptions['handlers'];
  /** null: closed, or never made. */
  private connection: Connection | null = null;
  /** null: closed, or released. */
  private media: LocalMedia | null;
  private end!: (value?: undefined) => void;
  private readonly ended = new Promise<undefined>((resolve) => {
    this.end = resolve;
  });
  private watched = false;
  private readonly operations = new Operations();
  private readonly filter: AddressFilter;
  private readonly remote: RemoteStream;
  private readonly batch: CandidateBatch;
  private readonly queue = new CandidateQueue(async (each) => this.connection?.pc.addIceCandidate(each));

  constructor(private readonly options: PeerOptions) {
    const { handlers, iceTransportPolicy } = options;
    this.handlers = handlers;
    this.filter = addressFilter(iceTransportPolicy);
    this.remote = new RemoteStream((stream) => {
      if (this.connection) handlers.remoteStream(stream);
    });
    this.batch = new CandidateBatch((candidates) => handlers.candidates(candidates));
    this.media = new LocalMedia(deviceOpener(options), options.kind === 'voice');
    this.media.attach(this);
    try {
      this.connection = this.connect();
    } catch (error) {
      this.operations.close('create', error);
    }
  }

  async createOffer({ iceRestart = false } = {}): Promise<Sdp<'offer'>> {
    return this.visible(
      await this.step('createOffer', ({ negotiation }) => {
        const kinds: TrackKind[] = ['audio'];
        if (this.options.kind === 'video' || this.media?.has('video')) kinds.push('video');
        return negotiation.offer(kinds, iceRestart);
      }),
    );
  }

  setServers(iceServers: RTCIceServer[]): void {
    const { pc } = this.connection ?? {};
    pc?.setConfiguration({ ...pc.getConfiguration(), iceServers });
  }

  async acceptOffer(offer: Sdp<'offer'>): Promise<Sdp<'answer'>> {
    return this.visible(await this.step('acceptOffer', ({ negotiation }) => negotiation.accept(offer)));
  }

  async applyAnswer(answer: Sdp<'answer'>): Promise<void> {
    try {
      await this.step('applyAnswer', ({ negotiation }) => negotiation.answer(answer));
    } catch (error) {
      if (!(error instanceof PeerError && error.step === 'closed')) throw error;
    }
  }

  /** Beside the line of steps: the browser chains candidates after descriptions by itself. */
  async addCandidates(candidates: readonly (IceCandidate | null)[]): Promise<void> {
    if (this.connection) await Promise.race([this.queue.add(candidates), this.ended]);
  }

  localDescription(): Sdp | null {
    const description = this.connection?.pc.localDescription;
    return description ? this.visible({ type: description.type as Sdp['type'], sdp: description.sdp }) : null;
  }

  async acquireMedia(wanted: Wanted): Promise<void> {
    await Promise.race([this.media?.acquire(wanted), this.ended]);
  }

  setMuted(muted: boolean): void {
    this.media?.setMuted(muted);
  }

  async setCameraOff(off: boolean): Promise<void> {
    await Promise.race([this.media?.setCameraOff(off), this.ended]);
  }

  setSharing(sharing: boolean): void {
    import('./screen.js').then(
      ({ share }) => this.media && share(this.media, sharing, this.handlers),
      () => this.handlers.mediaFailed('screen', 'unknown'),
    );
  }

  async renewMedia(
    kind: TrackKind,
    cameras?: readonly MediaTrackConstraints[],
  ): Promise<MediaTrackConstraints | null | undefined> {
    try {
      const { reopenDevice } = await import('./renew.js');
      return await Promise.race([this.media && reopenDevice(this.media, kind, cameras), this.ended]);
    } catch {
      // a part that does not load: the device stays
      return null;
    }
  }

  async stats(): Promise<RTCStatsReport | null> {
    return this.connection?.pc.getStats().catch(() => null) ?? null;
  }

  level(): number {
    const receivers = this.connection?.pc.getReceivers() ?? [];
    const audio = receivers.find(({ track }) => track.kind === 'audio');
    return audio?.getSynchronizationSources()[0]?.audioLevel ?? 0;
  }

  say(text: string): boolean {
    return this.connection?.channel.send(text) ?? false;
  }

  release(): MediaStream | null {
    const stream = this.media?.release() ?? null;
    this.media = null;
    this.close();
    return stream;
  }

  adoptMedia(stream: MediaStream): void {
    if (this.media) this.media = this.media.adopt(stream);
    // nobody is left who would stop them
    else for (const track of stream.getTracks()) track.stop();
  }

  close(): void {
    const { connection } = this;
    this.connection = null;
    this.media?.close();
    this.media = null;
    this.batch.close();
    this.operations.close('closed');
    this.end();
    if (!connection) return;
    const { pc, channel } = connection;
    pc.ontrack = pc.onicecandidate = pc.onicegatheringstatechange = pc.onnegotiationneeded = null;
    pc.onconnectionstatechange = pc.oniceconnectionstatechange = null;
    channel.end(() => pc.close());
  }

  /** As the media's owner. */
  async send(kind: TrackKind, track: MediaStreamTrack | null): Promise<void> {
    await this.connection?.negotiation.senderFor(kind, track)?.replaceTrack(track);
  }

  private connect(): Connection {
    const { iceServers, iceTransportPolicy } = this.options;
    closeLast();
    // max-bundle: one transport, so one gathering and one DTLS handshake. No iceCandidatePoolSize: measured, it gains
    // nothing, and it would contact servers before the person wants the call.
    const pc = new RTCPeerConnection({
      iceServers,
      iceTransportPolicy,
      bundlePolicy: 'max-bundle',
      rtcpMuxPolicy: 'require',
    });
    this.listen(pc);
    const negotiation = new Negotiation(pc, {
      transceivers: () => this.media?.sendAll(),
      remoteDescription: (sdp) => void this.queue.remoteDescription(sdp),
      settled: () => this.remote.prune(pc),
    });
    return { pc, negotiation, channel: new Channel(pc, this.handlers) };
  }

  private listen(pc: RTCPeerConnection): void {
    const report = linkReporter((link) => {
      if (link === 'connected') this.watch();
      this.handlers.link(link);
    });
    pc.onconnectionstatechange = pc.oniceconnectionstatechange = () => report(pc);
    pc.ontrack = ({ track }) => this.remote.add(track);
    pc.onicegatheringstatechange = () => {
      if (pc.iceGatheringState === 'gathering') this.batch.restart();
    };
    pc.onicecandidate = ({ candidate }) => {
      // an empty one ends a generation (RFC 8838 section 8.2); null, which follows, ends the gathering
      if (candidate?.candidate === '') return;
      const visible = candidate && this.filter.candidate(candidate);
      if (visible || !candidate) this.batch.push(visible);
    };
    pc.onnegotiationneeded = () => {
      if (pc.remoteDescription) this.handlers.negotiationNeeded?.();
    };
  }

  /** Once. */
  private watch(): void {
    if (this.watched) return;
    this.watched = true;
    watch(this, this.handlers, this.ended, () => this.connection?.negotiation.senderFor('video', null));
  }

  private step<T>(step: PeerStep, task: (connection: Connection) => Promise<T>): Promise<T> {
    return this.operations.run(step, () =>
      this.connection ? task(this.connection) : Promise.reject(new PeerError(step)),
    );
  }

  private visible<T extends Sdp>(description: T): T {
    return { ...description, sdp: this.filter.sdp(description.sdp) };
  }
}
