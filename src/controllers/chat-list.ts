/** The modal's first pane where no peer is set: all conversations. Loaded when it is first shown. */
import { html, type TemplateResult } from 'lit';
import type { TimelineEntry } from '../chat/types.js';
import type { AroundWords } from '../i18n/en-around.js';
import type { Strings } from '../i18n/en.js';
import type { Frame, ProfileStatus } from '../protocol/frames.js';
import { profileKey } from '../protocol/identity.js';
import type { Session } from '../session/session.js';
import { defineChats, type ChatRow } from '../ui/chats.js';

/** The modal, as this room sees it. */
type Shown = Session & { readonly host: { requestUpdate(): void }; readonly strings: Strings };

export class ChatList {
  /** Who is known to the server, with name and presence. */
  private readonly met = new Map<string, ProfileStatus>();
  /** The connection that was asked, and whether it has answered. */
  private asked = false;
  private answered = false;

  constructor(
    private readonly modal: Shown,
    private readonly words: () => AroundWords,
  ) {
    defineChats();
    const { receive } = modal;
    // what the server says of people is for this list only
    modal.receive = (frames) => {
      receive(frames);
      for (const frame of frames) this.heard(frame);
    };
  }

  /** The dialog's name. */
  get label(): string {
    return this.words().chats;
  }

  readonly draw = (): TemplateResult => {
    const { strings, view } = this.modal;
    this.ask();
    return html`<div class="pane" tabindex="-1">
      <ccm-banner
        .strings=${strings}
        .state=${view.connection}
        .problem=${view.problem}
        exportparts="banner"
      ></ccm-banner>
      <ccm-chats
        .strings=${strings}
        .words=${this.words()}
        .rows=${this.rows()}
        .waiting=${this.waits()}
        exportparts="chats, chat-entry, search-input, close-button"
      ></ccm-chats>
    </div>`;
  };

  /** There may be conversations that this device does not know. */
  private waits(): boolean {
    const { link } = this.modal.shell;
    return link.state === 'connecting' || (link.has('conversations') && !this.answered);
  }

  private rows(): readonly ChatRow[] {
    const all = this.modal.chat.talks?.all ?? [];
    const rows = all.map(({ peer, entries }): ChatRow => {
      const status = this.met.get(profileKey(peer));
      const unread = entries.filter(isUnread).length;
      return { peer: { ...status, ...peer }, entries, unread, online: status?.online ?? false };
    });
    const at = ({ entries }: ChatRow): number => entries.at(-1)?.at ?? 0;
    return rows.filter(({ entries }) => entries.length).sort((a, b) => at(b) - at(a));
  }

  /** Once for each connection, when nothing that was missed is under way: what comes is old. */
  private ask(): void {
    const { chat, shell } = this.modal;
    const { link } = shell;
    // loads what this device has kept
    if (!chat.talks) chat.use(() => this.modal.host.requestUpdate());
    if (link.state !== 'open') this.asked = false;
    const knows = link.has('conversations');
    if (this.asked || !knows || !chat.talks?.delivery.synced) return;
    this.asked = link.send({ type: 'conversations' });
  }

  private heard(frame: Frame): void {
    if (frame.type === 'welcome') this.asked = false;
    if (frame.type !== 'conversations' && frame.type !== 'presence') return;
    if (frame.type === 'conversations') this.answered = true;
    for (const one of frame.profiles ?? []) {
      const key = profileKey(one);
      this.met.set(key, { ...this.met.get(key), ...one });
    }
    this.modal.host.requestUpdate();
  }
}

const isUnread = (one: TimelineEntry): boolean =>
  one.entry === 'message' && !one.mine && one.status !== 'read';
