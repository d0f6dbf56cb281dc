/**
 * The one vocabulary of the code base: the frames of the profile dialect (docs/protocol.md). Ids are strings.
 * Times are milliseconds since the epoch. Optional fields are absent, never `undefined` or `null`, unless said so.
 */

export type CallKind = 'voice' | 'video';
export type Purpose = 'renegotiate' | 'restart' | 'resume';
export type DeclineReason = 'declined' | 'busy' | 'timeout' | 'unsupported' | 'no_media';
export type EndedReason =
  'hangup' | 'cancelled' | 'timeout' | 'answered_elsewhere' | 'declined_elsewhere' | 'glare' | 'failed';
export type ErrorCode =
  'offline' | 'busy' | 'not_found' | 'forbidden' | 'invalid' | 'too_large' | 'rate_limited' | 'expired';

export interface Sdp<T extends 'offer' | 'answer' = 'offer' | 'answer'> {
  readonly type: T;
  readonly sdp: string;
}

/** RTCIceCandidateInit with `candidate` always present. An empty string never reaches here: it parses to the end. */
export interface IceCandidate {
  readonly candidate: string;
  readonly sdpMid?: string | null;
  readonly sdpMLineIndex?: number | null;
  readonly usernameFragment?: string | null;
}

/** Routing fields of every frame. */
export interface Envelope {
  readonly from_profile_id: string;
  readonly from_profile_type: string;
  readonly from_name?: string;
  readonly from_avatar?: string;
  readonly to_profile_id: string;
  readonly to_profile_type: string;
  readonly conversation_id?: string;
  /** Random per page instance: tells two devices of one profile apart. */
  readonly party_id?: string;
  /** Counts up per sender and call. */
  readonly seq?: number;
}

export interface CallInvitation {
  readonly type: 'call_invitation';
  /** Absent in older clients: then the frame belongs to the one call that is live or ringing with that sender. */
  readonly call_id?: string;
  readonly call_type: CallKind;
  /** `null` in back ends whose offer follows the acceptance. */
  readonly offer: Sdp<'offer'> | null;
  readonly sent_at?: number;
  readonly purpose?: Purpose;
}

export interface CallAnswer {
  readonly type: 'call_answer';
  readonly call_id?: string;
  /** `null`: accepted, the offer may come now (offer after acceptance). */
  readonly answer: Sdp<'answer'> | null;
  /** `seq` of the invitation that this answers; an answer to an older offer is ignored. */
  readonly offer_seq?: number;
  /** Glare: the call id of the sender's own invitation that this call replaced. */
  readonly replaces?: string;
}

export interface IceCandidates {
  readonly type: 'ice_candidate';
  readonly call_id?: string;
  /** In order. `null` is the end of candidates. The parser turns every wire form into this one list. */
  readonly candidates: readonly (IceCandidate | null)[];
}

export interface CallDeclined {
  readonly type: 'call_declined';
  readonly call_id?: string;
  readonly reason: DeclineReason;
  readonly message?: string;
}

export interface CallEnded {
  readonly type: 'call_ended';
  readonly call_id?: string;
  readonly reason: EndedReason;
  /** With `answered_elsewhere` / `declined_elsewhere`: `chosen_party_id`, the device that ignores this frame. */
  readonly chosen_party_id?: string;
}

export interface CallRinging {
  readonly type: 'call_ringing';
  readonly call_id?: string;
}

/** What the sender's tracks do now. Over the call's data channel. */
export interface MediaState {
  readonly type: 'media_state';
  readonly call_id?: string;
  readonly audio: boolean;
  readonly video: boolean;
  readonly screen: boolean;
}

export interface ChatMessage {
  readonly type: 'chat_message';
  readonly message_id: string;
  /** Where there are only files: their names (`namesOf`), for whoever does not show them. */
  readonly text: string;
  readonly sent_at?: number;
  /** A list of `Attachment`, to be read with `readAttachments`: only where there are some does that load. */
  readonly attachments?: unknown;
  /** Its place in the server's order, see `compareCursors`. Only a server gives it. */
  readonly cursor?: string;
  /** The message that this one answers. */
  readonly reply_to?: Quote;
  /** Taken back since: what `text` holds is only for clients that do not know this. Only a server says it. */
  readonly deleted?: boolean;
}

