import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import type { CallSnapshot } from './call/snapshot.js';
import type { Modal } from './controllers/modal.js';
import { nextFrame } from './controllers/next-frame.js';
import { ElementProperties } from './controllers/properties.js';
import { createShell } from './controllers/shell-controller.js';
import { warnOfSilence } from './controllers/silence.js';
import { en } from './i18n/en.js';
import type { CallKind } from './protocol/frames.js';
import type { Profile } from './protocol/identity.js';
import type { Shell } from './session/shell.js';
import type { Diagnosis, SessionEvents } from './session/types.js';
import type { ConnectionState } from './signaling/types.js';
import { tokens } from './themes/tokens.js';
import { define } from './ui/element.js';
import { CcmLauncher } from './ui/launcher.js';

/**
 * Chat, voice calls and video calls for any website, from one script tag.
 *
 * ```html
 * <chat-call-modal api-base-url="https://api.example.com"
 *   profile-id="1" profile-type="tutor" profile-name="Tariq"
 *   peer-id="7" peer-type="student" peer-name="Sara"></chat-call-modal>
 * ```
 *
 * @tagname chat-call-modal
 * @slot header - Beside the name, before the call buttons.
 * @slot call-controls - More controls in the bar of a call.
 * @slot composer-actions - Buttons beside the message field.
 * @slot empty - In place of the text of an empty conversation.
 * @csspart dialog - The dialog itself.
 * @fires {CustomEvent} ccm-open - The modal is shown.
 * @fires {CustomEvent} ccm-close - The modal is hidden; a live call goes on.
 * @fires {CustomEvent} ccm-connection - `{state, problem, transport}`: the connection, and what carries it.
 * @fires {CustomEvent} ccm-call-incoming - `{call}`, cancelable: the page shows its own ringing screen.
 * @fires {CustomEvent} ccm-call-state - `{call, previous}`: every change of phase.
 * @fires {CustomEvent} ccm-call-connected - `{call}`: the media connection is up for the first time.
 * @fires {CustomEvent} ccm-call-ended - `{call, reason, duration}`; `duration` in seconds.
 * @fires {CustomEvent} ccm-message - `{id, from, text, at}`: a message came.
 * @fires {CustomEvent} ccm-message-sent - `{id, to, text, at}`: a message was written here.
 * @fires {CustomEvent} ccm-unread - `{count}`
 * @fires {CustomEvent} ccm-diagnosis - What `diagnose()` resolves with.
 * @fires {CustomEvent} ccm-error - `{code, message}`: what did not work, for the developer.
 */
export class ChatCallModal extends ElementProperties {
  static override styles = [tokens];
  static override properties: PropertyDeclarations = {
    open: { type: Boolean, reflect: true },
    muted: { type: Boolean, reflect: true },
    cameraOff: { type: Boolean, reflect: true, attribute: 'camera-off' },
  };

  /** Whether the modal is shown. */
  open = false;
  /** The microphone is off; before a call: the next one starts so. Reflects what the track does. */
  get muted(): boolean {
    return this.call?.muted ?? this.startMuted;
  }
  set muted(muted: boolean) {
    if (muted === this.muted) return;
    this.startMuted = muted;
    this.modal?.dispatch({ type: 'set_muted', muted });
  }
  /** The camera is off; before a call: the next video call starts so. Reflects what the track does. */
  get cameraOff(): boolean {
    return this.liveCall?.cameraOff ?? this.startCameraOff;
  }
  set cameraOff(off: boolean) {
    if (off === this.cameraOff) return;
    this.startCameraOff = off;
    this.modal?.dispatch({ type: 'set_camera', off });
  }
  private startMuted = false;
  private startCameraOff = false;
  private readonly shell: Shell<Modal> = createShell<Modal>(
    this,
    () => this.settings(),
    (name, detail) => this.tell(name, detail),
    async (): Promise<Modal> => {
      const { Modal } = await import('./controllers/modal.js');
      return new Modal(this.shell, this);
    },
  );

  constructor() {
    super();
    define('ccm-launcher', CcmLauncher);
    warnOfSilence(this, () => this.modal?.strings ?? en);
  }

  private get modal(): Modal | null {
    return this.shell.core;
  }

  private get liveCall(): CallSnapshot | null {
    return this.call && this.call.phase !== 'ended' ? this.call : null;
  }

  /** Whom the modal talks to, or `null`. */
  get currentPeer(): Profile | null {
    return this.peer;
  }

  /** State of the socket: `idle`, `connecting`, `open`, `reconnecting` or `failed`. */
  get connection(): ConnectionState {
    return this.shell.link.state;
  }

  /** The call as an immutable snapshot, or `null`. */
  get call(): CallSnapshot | null {
    return this.modal?.view.call ?? null;
  }

