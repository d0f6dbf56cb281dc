import { LitElement, type PropertyDeclarations } from 'lit';
import type { Profile } from '../protocol/identity.js';
import type { ChatCallModalEvents } from '../events.js';
import { filled } from '../session/filled.js';
import { parseIceServers } from '../session/ice-servers.js';
import type { HistoryProvider, MessageSender } from '../session/site-api.js';
import type { ConnectMode, SessionSettings, UploadFile } from '../session/types.js';
import type { Dialect } from '../signaling/types.js';

/**
 * The attributes and properties that a page sets, and what the session needs of them.
 *
 * @csspart launcher - The floating button.
 * @csspart badge - The launcher's number of unread messages.
 * @csspart header - The bar over the conversation.
 * @csspart avatar - The peer's face over the conversation.
 * @csspart name - The peer's name over the conversation.
 * @csspart status - The line under the name.
 * @csspart call-button - Voice call and Video call over the conversation.
 * @csspart close-button - Close.
 * @csspart banner - The strip that tells about the connection.
 * @csspart log - The scrolling messages.
 * @csspart bubble - A message.
 * @csspart composer - The bar with the message field.
 * @csspart message-input - The message field.
 * @csspart attach-button - Attach file.
 * @csspart voice-button - Record voice message.
 * @csspart send-button - Send.
 * @csspart stage - The dark background of ringing and of a call.
 * @csspart quick-reply - A reply that declines.
 * @csspart decline-button - Decline.
 * @csspart accept-button - Accept, and Accept without video.
 * @csspart remote-video - The peer's picture.
 * @csspart self-view - One's own picture.
 * @csspart controls - The bar of a call.
 * @csspart control - Any button of a call's bar.
 * @csspart end-button - End call, in the bar and in the minimized call.
 * @csspart pill - The minimized call.
 * @csspart restore-button - Picture or face of the minimized call; returns to it.
 * @csspart mute-button - Mute of the minimized call.
 * @csspart elsewhere - What says that the call is in another tab.
 * @csspart move-button - Move here.
 * @csspart devices - The settings of a call.
 * @csspart device-select - A list of devices in it.
 * @csspart chats - The list of conversations.
 * @csspart chat-entry - A conversation in it.
 * @csspart search-input - Its search field.
 * @csspart back-button - From a conversation to the list.
 * @csspart notice - A message of somebody whose conversation is not on the screen.
 * @csspart open-button - Open, in it.
 * @csspart dismiss-button - Dismiss, in it.
 * @csspart ask-notices - The question whether notices are wanted.
 * @csspart notices-button - The button of the settings of notices.
 * @csspart notices - Those settings.
 * @csspart cannot-ring - What says that the page cannot ring yet.
 */
export abstract class ElementProperties extends LitElement {
  static override properties: PropertyDeclarations = {
    apiBaseUrl: { attribute: 'api-base-url' },
    socketUrl: { attribute: 'socket-url' },
    profileId: { attribute: 'profile-id' },
    profileType: { attribute: 'profile-type' },
    profileName: { attribute: 'profile-name' },
    profileAvatar: { attribute: 'profile-avatar' },
    peerId: { attribute: 'peer-id' },
    peerType: { attribute: 'peer-type' },
    peerName: { attribute: 'peer-name' },
    peerAvatar: { attribute: 'peer-avatar' },
    conversationId: { attribute: 'conversation-id' },
    connect: {},
    dialect: {},
    transport: {},
    token: {},
    getToken: { attribute: false },
    // what cannot be read counts as not given
    iceServers: { attribute: 'ice-servers', converter: parseIceServers },
    iceTransportPolicy: { attribute: 'ice-transport-policy' },
    getUserMedia: { attribute: false },
    uploadFile: { attribute: false },
    ringTimeout: { attribute: 'ring-timeout', type: Number },
    historyProvider: { attribute: false },
    messageSender: { attribute: false },
    variant: { reflect: true },
    launcher: { type: Boolean, reflect: true },
    lang: { reflect: true, useDefault: true },
    theme: { reflect: true },
  };

