import type { Effect } from '../call/effects.js';
import type { CallEvent } from '../call/events.js';
import { RING_MS } from '../call/limits.js';
import { initialState, liveCall, phaseOf, type MachineConfig, type MachineState } from '../call/state.js';
import { toSnapshot } from '../call/to-snapshot.js';
import type { CallKind } from '../protocol/frames.js';
import { sameProfile, type Profile } from '../protocol/identity.js';
import { announceCall } from './call-events.js';
import { Chat } from './chat.js';
import { createEffectRunner } from './effect-runner.js';
import { resolveIceServers } from './ice-servers.js';
import { Inbound } from './inbound.js';
import { Link } from './link.js';
import { envelope, toFrame } from './outbound.js';
import { PageEvents } from './page-events.js';
import { PeerHost } from './peer-host.js';
import { Ringer } from './ringer.js';
import { CallStore } from './store.js';
import { CallTimers } from './timers.js';
import type { SessionErrorCode, SessionPorts, SessionSettings, SessionView } from './types.js';

/** The composition root: one profile's socket, call and conversations. Knows every effect room; knows no Lit. */
export class Session {
  view: SessionView;
  private readonly link: Link;
  private readonly store: CallStore;
  private readonly timers: CallTimers;
  private readonly peers: PeerHost;
  private readonly ringer: Ringer;
  private readonly chat: Chat;
  private readonly inbound: Inbound;
  private readonly page = new PageEvents(() => this.link.wake());
  private streams: { local: MediaStream | null; remote: MediaStream | null } = { local: null, remote: null };
  private attached = false;
  private open = false;
  private manual = false;

  constructor(
    private settings: SessionSettings,
    private readonly ports: SessionPorts,
  ) {
    const { log, now } = ports;
    const dispatch = (event: CallEvent) => this.store.dispatch(event);
    this.ringer = new Ringer(log);
    this.timers = new CallTimers((callId, timer) => dispatch({ type: 'timer_fired', callId, timer }));
    this.link = new Link(() => this.settings, {
      state: (state, problem) => {
        ports.emit('connection', { state, problem });
        this.refresh();
      },
      frames: (frames) => this.inbound.receive(frames),
      protocolError: (error) => log('warn', 'a frame was refused', { code: error.code, where: error.where }),
      configError: (message) => this.fail('config', message),
    });
    this.chat = new Chat(
      this.link,
      ports,
      () => this.settings,
      () => this.refresh(),
    );
    this.peers = this.createPeers(dispatch);
    const { peers, timers, ringer } = this;
    const run = createEffectRunner({
      ...{ peers, timers, ringer, dispatch },
      send: (effect) => this.send(effect),
      preload: () =>
        void ports.loadRtc().catch(() => this.fail('load_failed', 'The calling part did not load.')),
      logCall: (effect) => this.chat.logCall(effect),
    });
    const committed = (before: MachineState, after: MachineState) => this.committed(before, after);
    this.store = new CallStore(initialState(this.machineConfig(ports.newId())), now, committed, run);
    this.inbound = new Inbound(this.store, this.link, this.chat, ports);
    this.view = this.project();
  }

  /** The element's attributes and properties have changed. */
  configure(settings: SessionSettings): void {
    const before = this.settings.profile;
    const after = settings.profile;
    const signedOut = before !== null && (after === null || !sameProfile(before, after));
    if (signedOut) this.store.dispatch({ type: 'shut_down' });
    this.settings = settings;
    if (signedOut) this.chat.clear();
    const { partyId } = this.store.state.config;
    this.store.dispatch({ type: 'configure', config: this.machineConfig(partyId) });
    this.updateLink();
    this.refresh();
  }

  /** The element is in a document. */
  attach(): void {
    this.attached = true;
    this.page.listen();
    this.updateLink();
  }

  /** The element has left it: everything stops. */
  detach(): void {
    this.attached = false;
    this.store.dispatch({ type: 'shut_down' });
    this.page.stop();
    this.link.dispose();
    this.timers.clear();
    this.ringer.stop();
    this.peers.dispose();
    this.chat.stop();
    this.refresh();
  }

  setOpen(open: boolean): void {
    this.open = open;
    this.updateLink();
    this.readCurrent();
  }

