import type { CallEvent } from '../call/events.js';
import type { MachineState } from '../call/state.js';
import type { Frame } from '../protocol/frames.js';
import { sameProfile, type ProfileRef } from '../protocol/identity.js';
import { Link } from './link.js';
import { listenToPage } from './page-events.js';
import { keptMark, setKeptMark } from './kept-mark.js';
import { hasSavedCall } from './saved-key.js';
import { canAgree } from '../tabs/lock.js';
import type { CallLog, CallRecord, TabHost, Tabs } from './tabs.js';
import type { SessionErrorCode, SessionPorts, SessionSettings, SessionView } from './types.js';

/** What the shell needs of the part that loads later. */
export interface ShellCore extends CallLog {
  readonly view: SessionView;
  readonly state: MachineState;
  dispatch(event: CallEvent): void;
  receive(frames: readonly Frame[]): void;
  /** A live call, or an unheard goodbye. */
  needsSocket(): boolean;
  hasLiveCall(): boolean;
  /** What the view shows of the connection has changed. */
  refresh(): void;
  /** The settings have changed, or the modal was shown or hidden. */
  configured(): void;
  /** Somebody else is signed in, or nobody: end the call, forget the conversations. */
  signedOut(): void;
  detached(): void;
  /** The page goes; a live call waits for the next one. */
  leaving(): void;
  /** Time may have passed in which no timer ran. `isBack`: from the browser's cache; the page after it has its call. */
  wake(isBack?: boolean): void;
  /** Takes up what the page before kept; its call not when that is another tab's by now (`isMine`). `false`: no call. */
  resume(isMine: boolean): boolean;
  /** The live call, for another page. */
  record(): CallRecord | null;
}

/** What the core needs of the shell. */
export type SessionHost = Pick<
  Shell,
  'link' | 'ports' | 'settings' | 'tabs' | 'isAttached' | 'isOpen' | 'fail' | 'update'
>;

/** Frames that wait for the lazy part: a call's first seconds fit. */
const MAX_WAITING = 256;
const ROUTED = /^(call_|chat_|ice_|media_|typing)/;

/**
 * What a page loads before anybody clicks: the socket. A call or a message that comes, a click, or a wish of the page
 * loads the core; what came before it waits, in order.
 */
export class Shell<C extends ShellCore = ShellCore> implements TabHost {
  readonly link: Link;
  core: C | null = null;
  /** The other tabs of this profile; `null` while there is none. */
  tabs: Tabs | null = null;
  settings: SessionSettings;
  isAttached = false;
  isOpen = false;
  private loading: Promise<C | null> | null = null;
  private waiting: Frame[] = [];
  private manual = false;
  /** While it is found out whether a call of the page before goes on here. */
  resuming: Promise<void> | null = null;
  private joining: Promise<Tabs> | null = null;
  private unlisten: (() => void) | undefined;

  constructor(
    private readonly read: () => SessionSettings,
    readonly ports: SessionPorts,
    private readonly loadCore: () => Promise<C>,
  ) {
    this.settings = read();
    this.link = new Link(() => this.settings, {
      state: (state, problem, transport) => {
        for (const tell of [ports.note, ports.emit]) tell('connection', { state, problem, transport });
        this.tabs?.socketChanged();
        if (state === 'open') this.core?.dispatch({ type: 'socket_opened' });
        this.core?.refresh();
        ports.changed();
      },
      frames: (frames) => {
        this.tabs?.received(frames);
        this.receive(frames);
      },
      protocolError: ({ code, where }) => ports.log('warn', 'a frame was refused', { code, where }),
      note: (step, fields) => ports.log('debug', step, fields),
      configError: (message) => this.fail('config', message),
      tabs: () => this.join(),
      sent: (frame) => this.tabs?.sent(frame),
    });
  }

  /** The core, loaded when it is first wanted. `null`: it did not load; `error` has said so, the next wish tries again. */
  load(): Promise<C | null> {
    this.loading ??= this.loadCore().then(
      (core) => {
        this.core = core;
        core.receive(this.waiting);
        this.waiting = [];
        core.configured();
        return core;
      },
      () => {
        this.loading = null;
        this.fail('load_failed');
        return null;
      },
    );
    return this.loading;
  }

