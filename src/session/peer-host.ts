import type { Effect, EffectType, WantedMedia } from '../call/effects.js';
import type { Quality } from '../call/quality.js';
import type { CallKind, Sdp } from '../protocol/frames.js';
import type { PeerController } from '../rtc/types.js';
import type { Core } from './core.js';
import { peerHandlers, type Shown } from './peer-handlers.js';
import type { PeerFactory } from './peer-factory.js';
import type { Renewal } from './renewal.js';

/** What an effect asks for; a report carries the same `ref`. */
type Of<T extends EffectType> = Extract<Effect, { type: T }>;
type Job = Pick<Of<'reoffer'>, 'callId' | 'ref'>;

interface Hosted {
  readonly callId: string;
  readonly kind: CallKind;
  /** When the peer is there, or will never be; `undefined` where it was there at once. */
  ready: Promise<void> | undefined;
  peer: PeerController | null;
  /** Where there are TURN credentials. */
  renewal?: Renewal;
}

/** Devices that take longer than this many milliseconds are waiting for a person: the prompt is explained. */
const PROMPT_MS = 600;

/** Holds the peer connection of the one call. Whatever resolves after its call is over cleans up after itself. */
export class PeerHost implements Shown {
  /** Devices were asked for and have not come yet. */
  prompting = false;
  local: MediaStream | null = null;
  remote: MediaStream | null = null;
  quality: Quality | null = null;
  private hosted: Hosted | null = null;

  constructor(
    private readonly core: Core,
    private readonly factory: PeerFactory,
  ) {}

  /** A new connection, its first offer, and the devices: those of the one that it replaces, if there was one. */
  open(effect: Of<'open_peer'>): void {
    const kept = this.of(effect.callId)?.peer?.release();
    this.offer(this.host(effect), effect, (peer) => {
      const offer = peer.createOffer();
      if (kept) peer.adoptMedia(kept);
      this.acquire(peer, effect.media, offer);
      return offer;
    });
  }

  reoffer(effect: Of<'reoffer'>): void {
    const { iceRestart } = effect;
    const hosted = this.of(effect.callId);
    this.offer(hosted, effect, async (peer) => {
      if (iceRestart) await hosted?.renewal?.renew();
      return peer.createOffer({ iceRestart });
    });
  }

  /** A new connection that answers, and the devices: those of `adoptFrom`, and only what that call did not bring. */
  accept(effect: Omit<Of<'accept_offer'>, 'type'>): void {
    const kept = this.of(effect.adoptFrom)?.peer?.release();
    this.answer(this.host(effect), effect, (peer) => {
      const answer = peer.acceptOffer(effect.offer);
      if (kept) peer.adoptMedia(kept);
      this.acquire(peer, effect.media, answer);
      return answer;
    });
  }

  reanswer(effect: Of<'answer_reinvitation'>): void {
    const { callId, offer, rebuild } = effect;
    const hosted = this.of(callId);
    if (hosted && rebuild) {
      this.accept({ ...effect, kind: hosted.kind, adoptFrom: callId });
    } else
      this.answer(hosted, effect, async (peer) => {
        if (effect.iceRestart) await hosted?.renewal?.renew();
        return peer.acceptOffer(offer);
      });
  }

  applyAnswer({ callId, answer }: Of<'apply_answer'>): void {
    void this.step(this.of(callId), 'answer', (peer) => peer.applyAnswer(answer));
  }

  addCandidates({ callId, candidates }: Of<'add_candidates'>): void {
    void this.step(this.of(callId), 'candidates', (peer) => peer.addCandidates(candidates));
  }

  /** Acts now when the peer is there, else as soon as it is. */
  apply(callId: string, act: (peer: PeerController) => void): void {
    const hosted = this.of(callId);
    if (hosted?.peer) act(hosted.peer);
    else
      hosted?.ready?.then(
        () => hosted.peer && act(hosted.peer),
        () => {},
      );
  }

  description(callId: string): Sdp | null {
    return this.of(callId)?.peer?.localDescription() ?? null;
  }

  /** `false`: the call has no channel, or it is not open. */
  say(callId: string, text: string): boolean {
    return this.of(callId)?.peer?.say(text) ?? false;
  }

  /** How loud the peer is now, 0 to 1. */
  level(): number {
    return this.hosted?.peer?.level() ?? 0;
  }