/** A file of a message. All of it is the sender's word. */
export interface Attachment {
  /** `https:` or `http:`, absolute. */
  readonly url: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** A MIME type without parameters, in small letters. */
  readonly type: string;
  /** Of a picture, in pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Of sound, in milliseconds. */
  readonly duration?: number;
  /** Of a voice message: how loud it is from beginning to end, 0 to 100. */
  readonly waveform?: readonly number[];
}

/** Another message of the same conversation, as whoever answers it saw it. */
export interface Quote {
  readonly message_id: string;
  /** Its beginning. */
  readonly text?: string;
  /** Whoever answers wrote it too. */
  readonly own?: boolean;
}

interface OfMessage {
  /** Made by the client that asks for it; the same change twice has the same id. An `ack` refers to it. */
  readonly change_id: string;
  /** The message that is another now. */
  readonly message_id: string;
  readonly cursor?: string;
}

export interface ChatReaction extends OfMessage {
  readonly type: 'chat_reaction';
  /** One emoji: `isEmoji`. */
  readonly emoji: string;
  /** `false`: taken back. */
  readonly active: boolean;
}

/** Only whoever wrote the message. */
export interface ChatEdit extends OfMessage {
  readonly type: 'chat_edit';
  readonly text: string;
}

/** For both sides, and only by whoever wrote the message. */
export interface ChatDelete extends OfMessage {
  readonly type: 'chat_delete';
}

export type ChatChange = ChatReaction | ChatEdit | ChatDelete;

export interface ChatReceipt {
  readonly type: 'chat_receipt';
  readonly message_ids: readonly string[];
  readonly status: 'delivered' | 'read';
  readonly cursor?: string;
}

export interface Typing {
  readonly type: 'typing';
  readonly active: boolean;
}

export type CallBody =
  CallInvitation | CallAnswer | IceCandidates | CallDeclined | CallEnded | CallRinging | MediaState;
export type ChatBody = ChatMessage | ChatReceipt | ChatChange | Typing;
export type RoutedBody = CallBody | ChatBody;

/** A frame from one profile to another. */
export type RoutedFrame<B extends RoutedBody = RoutedBody> = Envelope & B;

/** Frames between a client and its server; never routed. */
export type ServerFrame =
  | {
      readonly type: 'welcome';
      readonly features: readonly string[];
      readonly server_time?: number;
      readonly session?: string;
    }
  | {
      readonly type: 'error';
      readonly code: ErrorCode;
      readonly message?: string;
      readonly ref?: string;
      readonly call_id?: string;
    }
  | { readonly type: 'ack'; readonly ref: string; readonly cursor?: string; readonly server_time?: number }
  | { readonly type: 'presence'; readonly profiles: readonly ProfileStatus[] }
  | ConversationsFrame
  | SyncFrame
  | { readonly type: 'ping' }
  | { readonly type: 'pong' };

/**
 * What was missed. A client asks: `after` a cursor, without one for the last frames, or `before` one with `peer_…` for
 * what is older in one conversation. The server sends those frames in order, then this: how far they go, and whether
 * there is more.
 */
export interface SyncFrame {
  readonly type: 'sync';
  readonly after?: string;
  readonly before?: string;
  readonly peer_id?: string;
  readonly peer_type?: string;
  readonly cursor?: string;
  readonly more?: boolean;
}

/**
 * Which conversations there are. A client asks without fields. The server sends the last message of each, in order, then
 * this: who they are with, the last one first, and whether there are more.
 */
export interface ConversationsFrame {
  readonly type: 'conversations';
  readonly profiles?: readonly ProfileStatus[];
  readonly more?: boolean;
}

export interface ProfileStatus {
  readonly id: string;
  readonly type: string;
  readonly online: boolean;
  readonly name?: string;
  readonly avatar?: string;
}

export type Frame = RoutedFrame | ServerFrame;
export type FrameType = Frame['type'];
