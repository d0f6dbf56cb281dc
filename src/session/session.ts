import type { Effect } from '../call/effects.js';
import type { CallEvent } from '../call/events.js';
import { RING_MS } from '../call/limits.js';
import { initialState, liveCall, phaseOf, type MachineConfig, type MachineState } from '../call/state.js';
import { toSnapshot } from '../call/to-snapshot.js';
import type { CallKind, Envelope, Frame } from '../protocol/frames.js';
import type { Profile, ProfileRef } from '../protocol/identity.js';
import { createRingtone } from '../ringtone/index.js';
import { offersLate } from '../signaling/dialects/index.js';
import { CallChannel } from './call-channel.js';
import { announceCall, vanishedCall } from './call-events.js';
import { Chat } from './chat.js';
import { createEffectRunner } from './effect-runner.js';
import { resolveIceServers } from './ice-servers.js';
import { Inbound } from './inbound.js';
import type { Link } from './link.js';
import { hasWebRtc, obstacle } from './obstacle.js';
import { envelope, toFrame } from './outbound.js';
import { PeerFactory } from './peer-factory.js';
import { PeerHost } from './peer-host.js';
import type { SessionHost, ShellCore } from './shell.js';
import { saveCall, takeSavedCall } from './saved-call.js';
import { CallStore } from './store.js';
import { CallTimers } from './timers.js';
import type { SessionPorts, SessionView } from './types.js';

/** The core of a session: one profile's call and conversations. Knows every effect room; knows no Lit. */
export class Session implements ShellCore {
  view: SessionView;
  readonly link: Link;
  private readonly ports: SessionPorts;
  private readonly store: CallStore;
  private readonly timers: CallTimers;
  private readonly peers: PeerHost;
  private readonly factory: PeerFactory;
  private readonly ringer = createRingtone();
  private readonly chat: Chat;
  private readonly inbound: Inbound;
  private readonly channel: CallChannel;
  private streams: { local: MediaStream | null; remote: MediaStream | null } = { local: null, remote: null };

  constructor(private readonly shell: SessionHost) {
    const { link, ports } = shell;
    this.link = link;
    this.ports = ports;
    const dispatch = (event: CallEvent) => this.store.dispatch(event);
    this.timers = new CallTimers((callId, timer) => dispatch({ type: 'timer_fired', callId, timer }));
    this.chat = new Chat(
      link,
      ports,
      () => shell.settings,
      () => this.refresh(),
    );
    this.factory = new PeerFactory(ports.loadRtc, () =>
      resolveIceServers(shell.settings.iceServers, shell.settings.apiBaseUrl),
    );
    this.peers = this.createPeers(dispatch);
    this.channel = new CallChannel({
      peers: this.peers,
      state: () => this.store.state,
      dispatch,
      receive: (frame) => this.inbound.receive([frame]),
      frame: (body) => {
        const { call } = this.store.state;
        const head = call && this.head(call.peer);
        return head && { ...head, ...body };
      },
    });
    const { peers, timers, ringer } = this;
    const run = createEffectRunner({
      ...{ peers, timers, ringer, dispatch },
      send: (effect) => this.send(effect),
      preload: () =>
        void this.factory.prepare().catch(() => shell.fail('load_failed', 'The calling part did not load.')),
      logCall: (effect) => this.chat.logCall(effect),
    });
    const committed = (before: MachineState, after: MachineState) => this.committed(before, after);
    this.store = new CallStore(initialState(this.machineConfig(ports.newId())), ports.now, committed, run);
    this.inbound = new Inbound(this.store, link, this.chat, ports, () => this.refresh());
    this.view = this.project();
  }

  receive(frames: readonly Frame[]): void {
    this.inbound.receive(frames);
  }

  needsSocket(): boolean {
    return this.hasLiveCall() || this.store.state.unacked.length > 0;
  }

  hasLiveCall(): boolean {
    return liveCall(this.store.state) !== null;
  }

  connectionChanged(): void {
    this.refresh();
  }

  configured(): void {
    const { partyId } = this.store.state.config;
    this.store.dispatch({ type: 'configure', config: this.machineConfig(partyId) });
    this.setOpen(this.shell.isOpen);
    this.refresh();
  }

  signedOut(): void {
    this.store.dispatch({ type: 'shut_down' });
    this.chat.clear();
  }

  detached(): void {
    this.store.dispatch({ type: 'shut_down' });
    this.timers.clear();
    this.ringer.stop();
    this.peers.dispose();
    this.chat.stop();
    this.refresh();
  }

  leaving(): void {
    saveCall(this.store.state, this.shell.isOpen, this.ports.now());
  }