  /** Messages that came and were not seen yet. */
  get unread(): number {
    return this.modal?.view.unread ?? 0;
  }

  /** Opens the modal, on the conversation with `peer` when one is given; on the list of them where none is set. */
  show(peer?: Profile): void {
    if (peer) this.setPeer(peer);
    this.modal?.ringing.keep();
    this.open = true;
  }

  /** Hides the modal. A live call goes on in its pill. */
  close(): void {
    if (this.call?.phase === 'ended') this.modal?.dispatch({ type: 'dismiss' });
    this.open = false;
  }

  /** Calls the peer. Resolves with `false` when that is not possible; `ccm-error` says why. */
  async startCall(kind: CallKind): Promise<boolean> {
    this.shell.configure();
    const modal = await this.shell.load();
    if (!modal?.startCall(kind)) return false;
    this.show();
    return true;
  }

  /** Answers the ringing call; a video call with the camera unless `camera-off` is set. */
  accept(): void {
    this.shell.configure();
    this.modal?.dispatch({ type: 'accept', video: !this.startCameraOff });
  }

  /** Declines the ringing call, with words for the caller when given. */
  decline(reason?: string): void {
    this.modal?.dispatch({ type: 'decline', ...(reason ? { message: reason } : {}) });
  }

  /** Ends the call, whatever its phase. */
  hangUp(): void {
    this.modal?.dispatch({ type: 'hang_up' });
    // one of the page before, that is being taken up
    void this.shell.resuming?.then(() => this.hangUp());
  }

  /** Asks which screen, window or tab, and shows it to the peer in place of the camera, with its sound. Call from a click. */
  shareScreen(): void {
    this.modal?.setSharing(true);
  }

  /** The camera again, or nothing, as it was before. */
  stopSharing(): void {
    this.modal?.setSharing(false);
  }

  /** Sends text to the peer. Resolves when it cannot get lost any more, with `false` when it is empty, nobody is there, or the site has no chat. */
  async sendMessage(text: string): Promise<boolean> {
    this.shell.configure();
    const modal = await this.shell.load();
    return new Promise((said) => {
      if (!modal) said(false);
      else modal.chat.use((talks) => said(talks.keep(text)));
    });
  }

  /** Opens the socket; needed only with `connect="manual"`, and to try again after `failed`. */
  connectSocket(): void {
    this.shell.configure();
    this.shell.setManual(true);
  }

  /** Closes the socket that `connectSocket()` opened. A live call keeps the socket it needs. */
  disconnectSocket(): void {
    this.shell.setManual(false);
  }

  /** A report of what happened on this page, which hop failed and what to do about it; asks the network anew, up to 10 s. `null`: a part did not load. */
  diagnose(): Promise<Diagnosis | null> {
    return import('./controllers/diagnosis.js').then(
      (room) => room.diagnosisOf(this.shell, () => this.modal?.peers.stats()),
      () => null,
    );
  }

  /** Draws with the next frame, or soon after: what a click sets off goes out before the screen is drawn. A hidden page has no frames. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) await nextFrame(this.liveCall?.connectedAt === null);
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.shell.configure();
    if (changed.has('open')) this.shell.setOpen(this.open);
    // Tracks also change by a button, a key or an unplugged device: the attributes follow.
    if (this.muted !== this.hasAttribute('muted')) this.requestUpdate('muted');
    if (this.cameraOff !== this.hasAttribute('camera-off')) this.requestUpdate('cameraOff');
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('open') && (this.open || changed.get('open'))) {
      this.emit(this.open ? 'ccm-open' : 'ccm-close', {});
    }
  }

  protected override render(): unknown {
    const showLauncher = this.launcher && !this.open && !this.liveCall;
    return html`${
      showLauncher
        ? html`<ccm-launcher
            .strings=${this.modal?.strings ?? en}
            .unread=${this.unread}
            exportparts="launcher, badge"
            @ccm-open-request=${(event: Event) => {
              event.stopPropagation();
              this.show();
            }}
          ></ccm-launcher>`
        : nothing
    }${this.modal?.render() ?? nothing}`;
  }

  private tell<K extends keyof SessionEvents>(name: K, detail: SessionEvents[K]): boolean {
    const isRinging = name === 'call-incoming';
    const allowed = this.emit(`ccm-${name}`, detail as never, isRinging);
    if (name === 'call-state') this.applyStartState();
    if (isRinging) this.modal?.ringing.rings(allowed);
    return allowed;
  }

  private applyStartState(): void {
    const phase = this.call?.phase;
    if (phase !== 'connecting' && phase !== 'inviting') return;
    if (this.startMuted) this.modal?.dispatch({ type: 'set_muted', muted: true });
    if (this.startCameraOff) this.modal?.dispatch({ type: 'set_camera', off: true });
  }
}
