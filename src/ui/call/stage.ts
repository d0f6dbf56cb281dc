import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Quality } from '../../call/quality.js';
import type { CallSnapshot } from '../../call/snapshot.js';
import { tint } from '../avatar.js';
import { controls } from '../controls/index.js';
import { controlStyles } from '../controls/styles.js';
import { CcmElement, props } from '../element.js';
import { base, stage } from '../styles.js';
import { autoHide } from './auto-hide.js';
import { endedActions } from './ended.js';
import { looksAway } from './facing.js';
import { note } from './notices.js';
import { noteStyles } from './note-styles.js';
import { shortcuts } from './shortcuts.js';
import { stageStyles } from './stage-styles.js';
import { controlBar, middle, muteHints, notices, selfView, topBar } from './stage-view.js';
import type { StageView } from './view.js';
import { hasVideo, peerPicture, watchStreams } from './streams.js';
import { tick } from './ticker.js';

/**
 * The stage of a call, from Calling… to why it ended. Sound is played by the owner; the videos here are muted.
 * Keys, while focus is in the same root: M mutes, V turns the camera off, S shares the screen, Esc minimizes.
 *
 * @slot call-controls - More buttons for the bar.
 * @csspart stage - The dark background.
 * @csspart remote-video - The peer's picture.
 * @csspart avatar - The peer's face.
 * @csspart name - The peer's name.
 * @csspart status - The status region.
 * @csspart notice - A device's trouble, a hint.
 * @csspart self-view - One's own picture.
 * @csspart flip-button - Switch camera, in it.
 * @csspart minimize-button - Minimize.
 * @csspart controls - The bar.
 * @csspart control - Any button of the bar; also mute-button, camera-button, share-button, chat-button, end-button.
 * @csspart again-button - Call again.
 * @csspart dismiss-button - Back to chat.
 * @csspart hear-button - Tap to hear.
 * @fires ccm-mute-request - `{muted}`
 * @fires ccm-camera-request - `{off}`
 * @fires ccm-share-request - `{sharing}`
 * @fires ccm-chat-request
 * @fires ccm-hang-up-request
 * @fires ccm-minimize-request
 * @fires ccm-call-again-request - `{kind}`
 * @fires ccm-dismiss-request
 * @fires ccm-hear-request
 */
export class CcmCall extends CcmElement {
  static override properties = props({
    call: null,
    localStream: null,
    remoteStream: null,
    now: undefined,
    needsGesture: false,
    prompting: false,
    quality: null,
    chat: false,
    unread: 0,
  });

  static override styles = [base, stage, controlStyles, stageStyles, noteStyles];

  declare call: CallSnapshot | null;
  declare localStream: MediaStream | null;
  declare remoteStream: MediaStream | null;
  /** Milliseconds since the epoch; without it the element reads the clock and ticks by itself. */
  declare now: number | undefined;
  /** Autoplay was refused: shows Tap to hear. */
  declare needsGesture: boolean;
  /** The browser's question for devices is open. */
  declare prompting: boolean;
  /** How good the connection is; `null`: good. */
  declare quality: Quality | null;
  /** Shows the button that leads to the conversation. */
  declare chat: boolean;
  declare unread: number;

  /** Draws what went wrong. */
  private troubles: ((view: StageView) => unknown) | undefined;
  private whole = false;
  private hadFocus = false;

  private readonly bare = autoHide(this, () => this.call?.phase === 'connected' && this.pictured);

  constructor() {
    super();
    tick(this);
    watchStreams(this, () => [this.localStream, this.remoteStream]);
    shortcuts(this, (key) => this.press(key));
  }

  /** The peer's sound, 0 to 1; moves the ring without a render. */
  set level(level: number) {
    this.style.setProperty('--_level', `${level}`);
  }

  /** The peer's name, or the word for somebody without one. */
  get name(): string {
    return this.nameOf(this.call?.peer);
  }

  /** Milliseconds since the epoch. */
  get time(): number {
    return this.now ?? Date.now();
  }

  /** Whether one's own picture fills the stage: nobody has answered yet. */
  get preview(): boolean {
    const { call, localStream } = this;
    return call?.phase === 'inviting' && !call.cameraOff && hasVideo(localStream);
  }

  /** Whether the peer's picture fills the stage. */
  get pictured(): boolean {
    return peerPicture(this.call, this.remoteStream);
  }

  protected override willUpdate(): void {
    const { call, quality, prompting } = this;
    if (!this.troubles && (prompting || quality || call?.silence || call?.problems.length))
      this.loadTroubles();
    this.hadFocus = !!this.shadowRoot?.activeElement;
    tint(this, call?.peer);
  }

  protected override updated(): void {
    // the focused button may be gone: keep focus on the stage, where the keys still work
    if (this.hadFocus) this.keepFocus();
  }

  protected override render(): unknown {
    const { call, strings, pictured, preview } = this;
    if (!call) return nothing;
    const view = this as StageView;
    const classes = `${call.phase} ${pictured ? 'picture' : preview ? 'preview' : ''} ${this.bare() ? 'bare' : ''}`;
    return html`<section class="stage ${classes}" part="stage" tabindex="-1">
      ${pictured || preview ? this.picture(preview) : nothing}
      ${
        call.phase === 'ended'
          ? [middle(view), endedActions(view)]
          : [
              topBar(view),
              notices(this.troubles?.(view)),
              middle(view),
              selfView(view),
              muteHints(view),
              controlBar(view, this.pressed),
            ]
      }
      <span class="vh" aria-live="polite">${call.phase === 'connected' ? strings.connected : ''}</span>
    </section>`;
  }

  private loadTroubles(): void {
    this.troubles = () => nothing;
    import('./trouble.js')
      .then((room) => room.drawTroubles(this, note))
      .then(
        (draw) => {
          this.troubles = draw;
          this.requestUpdate();
        },
        () => {},
      );
  }

  private picture(preview: boolean): TemplateResult {
    const screen = this.call?.peerMedia?.screen ?? false;
    const isMirror = preview && !looksAway(this.localStream?.getVideoTracks()[0]);
    const fit = isMirror ? 'mirror' : this.whole !== screen && !preview ? 'whole' : '';
    // nothing black: the picture appears with its first frame, and goes with its stream
    const live = ({ type, target }: Event): unknown =>
      (target as HTMLElement).toggleAttribute('data-live', type === 'loadeddata');
    return html`<video
        class="remote ${fit}"
        part="remote-video"
        playsinline
        autoplay
        .muted=${true}
        .srcObject=${preview ? this.localStream : this.remoteStream}
        @loadeddata=${live}
        @emptied=${live}
        @dblclick=${() => {
          this.whole = !this.whole;
          this.requestUpdate();
        }}
      ></video>
      <div class="shade"></div>`;
  }

  /** A mouse presses controls without leaving focus on them, so that the bar may hide afterwards. */
  private readonly pressed = (event: Event): void => {
    event.preventDefault();
    this.keepFocus();
  };

  private keepFocus(): void {
    if (!this.shadowRoot?.activeElement) this.renderRoot.querySelector<HTMLElement>('.stage')?.focus();
  }

  /** A key that belongs to the call; `true` when it was used. */
  private press(key: string): boolean {
    const { call } = this;
    if (!call || call.phase === 'ended') return false;
    if (key === 'escape') {
      this.ask('minimize');
      return true;
    }
    const view = this as StageView;
    const control = controls.find((one) => one.key === key && one.shown(view));
    if (control) this.ask(...control.request(view));
    return !!control;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-call': CcmCall;
  }
}
