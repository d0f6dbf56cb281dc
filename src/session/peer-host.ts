import type { CallKind, IceCandidate, Sdp } from '../protocol/frames.js';
import type { WantedMedia } from '../call/effects.js';
import type { CallEvent } from '../call/events.js';
import type { PeerController, PeerHandlers, PeerOptions } from '../rtc/types.js';
import type { PeerFactory } from './peer-factory.js';

export interface PeerHostOptions {
  readonly factory: PeerFactory;
  readonly settings: () => Pick<PeerOptions, 'iceTransportPolicy' | 'getUserMedia'>;
  readonly dispatch: (event: CallEvent) => void;
  readonly streams: (local: MediaStream | null, remote: MediaStream | null) => void;
  readonly failed: (step: string, error: unknown) => void;
  /** The call's own signaling channel opened or closed. */
  readonly channel: (callId: string, open: boolean) => void;
  readonly message: (callId: string, text: string) => void;
}

/** What an effect asks for; its report carries the same `ref`. */
interface Job {
  readonly callId: string;
  readonly ref: number;
}

interface Hosted {
  readonly callId: string;
  readonly kind: CallKind;
  readonly abort: AbortController;
  readonly ready: Promise<PeerController>;
  peer: PeerController | null;
}

/** Devices that take longer than this many milliseconds are waiting for a person: the prompt is explained. */
const PROMPT_MS = 600;

/** Holds the peer connection of the one call. Whatever resolves after its call is over cleans up after itself. */
export class PeerHost {
  /** Devices were asked for and have not come yet. */
  prompting = false;
  private hosted: Hosted | null = null;
  private local: MediaStream | null = null;
  private remote: MediaStream | null = null;

  constructor(private readonly options: PeerHostOptions) {}

  async openCaller({
    callId,
    kind,
    media,
    ref,
  }: Job & { kind: CallKind; media: WantedMedia }): Promise<void> {
    const hosted = this.host(callId, kind);
    await this.step(hosted, 'offer', async (peer) => {
      const offer = peer.createOffer();
      this.acquire(peer, media);
      this.options.dispatch({ type: 'offer_ready', callId, ref, offer: await offer });
    });
  }

  async openCallee(
    call: Job & { kind: CallKind; offer: Sdp<'offer'>; media: WantedMedia },
    adoptFrom: string | null,
  ): Promise<void> {
    const kept = adoptFrom === null ? null : this.releaseMedia(adoptFrom);
    const hosted = this.host(call.callId, call.kind);
    await this.step(hosted, 'answer', async (peer) => {
      const answer = peer.acceptOffer(call.offer);
      if (kept) peer.adoptMedia(kept);
      // Asks only for what the other call did not bring.
      this.acquire(peer, call.media);
      this.options.dispatch({
        type: 'answer_ready',
        callId: call.callId,
        ref: call.ref,
        answer: await answer,
      });
    });
  }

  reoffer({ callId, ref }: Job, iceRestart: boolean): Promise<void> {
    return this.withPeer(callId, 'offer', async (peer) => {
      this.options.dispatch({
        type: 'offer_ready',
        callId,
        ref,
        offer: await peer.createOffer({ iceRestart }),
      });
    });
  }

  reanswer({ callId, ref }: Job, offer: Sdp<'offer'>, rebuild: boolean): Promise<void> {
    const hosted = this.hosted;
    if (rebuild && hosted?.callId === callId) {
      const media = { audio: true, video: hosted.kind === 'video' };
      return this.openCallee({ callId, ref, kind: hosted.kind, offer, media }, callId);
    }
    return this.withPeer(callId, 'answer', async (peer) => {
      this.options.dispatch({ type: 'answer_ready', callId, ref, answer: await peer.acceptOffer(offer) });
    });
  }

  applyAnswer(callId: string, answer: Sdp<'answer'>): Promise<void> {
    return this.withPeer(callId, 'answer', (peer) => peer.applyAnswer(answer));
  }

  addCandidates(callId: string, candidates: readonly (IceCandidate | null)[]): Promise<void> {
    return this.withPeer(callId, 'candidates', (peer) => peer.addCandidates(candidates));
  }

  /** Acts now when the peer is there, else as soon as it is. */
  apply(callId: string, act: (peer: PeerController) => void): void {
    const hosted = this.hosted?.callId === callId ? this.hosted : null;
    if (hosted?.peer) act(hosted.peer);
    else hosted?.ready.then(act, () => {});
  }

