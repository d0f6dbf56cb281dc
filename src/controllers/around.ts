/**
 * What goes on around the conversation on the screen: notices of messages that nobody looks at. Loaded when there is one.
 * Draws beside what Lit draws here, with elements that it puts in and takes out itself.
 */
import type { ReactiveController } from 'lit';
import type { AroundWords } from '../i18n/en-around.js';
import type { Strings } from '../i18n/en.js';
import { profileKey, sameProfile, type Profile } from '../protocol/identity.js';
import { Notices, permission, type Message } from '../session/notices.js';
import type { Session } from '../session/session.js';
import type { ModalView } from '../ui/modal.js';
import { defineNotices, type CcmNotice } from '../ui/notices.js';
import type { RequestEvent } from '../ui/requests.js';
import type { DialogHost } from './dialog-controller.js';
import type { RingingDialog } from './ringing-dialog.js';

/** Milliseconds that the card of a message stays, unless somebody is at it: time to read two lines, twice. */
const CARD_MS = 10_000;
/** Characters of a message in it: more than a line holds. */
const CARD_CHARS = 200;
/** Fewer messages than this do not fill the screen, so that nobody can scroll up for more. */
const FEW = 20;

/** The modal, as this room sees it. */
type Modal = Session & {
  list: ModalView['list'];
  readonly host: DialogHost & { readonly currentPeer: Profile | null; show(peer?: Profile): void };
  readonly strings: Strings;
  readonly ringing: RingingDialog;
};

export async function openAround(modal: Modal): Promise<Around> {
  const { strings } = modal;
  return new Around(modal, strings, await strings.around());
}

export class Around implements ReactiveController {
  private notices: Notices | null = null;
  private card: CcmNotice | null = null;
  private cardOf = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private loadingList = false;
  /** The list was shown, or this conversation was chosen in a notice: from there a way leads to the list. */
  private fromList = false;
  private chosen = '';

  constructor(
    private readonly modal: Modal,
    private strings: Strings,
    private words: AroundWords,
  ) {
    defineNotices();
    const { host } = modal;
    host.renderRoot.addEventListener('ccm-peer-request', (event) => this.wanted(event as never));
    host.renderRoot.addEventListener('ccm-notice-request', (event) => this.decided(event as never));
    host.addController(this);
    host.requestUpdate();
  }

  /** A message came that was not read at once. */
  message(message: Message): void {
    const { notices } = this.current();
    void notices?.message(message).then((isUnread) => {
      const { currentPeer } = this.modal.host;
      const isCurrent = currentPeer && sameProfile(message.from, currentPeer);
      if (isUnread && notices === this.notices && !document.hidden && !isCurrent) this.showCard(message);
      this.modal.host.requestUpdate();
    });
  }

  hostUpdated(): void {
    const { modal } = this;
    const { notices } = this.current();
    if (modal.strings !== this.strings) void this.translate(modal.strings);
    const { call } = modal.view;
    notices?.update(modal.ringing.isHidden(call) ? null : call);
    if (this.card && !notices?.hasUnread(this.cardOf)) this.hideCard();
    this.place();
    if (!modal.host.open || modal.host.currentPeer || call) return;
    this.fromList = true;
    if (!this.loadingList) void this.openList();
  }

  hostDisconnected(): void {
    const { host } = this.modal;
    queueMicrotask(() => host.isConnected || this.stop());
  }

  /** Of whoever is signed in now. */
  private current(): this {
    const { modal } = this;
    const { profile } = modal.shell.settings;
    const same = profile && this.notices && sameProfile(profile, this.notices.profile);
    if (same || (!profile && !this.notices) || !modal.host.isConnected) return this;
    this.stop();
    const words = () => ({ ...modal.strings, newMessage: this.words.newMessage });
    const open = (peer?: Profile) => modal.host.show(peer);
    this.notices = profile && new Notices(modal, profile, words, open);
    return this;
  }

  private stop(): void {
    this.notices?.stop();
    this.notices = null;
    this.hideCard();
  }

  private async translate(strings: Strings): Promise<void> {
    this.strings = strings;
    const words = await strings.around().catch(() => this.words);
    if (strings !== this.strings) return;
    this.words = words;
    this.modal.host.requestUpdate();
  }