  resume(): void {
    const { profile } = this.shell.settings;
    const saved = profile && takeSavedCall(profile, this.ports.now());
    if (!saved) return;
    this.store.dispatch(saved.event);
    if (saved.open) this.reopen();
  }

  /** The modal was shown on the page before. */
  protected reopen(): void {}

  setOpen(open: boolean): void {
    this.chat.setReading(open ? this.shell.settings.peer : null);
  }

  /** A person's wish to call. What stands against it is told in `error`, never thrown. */
  startCall(kind: CallKind, peer?: Profile): boolean {
    const { profile, peer: named } = this.shell.settings;
    const to = peer ?? named;
    const connected = this.link.state !== 'failed' && this.shell.isAttached;
    const problem = obstacle({ self: profile, to, busy: this.hasLiveCall(), connected });
    if (problem || !to) return this.shell.fail(...(problem ?? ['no_peer', '']));
    this.store.dispatch({ type: 'invite', callId: this.ports.newId(), peer: to, kind });
    return true;
  }

  /** How loud the peer is now, 0 to 1. */
  level(): number {
    return this.peers.level();
  }

  dispatch(event: CallEvent): void {
    this.store.dispatch(event);
  }

  sendMessage(text: string): boolean {
    return this.chat.send(text);
  }

  retryMessage(id: string): void {
    this.chat.retry(id);
  }

  private createPeers(dispatch: (event: CallEvent) => void): PeerHost {
    return new PeerHost({
      factory: this.factory,
      settings: () => ({
        iceTransportPolicy: this.shell.settings.iceTransportPolicy,
        ...(this.shell.settings.getUserMedia ? { getUserMedia: this.shell.settings.getUserMedia } : {}),
      }),
      dispatch,
      streams: (local, remote) => {
        this.streams = { local, remote };
        this.refresh();
      },
      channel: (callId, open) => this.channel.opened(callId, open),
      message: (callId, text) => this.channel.message(callId, text),
      failed: (step, error) => {
        const reason = error instanceof Error ? error.name : 'unknown';
        this.ports.log('warn', 'a step of the call failed', { step, reason });
      },
    });
  }

  private machineConfig(partyId: string): MachineConfig {
    const { profile, ringTimeout, dialect } = this.shell.settings;
    return {
      self: profile && { id: profile.id, type: profile.type },
      partyId,
      ringMs: ringTimeout > 0 ? ringTimeout * 1000 : RING_MS,
      offerAfterAcceptance: offersLate(dialect),
      supported: hasWebRtc(),
    };
  }

  private send(effect: Extract<Effect, { type: 'send' }>): void {
    const head = this.head(effect.to, effect.seq);
    if (!head) return;
    const now = effect.refresh ? this.peers.description(effect.body.call_id) : null;
    const frame = toFrame(effect, head, now);
    if (this.channel.send(frame) || this.link.send(frame)) return;
    this.shell.fail('not_connected', 'WebSocket not connected');
  }

  private head(to: ProfileRef, seq?: number): Envelope | null {
    const { profile, conversationId } = this.shell.settings;
    const { partyId } = this.store.state.config;
    return (
      profile && envelope(profile, to, { partyId, conversationId, ...(seq === undefined ? {} : { seq }) })
    );
  }

  private committed(before: MachineState, after: MachineState): void {
    this.shell.update();
    this.channel.tell();
    if (before.call !== after.call) this.refresh();
    const gone = vanishedCall(before, after, this.ports.now());
    if (gone) announceCall(this.ports, gone, phaseOf(before), true);
    const { call } = this.view;
    const same = before.call?.id === after.call?.id;
    const previous = same ? phaseOf(before) : 'idle';
    if (!call || call.phase === previous) return;
    const connectedBefore = same && (before.call?.connectedAt ?? null) !== null;
    if (announceCall(this.ports, call, previous, connectedBefore)) this.ringer.stop();
  }

  private refresh(): void {
    this.view = this.project();
    this.ports.changed();
  }

  private project(): SessionView {
    const snapshot = toSnapshot(this.store.state.call);
    const unchanged = JSON.stringify(snapshot) === JSON.stringify(this.view?.call);
    return {
      connection: this.link.state,
      problem: this.link.problem,
      call: unchanged ? this.view.call : snapshot,
      prompting: this.peers?.prompting ?? false,
      localStream: this.streams.local,
      remoteStream: this.streams.remote,
      entries: this.chat.entries(this.shell.settings.peer),
      unread: this.chat.unread,
      chatProblem: this.chat.problem,
    };
  }
}