  description(callId: string): Sdp | null {
    return this.hosted?.callId === callId ? (this.hosted.peer?.localDescription() ?? null) : null;
  }

  /** `false`: the call has no channel, or it is not open. */
  say(callId: string, text: string): boolean {
    return this.hosted?.callId === callId && (this.hosted.peer?.say(text) ?? false);
  }

  level(): number {
    return this.hosted?.peer?.level() ?? 0;
  }

  close(callId: string): void {
    this.options.factory.forget();
    if (this.hosted?.callId === callId) this.closeHosted();
  }

  dispose(): void {
    this.closeHosted();
  }

  private acquire(peer: PeerController, media: WantedMedia): void {
    const timer = setTimeout(() => this.setPrompting(peer, true), PROMPT_MS);
    void peer.acquireMedia(media).finally(() => {
      clearTimeout(timer);
      this.setPrompting(peer, false);
    });
  }

  private setPrompting(peer: PeerController, prompting: boolean): void {
    if (this.hosted?.peer !== peer || prompting === this.prompting) return;
    this.prompting = prompting;
    this.show(this.local, this.remote);
  }

  private host(callId: string, kind: CallKind): Hosted {
    this.closeHosted();
    const abort = new AbortController();
    const made = this.options.factory.create(() => {
      abort.signal.throwIfAborted();
      return { kind, ...this.options.settings(), handlers: this.handlers(callId, abort.signal) };
    });
    const peer = made instanceof Promise ? null : made;
    const ready = Promise.resolve(made);
    const hosted: Hosted = { callId, kind, abort, ready, peer };
    this.hosted = hosted;
    ready.then((late) => (hosted.peer = late)).catch(() => {});
    return hosted;
  }

  private async step(
    hosted: Hosted,
    name: string,
    act: (peer: PeerController) => Promise<void>,
  ): Promise<void> {
    try {
      const peer = hosted.peer ?? (await hosted.ready);
      if (hosted.abort.signal.aborted) return;
      await act(peer);
    } catch (error) {
      if (hosted.abort.signal.aborted) return;
      this.options.failed(name, error);
      const { callId } = hosted;
      const loaded = hosted.peer !== null;
      if (loaded && name === 'candidates') return;
      this.options.dispatch(
        loaded ? { type: 'negotiation_failed', callId } : { type: 'call_broken', callId, reason: 'failed' },
      );
    }
  }

  private withPeer(
    callId: string,
    name: string,
    act: (peer: PeerController) => Promise<void>,
  ): Promise<void> {
    return this.hosted?.callId === callId ? this.step(this.hosted, name, act) : Promise.resolve();
  }

  private handlers(callId: string, signal: AbortSignal): PeerHandlers {
    const { dispatch } = this.options;
    const live = () => !signal.aborted;
    return {
      candidates: (candidates) => live() && dispatch({ type: 'candidates_ready', callId, candidates }),
      link: (link) => live() && dispatch({ type: 'link_changed', callId, link }),
      channel: (open) => live() && this.options.channel(callId, open),
      message: (text) => live() && this.options.message(callId, text),
      negotiationNeeded: () => live() && dispatch({ type: 'negotiation_needed', callId }),
      localMedia: ({ audio, video }) =>
        live() && dispatch({ type: 'media_changed', callId, muted: !audio, cameraOff: !video }),
      mediaFailed: (device, code) =>
        live() && dispatch({ type: 'media_failed', callId, problem: { device, code } }),
      localStream: (stream) => live() && this.show(stream, this.remote),
      remoteStream: (stream) => live() && this.show(this.local, stream),
    };
  }

  private show(local: MediaStream | null, remote: MediaStream | null): void {
    this.local = local;
    this.remote = remote;
    this.options.streams(local, remote);
  }

  private releaseMedia(callId: string): MediaStream | null {
    return this.hosted?.callId === callId ? (this.hosted.peer?.release() ?? null) : null;
  }

  private closeHosted(): void {
    const hosted = this.hosted;
    if (!hosted) return;
    this.hosted = null;
    this.prompting = false;
    hosted.abort.abort();
    hosted.ready.then(
      (peer) => peer.close(),
      () => {},
    );
    // Already there: the devices stop in this very turn, not a microtask later.
    hosted.peer?.close();
    this.show(null, null);
  }
}