  /** Reads the element's attributes and properties, each time they may have changed. */
  configure(): void {
    const before = this.settings;
    const settings = this.read();
    const keys = Object.keys(settings) as (keyof SessionSettings)[];
    if (keys.every((key) => same(before[key], settings[key]))) return;
    const { profile } = settings;
    // Under the old settings, so that the goodbye still goes out as who said hello.
    if (before.profile && !(profile && sameProfile(before.profile, profile))) {
      this.core?.signedOut();
      this.leave();
      this.waiting = [];
      void this.forget(before.profile);
    }
    this.settings = settings;
    this.core?.configured();
    this.update();
    this.resume();
  }

  /** The element is in a document. */
  attach(): void {
    this.configure();
    this.isAttached = true;
    this.unlisten ??= listenToPage(
      (isBack, isMoved) => {
        this.link.wake(isMoved);
        this.core?.wake(isBack);
        if (isBack) this.resume();
      },
      () => {
        this.core?.leaving();
        this.tabs?.leaving();
      },
      () => this.core?.dispatch({ type: 'network_changed' }),
    );
    this.update();
    this.resume();
  }

  /** The element has left it: everything stops. */
  detach(): void {
    this.core?.detached();
    this.leave();
    this.isAttached = false;
    this.waiting = [];
    this.unlisten?.();
    this.unlisten = undefined;
    this.link.dispose();
  }

  setOpen(open: boolean): void {
    this.isOpen = open;
    this.update();
    if (open) void this.load();
    this.core?.configured();
  }

  setManual(wanted: boolean): void {
    this.manual = wanted;
    this.update();
    if (wanted) this.link.retry();
  }

  /** Opens or closes the socket as the mode, the modal and the call want it. */
  update(): void {
    this.link.update(this.isAttached && this.wantsSocket(), this.isOpen);
    this.link.setInCall(this.core?.hasLiveCall() ?? false);
    if (!this.link.wanted) this.leave();
  }

  fail(code: SessionErrorCode, message = 'A part of the widget did not load.'): false {
    this.ports.log('warn', message, { code });
    this.ports.emit('error', { code, message });
    return false;
  }

  /** A call of the page before loads the core at once, and needs the other tabs' consent. */
  private resume(): void {
    const { profile } = this.settings;
    if (this.resuming || !this.isAttached || !profile) return;
    const alone = (): unknown => this.load().then((core) => core?.resume(true));
    if (!hasSavedCall(profile)) return void (keptMark(profile) === 'wanted' && alone());
    const taken = canAgree() ? this.join().then((tabs) => tabs.takeUp(), alone) : alone();
    this.resuming = Promise.resolve(taken).then(() => {
      this.resuming = null;
      this.update();
    });
    this.update();
  }

  private join(): Promise<Tabs> {
    const joining = (this.joining ??= import('./tab-group.js').then(({ TabGroup }) => {
      if (joining !== this.joining) throw new Error('left');
      return (this.tabs = new TabGroup(this, this.link.key));
    }));
    joining.catch(() => (this.joining = null));
    return joining;
  }

  private leave(): void {
    this.tabs?.close();
    this.tabs = this.joining = null;
  }

  /** What the device kept of somebody who is signed out, also where this page never loaded it. */
  private async forget(profile: ProfileRef): Promise<void> {
    setKeptMark(profile, null);
    try {
      await this.ports.wipeChats(profile);
    } catch {
      setKeptMark(profile, 'kept');
      this.fail('load_failed');
    }
  }

  private wantsSocket(): boolean {
    const { connect } = this.settings;
    if (connect === 'always' || this.resuming || this.core?.needsSocket()) return true;
    return connect === 'manual' ? this.manual : this.isOpen;
  }

  receive(frames: readonly Frame[]): void {
    if (this.core) return this.core.receive(frames);
    const routed = frames.filter(({ type }) => ROUTED.test(type));
    if (routed.length === 0) return;
    this.waiting = [...this.waiting, ...routed].slice(-MAX_WAITING);
    void this.load();
  }
}

/** Data is the same when it says the same. */
function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a !== 'function' && JSON.stringify(a) === JSON.stringify(b));
}