  connectSocket(): void {
    this.manual = true;
    this.updateLink();
    this.link.retry();
  }

  disconnectSocket(): void {
    this.manual = false;
    this.updateLink();
  }

  retryConnection(): void {
    this.link.retry();
  }

  /** A person's wish to call. What stands against it is told in `error`, never thrown. */
  startCall(kind: CallKind, peer?: Profile): boolean {
    const { profile } = this.settings;
    const to = peer ?? this.settings.peer;
    if (!profile)
      return this.fail('no_profile', 'Nobody is signed in: profile-id and profile-type are missing.');
    if (!to) return this.fail('no_peer', 'There is nobody to call: peer-id and peer-type are missing.');
    if (sameProfile(profile, to)) return this.fail('self_call', 'A profile cannot call itself.');
    if (liveCall(this.store.state)) return this.fail('call_in_progress', 'Another call is still going on.');
    if (!hasWebRtc()) return this.fail('unsupported', 'This browser has no RTCPeerConnection.');
    if (this.link.state === 'failed' || !this.attached) {
      return this.fail('not_connected', 'WebSocket not connected');
    }
    this.store.dispatch({ type: 'invite', callId: this.ports.newId(), peer: to, kind });
    return true;
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
      loadRtc: this.ports.loadRtc,
      iceServers: () => resolveIceServers(this.settings.iceServers, this.settings.apiBaseUrl),
      settings: () => ({
        iceTransportPolicy: this.settings.iceTransportPolicy,
        ...(this.settings.getUserMedia ? { getUserMedia: this.settings.getUserMedia } : {}),
      }),
      dispatch,
      streams: (local, remote) => {
        this.streams = { local, remote };
        this.refresh();
      },
      failed: (step, error) => {
        const reason = error instanceof Error ? error.name : 'unknown';
        this.ports.log('warn', 'a step of the call failed', { step, reason });
      },
    });
  }

  private machineConfig(partyId: string): MachineConfig {
    const { profile, ringTimeout } = this.settings;
    return {
      self: profile && { id: profile.id, type: profile.type },
      partyId,
      ringMs: ringTimeout > 0 ? ringTimeout * 1000 : RING_MS,
      offerAfterAcceptance: this.link.dialect?.offerAfterAcceptance ?? false,
      supported: hasWebRtc(),
    };
  }

  private wantsSocket(): boolean {
    if (!this.attached) return false;
    const { connect } = this.settings;
    const { state } = this.store;
    // In every mode a live call keeps the socket that it needs, and an unheard goodbye too.
    if (liveCall(state) || state.unacked.length > 0) return true;
    return connect === 'always' || (connect === 'manual' ? this.manual : this.open);
  }

  private updateLink(): void {
    this.link.update(this.wantsSocket());
    this.link.setInCall(liveCall(this.store.state) !== null);
  }

  private send(effect: Extract<Effect, { type: 'send' }>): void {
    const { profile, conversationId } = this.settings;
    if (!profile) return;
    const { partyId } = this.store.state.config;
    const head = envelope(profile, effect.to, { partyId, conversationId, seq: effect.seq });
    const now = effect.refresh ? this.peers.description(effect.body.call_id) : null;
    if (!this.link.send(toFrame(effect, head, now))) this.fail('not_connected', 'WebSocket not connected');
  }

  private committed(before: MachineState, after: MachineState): void {
    this.updateLink();
    if (before.call !== after.call) this.refresh();
    const { call } = this.view;
    const same = before.call?.id === after.call?.id;
    const previous = same ? phaseOf(before) : 'idle';
    if (!call || call.phase === previous) return;
    const connectedBefore = same && (before.call?.connectedAt ?? null) !== null;
    if (announceCall(this.ports, call, previous, connectedBefore)) this.ringer.stop();
  }

  private readCurrent(): void {
    this.chat.setReading(this.open ? this.settings.peer : null);
  }

  private fail(code: SessionErrorCode, message: string): false {
    this.ports.log('warn', message, { code });
    this.ports.emit('error', { code, message });
    return false;
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
      entries: this.chat.entries(this.settings.peer),
      unread: this.chat.unread,
      chatProblem: this.chat.problem,
    };
  }
}

function hasWebRtc(): boolean {
  return typeof RTCPeerConnection === 'function';
}
