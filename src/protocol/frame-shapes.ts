import type { Envelope, ProfileStatus, Quote, RoutedBody, ServerFrame } from './frames.js';
import {
  MAX_CANDIDATES,
  MAX_EMOJI_CHARS,
  MAX_NAME_CHARS,
  MAX_QUOTE_CHARS,
  MAX_REPLY_CHARS,
  MAX_TEXT_CHARS,
  MAX_URL_CHARS,
} from './limits.js';
import { description, iceCandidate } from './media-fields.js';
import * as read from './schema.js';
import { id, optional, orElse, type Shape } from './schema.js';

type FieldsOf<F extends { type: string }> = {
  readonly [K in F['type']]: Shape<Omit<Extract<F, { type: K }>, 'type'>>;
};

/** An existing site's server may strip who a frame was for once it has arrived there: then these are empty. */
const addressee = (value: unknown, where: string): string => optional(id)(value, where) ?? '';

const name = read.line(MAX_NAME_CHARS);
const avatar = orElse(optional(read.plain(MAX_URL_CHARS)), undefined);

/** The envelope of every routed frame. Ids are strict also where they are optional; names are cut, bad avatars dropped. */
export const envelopeFields: Shape<Envelope> = {
  from_profile_id: id,
  from_profile_type: id,
  from_name: name,
  from_avatar: avatar,
  to_profile_id: addressee,
  to_profile_type: addressee,
  conversation_id: optional(id),
  party_id: optional(id),
  seq: optional(read.count),
};

const call_id = optional(id);
const profiles = read.listOf(
  read.shaped<ProfileStatus>({ id, type: id, online: read.boolean, name, avatar }),
);
const flag = optional(read.boolean);
const text = read.text(MAX_TEXT_CHARS);
const quote = optional(read.shaped<Quote>({ message_id: id, text: read.line(MAX_QUOTE_CHARS), own: flag }));
/** Of a message and of every change of one. */
const message = { message_id: id, cursor: optional(id) };
const change = { ...message, change_id: id };

/** Frames from one profile to another. Older clients send no reason: the plain one is meant. */
export const routedFields: FieldsOf<RoutedBody> = {
  call_invitation: {
    call_id,
    call_type: read.oneOf('voice', 'video'),
    offer: read.nullable(description('offer')),
    sent_at: read.time,
    purpose: orElse(read.oneOf('renegotiate', 'restart', 'resume'), undefined),
  },
  call_answer: {
    call_id,
    answer: read.nullable(description('answer')),
    offer_seq: optional(read.count),
    replaces: optional(id),
  },
  ice_candidate: { call_id, candidates: read.listOf(iceCandidate, MAX_CANDIDATES) },
  call_declined: {
    call_id,
    reason: orElse(read.oneOf('declined', 'busy', 'timeout', 'unsupported', 'no_media'), 'declined'),
    message: read.line(MAX_REPLY_CHARS),
  },
  call_ended: {
    call_id,
    reason: orElse(
      read.oneOf(
        'hangup',
        'cancelled',
        'timeout',
        'answered_elsewhere',
        'declined_elsewhere',
        'glare',
        'failed',
      ),
      'hangup',
    ),
    chosen_party_id: optional(id),
  },
  call_ringing: { call_id },
  media_state: { call_id, audio: read.boolean, video: read.boolean, screen: orElse(read.boolean, false) },
  chat_message: {
    ...message,
    text,
    sent_at: read.time,
    reply_to: quote,
    deleted: flag,
    attachments: (value) => value ?? undefined,
  },
  chat_reaction: { ...change, emoji: read.plain(MAX_EMOJI_CHARS), active: read.boolean },
  chat_edit: { ...change, text },
  chat_delete: change,
  chat_receipt: {
    message_ids: read.listOf(id),
    status: read.oneOf('delivered', 'read'),
    cursor: optional(id),
  },
  typing: { active: read.boolean },
};

/** Frames between a client and its server. Strict: a site's own `error` or `welcome` of another shape is not ours. */
export const serverFields: FieldsOf<ServerFrame> = {
  welcome: { features: read.listOf(id), server_time: read.time, session: optional(id) },
  error: {
    code: read.oneOf(
      'offline',
      'busy',
      'not_found',
      'forbidden',
      'invalid',
      'too_large',
      'rate_limited',
      'expired',
    ),
    message: read.line(MAX_REPLY_CHARS),
    ref: optional(id),
    call_id,
  },
  ack: { ref: id, cursor: optional(id), server_time: read.time },
  presence: { profiles },
  conversations: { profiles: optional(profiles), more: optional(read.boolean) },
  sync: {
    after: optional(id),
    before: optional(id),
    peer_id: optional(id),
    peer_type: optional(id),
    cursor: optional(id),
    more: optional(read.boolean),
  },
  ping: {},
  pong: {},
};
