import type { PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { CallSnapshot } from './call/snapshot.js';
import { DialogController } from './controllers/dialog-controller.js';
import { LazyViews } from './controllers/lazy-views.js';
import { ElementProperties } from './controllers/properties.js';
import { RemoteAudio } from './controllers/remote-audio.js';
import { listenToRequests, type RequestHost } from './controllers/requests.js';
import { RingingDialog } from './controllers/ringing-dialog.js';
import { SessionController } from './controllers/session-controller.js';
import type { ChatCallModalEvents } from './events.js';
import { en } from './i18n/en.js';
import type { CallKind } from './protocol/frames.js';
import type { Profile } from './protocol/identity.js';
import type { ConnectionState } from './signaling/types.js';
import { modalStyles } from './themes/modal.js';
import { tokens } from './themes/tokens.js';
import { defineFirst } from './ui/first.js';
import { renderModal } from './ui/modal.js';

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
 * @fires {CustomEvent} ccm-connection - `{state, problem}`: the socket.
 * @fires {CustomEvent} ccm-call-incoming - `{call}`, cancelable: the page shows its own ringing screen.
 * @fires {CustomEvent} ccm-call-state - `{call, previous}`: every change of phase.
 * @fires {CustomEvent} ccm-call-connected - `{call}`: the media connection is up for the first time.
 * @fires {CustomEvent} ccm-call-ended - `{call, reason, duration}`; `duration` in seconds.
 * @fires {CustomEvent} ccm-message - `{id, from, text, at}`: a message came.
 * @fires {CustomEvent} ccm-message-sent - `{id, to, text, at}`: a message was written here.
 * @fires {CustomEvent} ccm-unread - `{count}`
 * @fires {CustomEvent} ccm-error - `{code, message}`: what did not work, for the developer.
 */
export class ChatCallModal extends ElementProperties {
  static override styles = [tokens, modalStyles];

  /** Whether the modal is shown. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** The microphone is off; before a call: the next one starts so. Reflects what the track does. */
  @property({ type: Boolean, reflect: true })
  get muted(): boolean {
    return this.call?.muted ?? this.startMuted;
  }
  set muted(muted: boolean) {
    if (muted === this.muted) return;
    this.startMuted = muted;
    this.session.dispatch({ type: 'set_muted', muted });
  }
  /** The camera is off; before a call: the next video call starts so. Reflects what the track does. */
  @property({ type: Boolean, reflect: true, attribute: 'camera-off' })
  get cameraOff(): boolean {
    return this.liveCall?.cameraOff ?? this.startCameraOff;
  }
  set cameraOff(off: boolean) {
    if (off === this.cameraOff) return;
    this.startCameraOff = off;
    this.session.dispatch({ type: 'set_camera', off });
  }

  @state() private chatBesideCall = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  private startMuted = false;
  private startCameraOff = false;
  private readonly strings = en;
  private readonly lazy = new LazyViews(this, (view) => {
    this.emit('ccm-error', { code: 'load_failed', message: `The ${view} view did not load.` });
  });
  private readonly audio = new RemoteAudio(this);
  private readonly ringing = new RingingDialog(this);
  private readonly connector = new SessionController(
    this,
    () => this.settings(),
    (name, detail, cancelable) => this.tell(name, detail, cancelable),
  );

  constructor() {
    super();
    defineFirst();
    new DialogController(this, () => this.dialog);
  }

  private get session() {
    return this.connector.session;
  }

  private get liveCall(): CallSnapshot | null {
    return this.call && this.call.phase !== 'ended' ? this.call : null;
  }

  /** State of the socket: `idle`, `connecting`, `open`, `reconnecting` or `failed`. */
  get connection(): ConnectionState {
    return this.session.view.connection;
  }

  /** The call as an immutable snapshot, or `null`. */
  get call(): CallSnapshot | null {
    return this.session.view.call;
  }

  /** Messages that came and were not seen yet. */
  get unread(): number {
    return this.session.view.unread;
  }

  /** Opens the modal, on the conversation with `peer` when one is given. */
  show(peer?: Profile): void {
    if (peer) this.setPeer(peer);
    this.open = true;
  }

  /** Hides the modal. A live call goes on in its pill. */
  close(): void {
    if (this.call?.phase === 'ended') this.session.dispatch({ type: 'dismiss' });
    this.open = false;
  }

  /** Calls the peer. `false` when that is not possible; `ccm-error` says why. */
  startCall(kind: CallKind): boolean {
    this.connector.configure();
    if (!this.session.startCall(kind)) return false;
    this.show();
    return true;
  }

  /** Answers the ringing call; a video call with the camera unless `camera-off` is set. */
  accept(): void {
    this.session.dispatch({ type: 'accept', video: !this.startCameraOff });
  }

  /** Declines the ringing call, with words for the caller when given. */
  decline(reason?: string): void {
    this.session.dispatch({ type: 'decline', ...(reason ? { message: reason } : {}) });
  }

  /** Ends the call, whatever its phase. */
  hangUp(): void {
    this.session.dispatch({ type: 'hang_up' });
  }

  /** Sends text to the peer. `false` when it is empty, nobody is there to write to, or the site has no chat. */
  sendMessage(text: string): boolean {
    this.connector.configure();
    return this.session.sendMessage(text);
  }

  /** Opens the socket; needed only with `connect="manual"`, and to try again after `failed`. */
  connectSocket(): void {
    this.session.connectSocket();
  }

  /** Closes the socket that `connectSocket()` opened. A live call keeps the socket it needs. */
  disconnectSocket(): void {
    this.session.disconnectSocket();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    listenToRequests(root, this.requestHost(), this.session);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.connector.configure();
    if (changed.has('open')) this.session.setOpen(this.open);
    this.audio.show(this.session.view.remoteStream);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('open') && (this.open || changed.get('open'))) {
      this.emit(this.open ? 'ccm-open' : 'ccm-close', {});
    }
  }

  protected override render(): unknown {
    const { strings, open, launcher, peer, chatBesideCall, ringing } = this;
    const { view } = this.session;
    const own = { strings, open, launcher, peer, chatBesideCall, hideRinging: ringing.isHidden(view.call) };
    return renderModal({ ...view, ...own, needsGesture: this.audio.blocked }, this.lazy, (event) => {
      event.preventDefault();
      if (this.call?.phase !== 'ringing') this.close();
    });
  }

  private requestHost(): RequestHost {
    return {
      show: () => this.show(),
      close: () => this.close(),
      toggleChat: () => void (this.chatBesideCall = !this.chatBesideCall),
      hear: () => this.audio.play(),
      currentCall: () => this.call,
    };
  }

  private tell(name: string, detail: unknown, cancelable: boolean): boolean {
    const allowed = this.emit(name as 'ccm-error', detail as never, cancelable);
    if (name === 'ccm-call-state') this.callChanged();
    if (name === 'ccm-call-incoming') this.ringing.rings(this.call, allowed);
    return allowed;
  }

  private callChanged(): void {
    const { call } = this;
    if (call?.phase === 'connecting' || call?.phase === 'inviting') this.applyStartState();
    this.requestUpdate('muted');
    this.requestUpdate('cameraOff');
  }

  private applyStartState(): void {
    if (this.startMuted) this.session.dispatch({ type: 'set_muted', muted: true });
    if (this.startCameraOff) this.session.dispatch({ type: 'set_camera', off: true });
  }

  private emit<K extends keyof ChatCallModalEvents>(
    name: K,
    detail: ChatCallModalEvents[K],
    cancelable = false,
  ): boolean {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }
}