  stats(): Promise<RTCStatsReport | null> | undefined {
    return this.hosted?.peer?.stats();
  }

  close(callId: string): void {
    this.factory.forget();
    if (this.of(callId)) this.dispose();
  }

  /** The devices stop in this very turn. */
  dispose(): void {
    const { hosted } = this;
    if (!hosted) return;
    this.hosted = null;
    this.prompting = false;
    hosted.peer?.close();
    hosted.renewal?.stop();
    this.show({ local: null, remote: null, quality: null });
  }

  private of(callId: string | null | undefined): Hosted | null {
    return this.hosted?.callId === callId ? this.hosted : null;
  }

  private offer(
    hosted: Hosted | null,
    { callId, ref }: Job,
    make: (peer: PeerController) => Promise<Sdp<'offer'>>,
  ): void {
    void this.step(hosted, 'offer', async (peer) => {
      this.core.dispatch({ type: 'offer_ready', callId, ref, offer: await make(peer) });
    });
  }

  private answer(
    hosted: Hosted | null,
    { callId, ref }: Job,
    make: (peer: PeerController) => Promise<Sdp<'answer'>>,
  ): void {
    void this.step(hosted, 'answer', async (peer) => {
      this.core.dispatch({ type: 'answer_ready', callId, ref, answer: await make(peer) });
    });
  }

  /** Devices after the description: opening one takes time of the thread that makes it. */
  private acquire(peer: PeerController, media: WantedMedia, described: Promise<unknown>): void {
    const show = (prompting: boolean) => {
      if (this.hosted?.peer !== peer || prompting === this.prompting) return;
      this.prompting = prompting;
      this.core.channel.tell();
      this.core.refresh();
    };
    const timer = setTimeout(() => show(true), PROMPT_MS);
    const { ready } = this.core.devices;
    const ask = () => (ready ? ready.then(() => peer.acquireMedia(media)) : peer.acquireMedia(media));
    void described.then(ask, ask).finally(() => {
      clearTimeout(timer);
      show(false);
    });
  }

  private host({ callId, media, ...call }: Pick<Of<'open_peer'>, 'callId' | 'kind' | 'media'>): Hosted {
    this.dispose();
    // a voice call that has got a camera keeps it
    const kind = media.video ? 'video' : call.kind;
    const hosted: Hosted = { callId, kind, peer: null, ready: undefined };
    this.hosted = hosted;
    const { settings } = this.core.shell;
    hosted.ready = this.factory.create((rtc, iceServers) => {
      if (hosted !== this.hosted) return;
      const { iceTransportPolicy, getUserMedia } = settings;
      hosted.peer = rtc.createPeer({
        ...{ kind, iceServers, iceTransportPolicy, handlers: peerHandlers(this.core, callId, this.show) },
        ...(getUserMedia && { getUserMedia }),
        devices: () => this.core.devices.choice,
      });
      if (iceServers.some(({ credential }) => credential))
        void this.keepFresh(hosted, hosted.peer, iceServers);
    });
    return hosted;
  }

  private async keepFresh(hosted: Hosted, peer: PeerController, servers: RTCIceServer[]): Promise<void> {
    const { core } = this;
    const { renewal } = await import('./renewal.js');
    if (hosted !== this.hosted) return;
    hosted.renewal = renewal(core.shell, peer, servers, () => core.dispatch({ type: 'network_changed' }));
  }

  private async step(
    hosted: Hosted | null,
    step: string,
    act: (peer: PeerController) => Promise<void>,
  ): Promise<void> {
    if (!hosted) return;
    try {
      if (!hosted.peer) await hosted.ready;
      if (hosted.peer && hosted === this.hosted) await act(hosted.peer);
    } catch (error) {
      if (hosted !== this.hosted) return;
      const { callId, peer } = hosted;
      const reason = error instanceof Error ? error.name : 'unknown';
      this.core.shell.ports.log('warn', 'a step failed', { step, reason });
      if (!peer) this.core.dispatch({ type: 'call_broken', callId, reason: 'failed' });
      else if (step !== 'candidates') this.core.dispatch({ type: 'negotiation_failed', callId });
    }
  }

  private readonly show = (change: Partial<Shown>): void => {
    Object.assign(this, change);
    this.core.refresh();
  };
}
