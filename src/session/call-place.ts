import type { CallPhase } from '../call/snapshot.js';
import type { Call, MachineState } from '../call/state.js';
import type { Bus } from '../tabs/bus.js';
import { hold } from '../tabs/lock.js';
import type { Elsewhere, RemoteCall, SteerAction } from '../tabs/messages.js';
import type { TabHost } from './tabs.js';

/** A page that goes may be followed by the next one of its tab: a page change takes up to 5 s, unless it is closed. */
const GRACE_MS = 5000;
/** Where a link was followed the next page comes, however slow: the peer waits 30 s, and a takeover takes some of them. */
const CHANGE_MS = 20_000;
/** `leaving` of a page that goes: closed perhaps, or known to change. */
const [GOES, CHANGES] = ['', 'page'];
/** A page that goes tells so and lets go of its lock: either may be heard first. */
const UNTOLD_MS = 1000;
/** The tab that is looked at takes a call over before one that is hidden. */
const HIDDEN_MS = 1000;
/** The page before lets go of its call when it goes; after that time the call is somebody else's. */
const CLAIM_MS = 1500;

const isMine = (call: Call | null): boolean => !!call && call.phase !== 'ringing';

/** In which of a person's tabs the one call is: here, there, or on its way. */
export class CallPlace {
  /** The call that another tab has. */
  elsewhere: RemoteCall | null = null;
  /** The own live call, ringing or not. */
  seen: Call | null = null;
  /** The tab that `elsewhere` is in. */
  private caller = '';
  /** While the call's lock is wanted or held; what was told about the call, once it is held. */
  private lease: AbortController | null = null;
  private told: string | null = null;
  private watching: AbortController | null = null;
  /** A link to another page was followed: what goes next is no closed tab. */
  private isChanging = false;
  /** It was taken over to be ended: as soon as the peer knows this page. */
  private over = false;
  private readonly unlisten = new AbortController();

  constructor(
    private readonly host: TabHost,
    private readonly bus: Bus,
    /** The lock that is held where the call is. */
    private readonly lockName: string,
  ) {
    const { navigation } = globalThis as { navigation?: Navigation };
    const follow = ({ destination, downloadRequest }: NavigateEvent): void => {
      if (!destination.sameDocument && downloadRequest === null) this.isChanging = true;
    };
    navigation?.addEventListener('navigate', follow, { signal: this.unlisten.signal });
  }

  /** The machine's state has changed. */
  committed(state: MachineState): void {
    const { seen } = this;
    const call = state.call?.phase === 'ended' ? null : state.call;
    this.seen = call;
    if (seen?.phase === 'ringing') this.settle(seen, state.call);
    if (isMine(call)) void (this.lease ? this.tell() : this.claim(0));
    else if (isMine(seen)) this.release();
    if (!this.over || (call && !call.described)) return;
    this.over = false;
    this.host.core?.dispatch({ type: 'hang_up' });
  }

  /** Takes up the call that this tab kept over a page change, unless it is somebody else's by now. */
  async takeUp(): Promise<void> {
    const [isClaimed] = await Promise.all([this.claim(), this.host.load()]);
    if (!this.host.core?.resume(isClaimed)) this.release();
  }

  /** Asks the tab with the call. Where that has gone, the call comes here at once, or ends here. */
  steer(action: SteerAction): void {
    const { elsewhere } = this;
    if (elsewhere?.leaving !== GOES && elsewhere?.leaving !== CHANGES)
      return this.bus.post('steer', this.caller, action);
    if (action !== 'move' && action !== 'hang_up') return;
    this.watching?.abort();
    void this.takeOver(elsewhere).then(() => {
      this.over = action === 'hang_up' && !!this.seen;
    });
  }

  /** The page goes, or is put aside. */
  go(): void {
    this.handOver(this.isChanging ? CHANGES : GOES);
    this.isChanging = false;
  }

  /** For a tab that came later. */
  tellAgain(): void {
    if (this.told) this.told = '';
    this.tell();
  }

  close(): void {
    this.release();
    this.watching?.abort();
    this.unlisten.abort();
  }

  /** Another tab answered or declined what rings here. */
  settled(callId: string, reason: Elsewhere): void {
    const { seen, host } = this;
    if (seen?.id !== callId || seen.phase !== 'ringing') return;
    const from = { from: seen.peer, callId, party: null };
    host.core?.dispatch({ type: 'ended_received', ...from, reason, chosenParty: this.bus.tab });
  }

  /** `ms`: so long it is waited for; 0: until the call is over. */
  private async claim(ms = CLAIM_MS): Promise<boolean> {
    const lease = new AbortController();
    this.lease = lease;
    const timer = ms && setTimeout(() => lease.abort(), ms);
    const release = await hold(this.lockName, { signal: lease.signal });
    clearTimeout(timer);
    return this.leased(lease, release);
  }

