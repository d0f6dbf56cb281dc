import type { Effect } from '../call/effects.js';
import type { CallEvent } from '../call/events.js';
import { RING_MS } from '../call/limits.js';
import { summary } from '../diagnostics/summary.js';
import { liveCall, phaseOf, type MachineConfig, type MachineState } from '../call/state.js';
import { toSnapshot } from '../call/to-snapshot.js';
import type { CallKind, Envelope, Frame } from '../protocol/frames.js';
import type { Profile, ProfileRef } from '../protocol/identity.js';
import { createRingtone } from '../ringtone/index.js';
import { offersLate } from '../signaling/dialects/index.js';
import { callChannel } from './call-channel.js';
import { announceCall, vanishedCall } from './call-events.js';
import { Chat } from './chat.js';
import type { Core } from './core.js';
import { DeviceMemory } from './device-choice.js';
import { createEffectRunner } from './effect-runner.js';
import { createInbound } from './inbound.js';
import { hasWebRtc, obstacle } from './obstacle.js';
import { envelope, toFrame } from './outbound.js';
import { peerFactory } from './peer-factory.js';
import { PeerHost } from './peer-host.js';
import type { SessionHost, ShellCore } from './shell.js';
import { isBlocked } from './terms.js';
import { callRecord, saveCall, takeSavedCall } from './saved-call.js';
import { callStore, type CallStore } from './store.js';
import type { CallRecord, Ringer } from './tabs.js';
import { callTimers } from './timers.js';
import type { SessionView } from './types.js';

/** The core of a session: one profile's call and conversations. Knows every effect room; knows no Lit. */
export class Session implements ShellCore, Core {
  view: SessionView;
  readonly chat: Chat;
  readonly peers: PeerHost;
  readonly channel = callChannel(this);
  readonly devices = new DeviceMemory(() => this.refresh());
  /** What the socket brings. A part that loads later may listen in. */
  receive: (frames: readonly Frame[]) => void;
  private readonly partyId: string;
  private readonly store: CallStore;
  private readonly timers = callTimers(
    (callId, timer) => this.dispatch({ type: 'timer_fired', callId, timer }),
    this.shell.ports.now,
  );
  private readonly ringtone = createRingtone();

  constructor(readonly shell: SessionHost) {
    const { ports } = shell;
    this.partyId = ports.newId();
    this.chat = new Chat(this);
    const factory = peerFactory(shell);
    this.peers = new PeerHost(this, factory);
    this.receive = createInbound(this, this.chat);
    const run = createEffectRunner(this.peers, this.timers, () => this.ringer, {
      send: (effect) => this.send(effect),
      preload_rtc: () => void factory.prepare().catch(() => shell.fail('load_failed')),
      log_call: (effect) => {
        const at = ports.now();
        this.chat.use((talks) => talks.logCall(effect, at));
        shell.tabs?.logged(effect, at);
      },
    });
    const committed = (before: MachineState, after: MachineState) => this.committed(before, after);
    this.store = callStore(this.machineConfig(), ports.now, committed, run);
    this.view = this.project();
  }

  get state(): MachineState {
    return this.store.state;
  }

  dispatch(event: CallEvent): void {
    if (event.type !== 'configure') this.shell.ports.note(event.type, summary(event));
    this.store.dispatch(event);
  }

  envelope(to: ProfileRef): Envelope | null {
    return envelope(this, to);
  }

  needsSocket(): boolean {
    return this.hasLiveCall() || this.state.unacked.length > 0;
  }

  hasLiveCall(): boolean {
    return !!liveCall(this.state);
  }

  configured(): void {
    this.dispatch({ type: 'configure', config: this.machineConfig() });
  }

  signedOut(): void {
    this.dispatch({ type: 'shut_down' });
    this.chat.clear();
  }

  detached(): void {
    this.dispatch({ type: 'shut_down' });
    this.chat.stop();
    this.refresh();
  }

  leaving(): void {
    const { isOpen, ports } = this.shell;
    const isKept = saveCall(this.state, isOpen, ports.now());
    // Nobody will be here: it shall not ring on over there. What rings here rings on the next page.
    if (!isKept && phaseOf(this.state) !== 'ringing') this.dispatch({ type: 'hang_up' });
  }

  wake(isBack?: boolean): void {
    this.timers.check();
    if (!isBack) return;
    this.dispatch({ type: 'move_away' });
    this.chat.stop();
    this.configured();
  }

