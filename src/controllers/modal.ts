import type { ReactiveController } from 'lit';
import type { Strings } from '../i18n/en.js';
import { Session } from '../session/session.js';
import type { SessionHost } from '../session/shell.js';
import type { SessionView } from '../session/types.js';
import { defineCall } from '../ui/call.js';
import { defineConversation } from '../ui/conversation.js';
import { defineFirst } from '../ui/first.js';
import { renderModal } from '../ui/modal.js';
import { modalStyles } from '../themes/modal.js';
import type { Profile } from '../protocol/identity.js';
import { DialogController, type DialogHost } from './dialog-controller.js';
import { FocusKeeper } from './focus-keeper.js';
import { Localize } from './localize.js';
import { LevelMeter } from './level-meter.js';
import { PageTitle } from './page-title.js';
import { RemoteAudio } from './remote-audio.js';
import { listenToRequests } from './requests.js';
import { RingingDialog } from './ringing-dialog.js';

/** The element, as the modal sees it. */
export interface ModalHost extends DialogHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly currentPeer: Profile | null;
  show(): void;
  close(): void;
}

/** All that loads on the first click, the first call or the first message: the session's core and the modal. */
export class Modal extends Session implements ReactiveController {
  private chatBesideCall = false;
  private readonly audio: RemoteAudio;
  private readonly ringing: RingingDialog;
  private readonly localize: Localize;

  constructor(
    shell: SessionHost,
    private readonly host: ModalHost,
  ) {
    super(shell);
    defineFirst();
    defineConversation();
    defineCall();
    adoptStyles(host.renderRoot);
    this.audio = new RemoteAudio(host);
    this.ringing = new RingingDialog(host, () => this.view.call);
    this.localize = new Localize(host);
    new DialogController(host);
    new FocusKeeper(host);
    new LevelMeter(
      host,
      () => host.open && this.view.call?.phase === 'connected',
      () => this.level(),
    );
    new PageTitle(host, () => this.title());
    listenToRequests(host.renderRoot, {
      show: () => host.show(),
      close: () => host.close(),
      toggleChat: () => this.toggleChat(),
      hear: () => this.audio.play(),
      core: this,
    });
    host.addController(this);
  }

  /** In the language of the element. */
  get strings(): Strings {
    return this.localize.strings;
  }

  /** `allowed`: the page did not prevent the widget's own ringing screen. */
  rings(allowed: boolean): void {
    this.ringing.rings(this.view.call, allowed);
  }

  /** The page shows the modal, or somebody goes from a finished call back to the chat. */
  keepOpen(): void {
    this.ringing.keep();
  }

  protected override reopen(): void {
    this.host.show();
  }

  hostUpdate(): void {
    this.audio.show(this.view.remoteStream);
  }

  render(): unknown {
    const { host, view } = this;
    const own = {
      strings: this.strings,
      open: host.open,
      peer: host.currentPeer,
      chatBesideCall: this.chatBesideCall,
      hideRinging: this.ringing.isHidden(view.call),
      needsGesture: this.audio.blocked,
    };
    return renderModal({ ...view, ...own }, (event) => this.cancelled(event));
  }

  /** Escape: hides the modal, but a call that rings wants an answer. */
  private cancelled(event: Event): void {
    event.preventDefault();
    const { host } = this;
    // A second Escape in a row is not asked about: the browser closes the dialog and says so.
    if (event.type === 'close' && (!host.open || (event.target as HTMLDialogElement).open)) return;
    if (this.view.call?.phase === 'ringing') host.requestUpdate();
    else host.close();
  }

  private title(): string {
    const { call } = this.view;
    if (call?.phase !== 'ringing') return '';
    const { strings } = this;
    return `${call.peer.name?.trim() || strings.someone}: ${strings.incoming(call.kind)}`;
  }

  private toggleChat(): void {
    this.chatBesideCall = !this.chatBesideCall;
    this.host.requestUpdate();
  }
}

function adoptStyles(root: HTMLElement | DocumentFragment): void {
  const sheet = modalStyles.styleSheet;
  if (root instanceof ShadowRoot && sheet && !root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}

export type { SessionView };
