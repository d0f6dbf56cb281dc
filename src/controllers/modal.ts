import type { ReactiveController } from 'lit';
import type { Strings } from '../i18n/en.js';
import { Session } from '../session/session.js';
import type { SessionHost } from '../session/shell.js';
import type { SessionEvents, SessionView } from '../session/types.js';
import { defineCall } from '../ui/call.js';
import { defineConversation } from '../ui/conversation.js';
import { defineFirst } from '../ui/first.js';
import { renderModal, type ModalView } from '../ui/modal.js';
import { modalStyles } from '../themes/modal.js';
import type { MessageEntry } from '../chat/types.js';
import { sameProfile, type Profile } from '../protocol/identity.js';
import type { Around } from './around.js';
import type { FilesPart } from '../ui/conversation/files.js';
import type { UploadFile } from '../session/types.js';
import { openAttach } from './attach.js';
import { syncDialog, type DialogHost } from './dialog-controller.js';
import type { DeviceSheet, SheetRoom } from './device-sheet.js';
import { elsewhereStrip } from './elsewhere.js';
import { keepFocus } from './focus-keeper.js';
import { localize } from './localize.js';
import { showLevel } from './level-meter.js';
import { titlePage } from './page-title.js';
import { remoteAudio } from './remote-audio.js';
import { listenToRequests } from './requests.js';
import { ringingDialog } from './ringing-dialog.js';

/** The element, as the modal sees it. */
export interface ModalHost extends DialogHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly currentPeer: Profile | null;
  readonly uploadFile: UploadFile | null;
  show(peer?: Profile): void;
  close(): void;
}

/** All that loads on the first click, the first call or the first message: the session's core and the modal. */
export class Modal extends Session implements ReactiveController {
  /** The peer's sound. */
  readonly audio = remoteAudio(this.host);
  /** `rings` and `keep`: the element tells what the page wants. */
  readonly ringing = ringingDialog(this.host, () => this.view.call);
  private readonly words = localize(this.host);
  private readonly isShown: () => boolean;
  private chatBesideCall = false;
  private sheet: DeviceSheet | null = null;
  /** Where files can be sent, or one came. */
  files: FilesPart | null = null;
  private around: Promise<Around> | null = null;
  /** Whose conversation is on the screen. */
  private reading: Profile | null = null;
  private sheetInCall = false;
  /** All conversations, when they have loaded. */
  list: ModalView['list'] = null;
  private readonly elsewhere = elsewhereStrip(this.host);
  private resumer: unknown;

  constructor(
    shell: SessionHost,
    readonly host: ModalHost,
  ) {
    super(shell);
    defineFirst();
    defineConversation();
    defineCall();
    adoptStyles(host.renderRoot);
    this.isShown = syncDialog(host);
    keepFocus(host);
    showLevel(
      host,
      () => host.open && this.view.call?.phase === 'connected',
      () => this.peers.level(),
    );
    titlePage(host, () => this.title());
    listenToRequests(this);
    host.addEventListener('ccm-message', ({ detail }) => this.came(detail));
    host.addController(this);
  }

  /** In the language of the element. */
  get strings(): Strings {
    return this.words.strings;
  }

  protected override reopen(): void {
    this.host.show();
  }

  hostUpdate(): void {
    const { host, shell, view } = this;
    const takes = host.open && (host.uploadFile || shell.link.has('upload'));
    if (takes || view.entries.some((one) => (one as MessageEntry).attachments)) this.attach();
    const { call, unread } = this.view;
    // a call takes the place of the conversation, or stands beside it
    const isInView = this.host.open && (!call || this.chatBesideCall || this.ringing.isHidden(call));
    const peer = isInView ? this.shell.settings.peer : null;
    if (peer !== this.reading) this.chat.setReading((this.reading = peer));
    const isList = this.host.open && !this.host.currentPeer && !call;
    if (!this.around && (isList || unread || (call?.phase === 'ringing' && document.hidden))) this.attend();
    this.audio.show(this.view.remoteStream);
    this.audio.output(this.devices.choice.speaker);
    if (this.audio.blocked || call?.problems.length)
      this.resumer ??= import('./resume-call.js').then((room) => room.offerResume(this), this.missing);
    // a call may have begun and ended since the last drawing
    const isOver = this.sheetInCall ? !this.hasLiveCall() : call;
    if (this.sheet && (isOver || !this.host.open)) this.toggleDevices();
  }

  render(): unknown {
    const { host, view } = this;
    const own = {
      files: this.files,
      strings: this.strings,
      elsewhere: this.elsewhere(view.elsewhere, this.strings),
      open: host.open,
      peer: host.currentPeer,
      list: host.currentPeer || view.call ? null : this.list,
      chatBesideCall: this.chatBesideCall,
      hideRinging: this.ringing.isHidden(view.call),
      needsGesture: this.audio.blocked,
      devices: this.sheet && (() => this.sheet?.draw(this.strings, this.devices.choice, view.localStream)),
    };
    return renderModal({ ...view, ...own }, (event) => this.cancelled(event));
  }

  /** Escape: hides the settings of the call, else the modal; but a call that rings wants an answer. */
  private cancelled(event: Event): void {
    event.preventDefault();
    const { host } = this;
    // A second Escape in a row is not asked about: the browser closes the dialog and says so. What was closed from here
    // says so too, later: by then it may be wanted again.
    if (event.type === 'close' && (!this.isShown() || (event.target as HTMLDialogElement).open)) return;
    if (this.view.call?.phase === 'ringing') host.requestUpdate();
    else if (this.sheet) this.toggleDevices();
    else host.close();
  }

  private came(message: SessionEvents['message']): void {
    const { from, text } = message;
    if (this.view.unread) this.attend(message);
    const talk = this.host.renderRoot.querySelector('ccm-conversation');
    if (this.reading && sameProfile(from, this.reading)) talk?.say(`${talk.nameOf(from)}: ${text}`);
  }

  /** Tells of what nobody looks at, with a part that loads when there is something. */
  private attend(message?: SessionEvents['message']): void {
    this.around ??= import('./around.js').then((room) => room.openAround(this));
    this.around.then((around) => message && around.message(message), this.missing);
  }

  private title(): string {
    const { call, unread } = this.view;
    if (call?.phase !== 'ringing') return unread ? `(${unread}) ` : '';
    const { strings } = this;
    return `${call.peer.name?.trim() || strings.someone}: ${strings.incoming(call.kind)}`;
  }

  /** The settings of the call; before one, the check. */
  toggleDevices(): void {
    const { host, sheet } = this;
    sheet?.close();
    this.sheet = null;
    host.requestUpdate();
    if (sheet) return;
    this.sheetInCall = this.hasLiveCall();
    const room: Promise<SheetRoom> = this.sheetInCall
      ? import('./device-sheet.js')
      : import('./check-sheet.js');
    room
      .then((file) => file.openSheet(this))
      .then((open) => {
        this.sheet = open;
        host.requestUpdate();
      }, this.missing);
  }

  /** A part did not load. */
  readonly missing = () => this.shell.fail('load_failed');

  /** To the conversation with whom one talks to; from the list, only where one is needed. */
  follow(isNeeded: boolean): void {
    const { currentPeer } = this.host;
    const peer = this.view.call?.peer;
    const isOther = currentPeer ? peer && !sameProfile(peer, currentPeer) : isNeeded;
    this.host.show(isOther ? peer : undefined);
  }

  private attach(): void {
    this.files ??= openAttach(this);
  }

  /** The conversation beside the call. */
  toggleChat(): void {
    this.chatBesideCall = !this.chatBesideCall;
    this.follow(true);
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
