import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Profile } from '../protocol/identity.js';
import { parseIceServers } from '../session/ice-servers.js';
import type { ConnectMode, SessionSettings } from '../session/types.js';
import type { Dialect } from '../signaling/types.js';

/** `ice-servers` as an attribute is JSON; what cannot be read counts as not given. */
const iceServersConverter = {
  fromAttribute: (text: string | null) => (text === null ? null : parseIceServers(text)),
};

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
 */
export abstract class ElementProperties extends LitElement {
  /** The back end's origin, with or without a path. Default: the page's origin. */
  @property({ attribute: 'api-base-url' }) apiBaseUrl = '';
  /** Replaces the derived socket address; `{profile_id}` and `{profile_type}` are filled in. */
  @property({ attribute: 'socket-url' }) socketUrl = '';
  /** Who is signed in here. No socket is opened before id and type are known. */
  @property({ attribute: 'profile-id' }) profileId = '';
  /** Part of the identity: `tutor` 1 is not `student` 1. */
  @property({ attribute: 'profile-type' }) profileType = '';
  /** What the other side reads. */
  @property({ attribute: 'profile-name' }) profileName = '';
  /** The address of an image. */
  @property({ attribute: 'profile-avatar' }) profileAvatar = '';
  /** Whom the modal talks to now. */
  @property({ attribute: 'peer-id' }) peerId = '';
  /** Part of the identity, as `profile-type`. */
  @property({ attribute: 'peer-type' }) peerType = '';
  /** What is shown here. */
  @property({ attribute: 'peer-name' }) peerName = '';
  /** The address of an image. */
  @property({ attribute: 'peer-avatar' }) peerAvatar = '';
  /** For back ends that route by conversation. */
  @property({ attribute: 'conversation-id' }) conversationId = '';
  /** When the socket lives: `open` (from opening to closing), `always` (with the page), `manual`. */
  @property() connect: ConnectMode = 'open';
  /** The back end's dialect: a name, or an object of the page's own. */
  @property() dialect: string | Dialect = 'profile';
  /** Credential for the handshake. */
  @property() token = '';
  /** In place of `token`: called before each connection. */
  @property({ attribute: false }) getToken: (() => Promise<string>) | null = null;
  /** STUN and TURN: JSON, an array, or an async function called for each call. Default: the back end's `/ice-servers`. */
  @property({ attribute: 'ice-servers', converter: iceServersConverter })
  iceServers: RTCIceServer[] | (() => Promise<RTCIceServer[]>) | null = null;
  /** `relay`: the peer never learns an address. */
  @property({ attribute: 'ice-transport-policy' }) iceTransportPolicy: RTCIceTransportPolicy = 'all';
  /** The page's own function in place of the browser's (a demo camera, a background effect). */
  @property({ attribute: false })
  getUserMedia: ((constraints: MediaStreamConstraints) => Promise<MediaStream>) | null = null;
  /** Seconds until an unanswered call ends. */
  @property({ attribute: 'ring-timeout', type: Number }) ringTimeout = 60;
  /** `modal` (a real dialog) or `panel` (docked, the page stays usable). */
  @property({ reflect: true }) variant: 'modal' | 'panel' = 'modal';
  /** Show a floating button with an unread badge that opens the modal. */
  @property({ type: Boolean, reflect: true }) launcher = false;
  /** As in HTML. Default: the closest ancestor's. A language that is not there is shown in English. */
  @property({ reflect: true, useDefault: true }) override lang = '';
  /** `auto`, `light` or `dark`. */
  @property({ reflect: true }) theme: 'auto' | 'light' | 'dark' = 'auto';

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
    const { apiBaseUrl, socketUrl, conversationId, connect, dialect, iceServers, getUserMedia, ringTimeout } =
      this;
    const { token, profile, peer } = this;
    const getToken = this.getToken ?? (token ? () => token : null);
    const iceTransportPolicy = this.iceTransportPolicy === 'relay' ? 'relay' : 'all';
    const base = {
      apiBaseUrl,
      socketUrl,
      conversationId,
      connect,
      dialect,
      iceServers,
      getUserMedia,
      ringTimeout,
    };
    return { ...base, profile, peer, getToken, iceTransportPolicy };
  }
}

function profileOf(id: string, type: string, name: string, avatar: string): Profile | null {
  if (!id || !type) return null;
  return { id: String(id), type, ...(name ? { name } : {}), ...(avatar ? { avatar } : {}) };
}