  /** Puts in what is wanted where it stands now: the modal may have been drawn anew. */
  private place(): void {
    const { host, strings } = this.modal;
    const { renderRoot: root, open } = host;
    const { words, card, notices } = this;
    const said = { strings, words };
    if (card) {
      Object.assign(card, said, { docked: open });
      const parent = (open && root.querySelector('dialog')) || root;
      if (card.parentNode !== parent) parent.append(card);
    }
    const wishes = notices?.wishes;
    if (!wishes) return;
    const choice = {
      sound: wishes.wants('sound'),
      notifications: wishes.wants('notifications'),
      text: wishes.wants('text'),
      permission: permission(),
    };
    const header = root.querySelector('ccm-header, ccm-chats');
    if (header) {
      const bell = header.querySelector('ccm-bell') ?? header.appendChild(make('ccm-bell'));
      Object.assign(bell, said, { choice });
      const { currentPeer } = host;
      const back = header.querySelector('ccm-back');
      const isFrom = currentPeer && (this.fromList || profileKey(currentPeer) === this.chosen);
      // the way back is in the room of the list
      if (isFrom && !this.loadingList) void this.openList();
      if (!isFrom) back?.remove();
      else Object.assign(back ?? header.appendChild(make('ccm-back')), said);
    }
    const row = root.querySelector('ccm-ask-notices');
    const talk = root.querySelector('ccm-conversation');
    if (!notices.mayAsk || !talk) row?.remove();
    else if (!row) talk.before(Object.assign(make('ccm-ask-notices'), said));
  }

  private async openList(): Promise<void> {
    const { modal } = this;
    this.loadingList = true;
    try {
      const room = await import('./chat-list.js');
      modal.list = new room.ChatList(modal, () => this.words);
      modal.host.requestUpdate();
    } catch {
      modal.shell.fail('load_failed');
    }
  }

  private showCard({ from: peer, text }: Message): void {
    this.card ??= this.newCard();
    this.cardOf = profileKey(peer);
    Object.assign(this.card, { peer, text: text.replace(/\s+/g, ' ').slice(0, CARD_CHARS) });
    this.hideSoon();
  }

  private newCard(): CcmNotice {
    const card = make('ccm-notice');
    for (const at of ['pointerenter', 'focusin']) card.addEventListener(at, () => clearTimeout(this.timer));
    for (const gone of ['pointerleave', 'focusout']) card.addEventListener(gone, () => this.hideSoon());
    return card;
  }

  private hideSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hideCard(), CARD_MS);
  }

  private hideCard(): void {
    clearTimeout(this.timer);
    this.card?.remove();
    this.card = null;
  }

  private wanted(event: RequestEvent<'ccm-peer-request'>): void {
    event.stopPropagation();
    const { peer } = event.detail;
    this.hideCard();
    void (peer ? this.goTo(peer) : this.goBack());
  }

  private async goTo(peer: Profile): Promise<void> {
    const { host, chat } = this.modal;
    this.chosen = profileKey(peer);
    host.show(peer);
    await host.updateComplete;
    // a list may know the last message only
    const { talks } = chat;
    if (talks && talks.entries(peer).length < FEW) talks.older();
  }

  private async goBack(): Promise<void> {
    const { host } = this.modal;
    Object.assign(host, { peerId: '', peerType: '', peerName: '', peerAvatar: '' });
    await host.updateComplete;
    host.renderRoot.querySelector('ccm-chats')?.focus();
  }

  private decided(event: RequestEvent<'ccm-notice-request'>): void {
    event.stopPropagation();
    const { detail } = event;
    const { host } = this.modal;
    if (detail.act === 'dismiss') return this.hideCard();
    void this.notices?.choose(detail.act, detail.wanted).then(() => host.requestUpdate());
    host.requestUpdate();
  }
}

/** What a page may style in them. */
const PARTS = {
  'ccm-notice': 'notice, open-button, dismiss-button',
  'ccm-ask-notices': 'ask-notices',
  'ccm-bell': 'notices-button, notices',
  'ccm-back': 'back-button',
} as const;

function make<K extends keyof typeof PARTS>(tag: K): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.setAttribute('exportparts', PARTS[tag]);
  return element;
}