  /** A call rang here and no longer does: if by this person's hand, the other tabs stop too. */
  private settle(before: Call, after: Call | null): void {
    if (after?.id !== before.id || after.phase === 'ringing') return;
    if (after.phase !== 'ended') this.bus.post('settled', before.id, 'answered_elsewhere');
    else if (after.endReason === 'declined') this.bus.post('settled', before.id, 'declined_elsewhere');
  }

  private leased(lease: AbortController, release: (() => void) | null): boolean {
    const isWanted = this.lease === lease && !lease.signal.aborted;
    if (!isWanted || !release) {
      release?.();
      if (this.lease === lease) this.lease = null;
      return false;
    }
    lease.signal.addEventListener('abort', release);
    this.told = '';
    this.tell();
    return true;
  }

  /** Tells the others about the own call, whenever that looks new. */
  private tell(): void {
    const call = this.told === null ? null : this.own(null);
    const text = JSON.stringify(call);
    if (!call || text === this.told) return;
    this.told = text;
    this.bus.post('call', call);
  }

  private own(leaving: string | null): RemoteCall | null {
    const record = this.host.core?.record();
    if (!record || !this.seen) return null;
    const { type: _type, seq = 0, ...call } = record;
    return {
      ...call,
      seq,
      leaving,
      phase: this.seen.phase as Exclude<CallPhase, 'idle' | 'ringing' | 'ended'>,
    };
  }

  /** The own call is over, or there was none. */
  release(): void {
    if (this.told) this.bus.post('call', null);
    this.told = null;
    this.lease?.abort();
    this.lease = null;
  }

  /** Lets go of the call; it goes on under another page. `to`: that tab, or `GOES` or `CHANGES` for the next page of this one. */
  private handOver(to: string): boolean {
    const call = this.told === null ? null : this.own(to);
    if (!call) return false;
    this.bus.post('call', call);
    this.told = null;
    this.release();
    return true;
  }

  /** Another tab wishes this of the call here. */
  steered(action: SteerAction, from: string): void {
    const { core } = this.host;
    if (action === 'hang_up') core?.dispatch({ type: 'hang_up' });
    else if (action !== 'move') core?.dispatch({ type: 'set_muted', muted: action === 'mute' });
    else if (this.seen?.connectedAt && this.seen.party !== null && this.handOver(from)) {
      core?.dispatch({ type: 'move_away' });
    }
  }

  /** Another tab tells about its call. */
  heard(call: RemoteCall | null, from: string): void {
    if (!call && from !== this.caller) return;
    const known = this.elsewhere?.leaving === null && call?.leaving === null && from === this.caller;
    this.caller = call ? from : '';
    this.show(call);
    this.giveWay(call);
    if (known) return;
    this.watching?.abort();
    if (call?.leaving === this.bus.tab) void this.takeOver(call);
    else if (call) void this.watch(call);
  }

  /** Two tabs called at once: the one whose call has the lock wins. */
  private giveWay(call: RemoteCall | null): void {
    if (!call || this.told !== null || this.seen?.phase !== 'inviting') return;
    this.host.core?.dispatch({ type: 'hang_up' });
    this.host.fail('call_in_progress', 'Another call goes on.');
  }

  private show(call: RemoteCall | null): void {
    this.elsewhere = call;
    if (call) void this.host.load();
    this.host.core?.refresh();
    this.host.ports.changed();
  }

  /** Waits until nobody has the call: its tab was closed, crashed, or changes pages. */
  private async watch(call: RemoteCall): Promise<void> {
    const { signal } = (this.watching = new AbortController());
    const release = await hold(this.lockName, { mode: 'shared', signal });
    release?.();
    if (!release || signal.aborted) return;
    const { leaving } = call;
    const patience = leaving === CHANGES ? CHANGE_MS : leaving === null ? UNTOLD_MS : GRACE_MS;
    const wait = patience + (document.hidden ? HIDDEN_MS : 0);
    const timer = setTimeout(() => void this.takeOver(this.elsewhere ?? call), wait);
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  /** The call goes on here, unless it cannot, or another tab was first. */
  private async takeOver(call: RemoteCall): Promise<void> {
    const { seq, phase: _phase, leaving: _leaving, ...record } = call;
    await this.host.load();
    const { core } = this.host;
    if (this.seen || !(await this.claim()) || !core) return;
    this.show(null);
    if (call.connectedAt === null || call.party === null) return this.release();
    core.dispatch({ type: 'resume', ...record, seq });
  }
}
