/** Where files can be sent: the button, drop and paste. What happens with a file loads with the first. */
import { html, nothing } from 'lit';
import type { MessageEntry } from '../chat/types.js';
import { attachStrings } from '../i18n/attach/index.js';
import { iconButton } from '../ui/button.js';
import { isBlocked } from '../ui/conversation/extras.js';
import type { Drawn, FilesPart } from '../ui/conversation/files.js';
import type { CcmElement } from '../ui/element.js';
import { mic } from '../ui/icons.js';
import { paperclip } from '../ui/icons-attach.js';
import type { Files } from './files.js';
import type { FilesHost, FilesOwner } from './files-owner.js';

export class Attach implements FilesPart, FilesHost {
  version = 0;
  /** The conversation on the screen. */
  view: CcmElement | null = null;
  private room: Files | null = null;
  private loading: Promise<Files | null> | null = null;
  private canSend = false;

  constructor(readonly owner: FilesOwner) {}

  send(text: string): boolean {
    return !!this.room?.send(text);
  }

  draw(message: MessageEntry, host: CcmElement): Drawn | null {
    if (!message.attachments) return null;
    if (!this.room) void this.load();
    return this.room?.draw(message, host) ?? null;
  }

  strip(host: CcmElement): unknown {
    if (this.view !== host) {
      this.view = host;
      // of the whole modal: a file that misses the conversation would take the page's place
      for (const name of ['paste', 'dragover', 'drop']) host.getRootNode().addEventListener(name, this.take);
    }
    return this.room?.strip(host);
  }

  buttons({ strings }: CcmElement): unknown {
    const { host, shell, view } = this.owner;
    // a connection that is gone for a moment takes no button away
    if (host.uploadFile || shell.link.state === 'open')
      this.canSend = (!!host.uploadFile || shell.link.has('upload')) && view.chatProblem !== 'no_chat';
    if (!this.canSend) return nothing;
    const { attach, record, inCall } = attachStrings(strings.lang);
    const off = this.isBusy && inCall;
    return html`<input slot="composer-actions" type="file" multiple hidden @change=${this.chosen} />
      <span slot="composer-actions">${iconButton('ib', 'attach-button', attach, paperclip, this.choose)}</span
      >${
        'MediaRecorder' in window
          ? html`<span slot="voice"
              >${iconButton('ib', 'voice-button', record, mic, this.record, undefined, off)}</span
            >`
          : nothing
      }`;
  }

  get isBusy(): boolean {
    return this.owner.hasLiveCall() || !!this.owner.view.elsewhere;
  }

  update(): void {
    this.view?.requestUpdate();
  }

  /** What messages have can be drawn now; who is at the end of the log stays there. */
  private redraw(): void {
    const { view } = this;
    const { entries = [] } = (view ?? {}) as { readonly entries?: readonly unknown[] };
    this.version += 1;
    view?.requestUpdate('entries', [...entries]);
  }

  private async load(): Promise<Files | null> {
    this.loading ??= import('./files.js').then(
      (file) => {
        this.room = file.openFiles(this);
        this.redraw();
        return this.room;
      },
      () => {
        this.loading = null;
        this.owner.shell.fail('load_failed');
        return null;
      },
    );
    return this.loading;
  }

  /** Files that come any other way than by the button. */
  private readonly take = (event: Event): void => {
    const { clipboardData, dataTransfer } = event as ClipboardEvent & DragEvent;
    const data = clipboardData ?? dataTransfer;
    // a table's cells come as a picture too: their text is meant
    if (!data?.types.includes('Files') || data.types.includes('text/plain')) return;
    event.preventDefault();
    const isSeen = this.view?.isConnected && !isBlocked(this.owner.view);
    if (isSeen && this.canSend) void this.wish(event.type, data.files);
  };

  private readonly record = (): void => void this.load().then((room) => room?.record());

  private readonly choose = (): void => this.view?.renderRoot.querySelector('input')?.click();

  private readonly chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    void this.wish(event.type, input.files);
    input.value = '';
  };

  private async wish(type: string, list: FileList | null): Promise<void> {
    const files = [...(list ?? [])];
    (await this.load())?.handle(type, files);
  }
}

export function openAttach(owner: FilesOwner): FilesPart {
  return new Attach(owner);
}