  record(): CallRecord | null {
    return callRecord(this.state);
  }

  resume(isMine: boolean): boolean {
    this.chat.resume();
    const { settings, ports } = this.shell;
    const saved = settings.profile && takeSavedCall(settings.profile, ports.now());
    if (!saved || !isMine) return false;
    this.dispatch(saved.event);
    if (saved.open) this.reopen();
    return true;
  }

  /** The modal was shown on the page before. */
  protected reopen(): void {}

  /** A person's wish to call. What stands against it is told in `error`, never thrown. */
  startCall(kind: CallKind, peer?: Profile): boolean {
    const { settings, link, isAttached, ports, tabs } = this.shell;
    const to = peer ?? settings.peer;
    const connected = link.state !== 'failed' && isAttached;
    const busy = this.hasLiveCall() || !!tabs?.elsewhere;
    const problem = obstacle(settings.profile, to, busy, connected);
    if (problem) return this.shell.fail(...problem);
    if (!to || isBlocked(settings.profile, to)) return this.shell.fail('blocked', 'This person is blocked.');
    // these route by conversation
    if (!settings.conversationId && /^(relay|socketio)/.test(settings.dialect as string))
      return this.shell.fail('config', 'conversation-id');
    this.dispatch({ type: 'invite', callId: ports.newId(), peer: to, kind });
    // a socket that is half open, or waits for its next try, costs seconds of ringing
    link.wake();
    return true;
  }

  /** What comes of it is told as every change of the own tracks. A screen is for a peer who is there. */
  setSharing(sharing: boolean): void {
    const call = liveCall(this.state);
    if (call?.connectedAt) this.peers.apply(call.id, (peer) => peer.setSharing(sharing));
  }

  refresh(): void {
    this.chat.talks?.changed();
    this.view = this.project();
    this.shell.ports.changed();
  }

  private machineConfig(): MachineConfig {
    const { profile, ringTimeout, dialect } = this.shell.settings;
    return {
      self: profile && { id: profile.id, type: profile.type },
      partyId: this.partyId,
      ringMs: ringTimeout > 0 ? ringTimeout * 1000 : RING_MS,
      offerAfterAcceptance: offersLate(dialect),
      supported: hasWebRtc(),
    };
  }

  private send(effect: Extract<Effect, { type: 'send' }>): void {
    const head = envelope(this, effect.to, effect.seq);
    if (!head) return;
    const frame = toFrame(effect, head, this.peers.description(effect.body.call_id));
    const { link, ports } = this.shell;
    const over = this.channel.send(frame) ? 'call' : link.send(frame) && link.state;
    ports.note('send', { call_id: effect.body.call_id, what: `${frame.type} ${over || 'nothing'}` });
    if (!over) this.shell.fail('not_connected', 'WebSocket not connected');
  }

  private committed(before: MachineState, after: MachineState): void {
    const { ports } = this.shell;
    this.shell.update();
    this.shell.tabs?.committed(after);
    this.channel.tell();
    if (before.call !== after.call) this.refresh();
    const gone = vanishedCall(before, after, ports.now());
    if (gone) announceCall(ports, gone, phaseOf(before), true);
    const { call } = this.view;
    const same = before.call?.id === after.call?.id;
    const previous = same ? phaseOf(before) : 'idle';
    if (!call || call.phase === previous) return;
    const connectedBefore = same && (before.call?.connectedAt ?? null) !== null;
    if (announceCall(ports, call, previous, connectedBefore)) this.ringer.stop();
  }

  /** Of all tabs of the person, one sounds. */
  private get ringer(): Ringer {
    const { ringtone } = this;
    return this.shell.tabs?.ringer(ringtone) ?? ringtone;
  }

  private project(): SessionView {
    const { link, tabs } = this.shell;
    const { chat, peers } = this;
    const snapshot = toSnapshot(this.state.call);
    const unchanged = JSON.stringify(snapshot) === JSON.stringify(this.view?.call);
    return {
      connection: link.state,
      problem: link.problem,
      call: unchanged ? this.view.call : snapshot,
      elsewhere: tabs?.elsewhere ?? null,
      prompting: peers.prompting,
      quality: peers.quality,
      localStream: peers.local,
      remoteStream: peers.remote,
      ...chat.view,
    };
  }
}