  /** The back end's origin, with or without a path. Default: the page's origin. */
  apiBaseUrl = '';
  /** Replaces the derived socket address; `{profile_id}` and `{profile_type}` are filled in. */
  socketUrl = '';
  /** Who is signed in here. No socket is opened before id and type are known. */
  profileId = '';
  /** Part of the identity: `tutor` 1 is not `student` 1. */
  profileType = '';
  /** What the other side reads. */
  profileName = '';
  /** The address of an image. */
  profileAvatar = '';
  /** Whom the modal talks to now. Empty: it opens on the list of conversations. */
  peerId = '';
  /** Part of the identity, as `profile-type`. */
  peerType = '';
  /** What is shown here. */
  peerName = '';
  /** The address of an image. */
  peerAvatar = '';
  /** For back ends that route by conversation. */
  conversationId = '';
  /** When the socket lives: `open` (from opening to closing), `always` (with the page), `manual`. */
  connect: ConnectMode = 'open';
  /**
   * The back end's dialect: a name, or an object of the page's own. After `channels` and `relay` the site's names for its CSRF
   * token may stand: `relay csrf-cookie=xsrf csrf-header=X-XSRF`. `relay poll=3000`: milliseconds between two polls.
   */
  dialect: string | Dialect = 'profile';
  /**
   * `auto` (a WebSocket, and HTTP where none opens), `websocket`, `sse` or `polling`.
   */
  transport: 'auto' | 'websocket' | 'sse' | 'polling' = 'auto';
  /** Credential for the handshake. */
  token = '';
  /** In place of `token`: called before each connection. */
  getToken: (() => Promise<string>) | null = null;
  /** STUN and TURN: JSON, an array, or an async function called for each call. Default: the back end's `/ice-servers`. */
  iceServers: RTCIceServer[] | (() => Promise<RTCIceServer[]>) | null = null;
  /** `relay`: the peer never learns an address. */
  iceTransportPolicy: RTCIceTransportPolicy = 'all';
  /** The page's own function in place of the browser's (a demo camera, a background effect). */
  getUserMedia: ((constraints: MediaStreamConstraints) => Promise<MediaStream>) | null = null;
  /** The page's own function that brings a file of a message to a server, in place of the back end's upload. */
  uploadFile: UploadFile | null = null;
  /** Seconds until an unanswered call ends. */
  ringTimeout = 60;
  /** A site's own chat API: reads a conversation from it. */
  historyProvider: HistoryProvider | null = null;
  /** A site's own chat API: messages that are written here go to it and not over the socket. */
  messageSender: MessageSender | null = null;
  /** `modal` (a real dialog) or `panel` (docked, the page stays usable). */
  variant: 'modal' | 'panel' = 'modal';
  /** Show a floating button with an unread badge that opens the modal. */
  launcher = false;
  /** As in HTML. Default: the closest ancestor's. A language that is not there is shown in English. */
  override lang = '';
  /** `auto`, `light` or `dark`. */
  theme: 'auto' | 'light' | 'dark' = 'auto';

  protected emit<K extends keyof ChatCallModalEvents>(
    name: K,
    detail: ChatCallModalEvents[K],
    cancelable = false,
  ): boolean {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
  }

  protected get profile(): Profile | null {
    return profileOf(this.profileId, this.profileType, this.profileName, this.profileAvatar);
  }

  protected get peer(): Profile | null {
    return profileOf(this.peerId, this.peerType, this.peerName, this.peerAvatar);
  }

  protected setPeer(peer: Profile): void {
    this.peerId = peer.id;
    this.peerType = peer.type;
    this.peerName = peer.name ?? '';
    this.peerAvatar = peer.avatar ?? '';
  }

  protected settings(): SessionSettings {
    const { apiBaseUrl, socketUrl, conversationId, connect, dialect, transport, iceServers } = this;
    const { getUserMedia, ringTimeout, token, profile, peer, historyProvider, messageSender } = this;
    return {
      ...{ apiBaseUrl, socketUrl, conversationId, connect, dialect, transport, iceServers },
      ...{ getUserMedia, ringTimeout, profile, peer, historyProvider, messageSender },
      getToken: this.getToken ?? (token ? () => token : null),
      iceTransportPolicy: this.iceTransportPolicy === 'relay' ? 'relay' : 'all',
    };
  }
}

function profileOf(id: string, type: string, name: string, avatar: string): Profile | null {
  return id && type ? filled<Profile>({ id: String(id), type, name, avatar }) : null;
}
