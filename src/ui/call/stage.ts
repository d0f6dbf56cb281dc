import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { PropertyValues, TemplateResult } from 'lit';
import type { CallSnapshot, MediaProblem } from '../../call/snapshot.js';
import { avatarColors } from '../avatar.js';
import type { ControlContext } from '../controls/control.js';
import { controls } from '../controls/index.js';
import { controlStyles } from '../controls/styles.js';
import { CcmElement } from '../element.js';
import type { Request } from '../requests.js';
import { base, stage } from '../styles.js';
import { AutoHide } from './auto-hide.js';
import { endedActions } from './ended.js';
import { noteStyles } from './note-styles.js';
import { plainNotice, problemNotices, promptNotice } from './notices.js';
import { Shortcuts } from './shortcuts.js';
import { stageStyles } from './stage-styles.js';
import { controlBar, middle, muteHints, selfView, topBar } from './stage-view.js';
import { StreamWatch, hasVideo } from './streams.js';
import { Ticker } from './ticker.js';

/**
 * The stage of a call, from Calling… to why it ended. Sound is played by the owner; the videos here are muted.
 * Keys, while focus is in the same root: M mutes, V turns the camera off, S shares, Esc minimizes.
 *
 * @slot call-controls - More buttons for the bar.
 * @csspart stage - The dark background.
 * @csspart remote-video - The peer's picture.
 * @csspart avatar - The peer's face.
 * @csspart name - The peer's name.
 * @csspart status - The status region.
 * @csspart notice - A device's trouble, a hint.
 * @csspart self-view - One's own picture.
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
  static readonly parts =
    'stage, remote-video, avatar, name, status, notice, self-view, minimize-button, controls, control, mute-button, ' +
    'camera-button, share-button, chat-button, end-button, again-button, dismiss-button, hear-button';

  static override styles = [base, stage, controlStyles, stageStyles, noteStyles];

  @property({ attribute: false }) call: CallSnapshot | null = null;
  @property({ attribute: false }) localStream: MediaStream | null = null;
  @property({ attribute: false }) remoteStream: MediaStream | null = null;
  /** Milliseconds since the epoch; without it the element reads the clock and ticks by itself. */
  @property({ attribute: false }) now: number | undefined = undefined;
  /** Autoplay was refused: shows Tap to hear. */
  @property({ type: Boolean }) needsGesture = false;
  /** The browser's question for devices is open. */
  @property({ type: Boolean }) prompting = false;
  @property({ type: Boolean }) poorNetwork = false;
  /** A line for the person, such as which microphone took over. */
  @property() notice = '';
  @property({ type: Boolean }) canShare = false;
  /** Shows the button that leads to the conversation. */
  @property({ type: Boolean }) chat = false;
  @property({ type: Number }) unread = 0;

  @state() private dismissed: readonly MediaProblem[] = [];
  @state() private whole = false;
  private hadFocus = false;

  private readonly bar = new AutoHide(this, () => this.call?.phase === 'connected' && this.pictured);

  constructor() {
    super();
    new Ticker(this, () =>
      this.now === undefined && this.call?.phase === 'connected' ? this.call.connectedAt : null,
    );
    new StreamWatch(this, () => [this.localStream, this.remoteStream]);
    new Shortcuts(this, (key) => this.press(key));
  }

  /** The peer's sound, 0 to 1; moves the ring without a render. */
  set level(level: number) {
    this.style.setProperty('--_level', String(Math.min(1, Math.max(0, level))));
  }

  /** Whether the peer's picture fills the stage. */
  private get pictured(): boolean {
    const { call } = this;
    if (call?.phase !== 'connected' && call?.phase !== 'reconnecting') return false;
    const told = call.peerMedia;
    return hasVideo(this.remoteStream) && (told ? told.video || told.screen : call.kind === 'video');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.hadFocus = !!this.shadowRoot?.activeElement;
    if (!changed.has('call') || !this.call) return;
    this.style.setProperty('--_glow', `${avatarColors(this.call.peer)[0]}5c`);
    if (changed.get('call')?.id !== this.call.id) this.dismissed = [];
  }

  protected override updated(): void {
    // the focused button may be gone: keep focus on the stage, where the keys still work
    if (this.hadFocus && !this.shadowRoot?.activeElement)
      this.shadowRoot?.querySelector<HTMLElement>('.stage')?.focus();
  }

  protected override render(): unknown {
    const { call, strings, pictured } = this;
    if (!call) return nothing;
    const ended = call.phase === 'ended';
    const preview =
      call.phase === 'inviting' && call.kind === 'video' && !call.cameraOff && hasVideo(this.localStream);
    const classes = [call.phase, pictured && 'picture', preview && 'preview', this.bar.hidden && 'bare'];
    const { needsGesture, poorNetwork, request: ask } = this;
    const name = this.nameOf(call.peer);
    const view = {
      call,
      strings,
      name,
      now: this.now ?? Date.now(),
      needsGesture,
      poorNetwork,
      preview,
      ask,
    };
    return html`<section class="stage ${classes.filter(Boolean).join(' ')}" part="stage" tabindex="-1">
      ${pictured || preview ? this.picture(preview) : nothing}
      ${ended ? html`<div class="top"></div>` : topBar(view)} ${this.notices(call)} ${middle(view)}
      ${
        ended
          ? endedActions(call, strings, ask)
          : [
              selfView(view, this.localStream),
              muteHints(view),
              controlBar(this.context(call), ask, this.keepFocus),
            ]
      }
      <span class="vh" aria-live="polite">${call.phase === 'connected' ? strings.connected : ''}</span>
    </section>`;
  }

  private picture(preview: boolean): TemplateResult {
    const screen = this.call?.peerMedia?.screen ?? false;
    const fit = (preview ? 'mirror' : '') + (this.whole !== screen ? ' whole' : '');
    const live = (event: Event): unknown => (event.target as HTMLElement).toggleAttribute('data-live', true);
    return html`<video
        class="remote ${fit}"
        part="remote-video"
        playsinline
        autoplay
        .muted=${true}
        .srcObject=${preview ? this.localStream : this.remoteStream}
        @loadeddata=${live}
        @emptied=${(event: Event) => (event.target as HTMLElement).removeAttribute('data-live')}
        @dblclick=${() => (this.whole = !this.whole)}
      ></video>
      <div class="shade"></div>`;
  }

  private notices(call: CallSnapshot): TemplateResult | typeof nothing {
    const { strings } = this;
    if (call.phase === 'ended') return nothing;
    const same = (a: MediaProblem, b: MediaProblem): boolean => a.device === b.device && a.code === b.code;
    const open = call.problems.filter((problem) => !this.dismissed.some((gone) => same(gone, problem)));
    return html`<div class="notices" role="group" aria-live="polite">
      ${this.prompting ? promptNotice(strings.prompt(call.kind)) : nothing} ${plainNotice(this.notice)}
      ${problemNotices(open, strings, (problem) => (this.dismissed = [...this.dismissed, problem]))}
    </div>`;
  }

  private context(call: CallSnapshot): ControlContext {
    return { call, strings: this.strings, canShare: this.canShare, chat: this.chat, unread: this.unread };
  }

  private readonly request = (request: Request): void => {
    this.dispatch(request);
  };

  /** A mouse presses controls without leaving focus on them, so that the bar may hide afterwards. */
  private readonly keepFocus = (event: Event): void => {
    event.preventDefault();
    if (!this.shadowRoot?.activeElement) this.shadowRoot?.querySelector<HTMLElement>('.stage')?.focus();
  };

  /** A key that belongs to the call; `true` when it was used. */
  private press(key: string): boolean {
    const { call } = this;
    if (!call || call.phase === 'ended') return false;
    if (key === 'escape') {
      this.ask('ccm-minimize-request');
      return true;
    }
    const context = this.context(call);
    const control = controls.find((one) => one.key === key && one.shown(context));
    if (control) this.dispatch(control.request(context));
    return !!control;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-call': CcmCall;
  }
}
