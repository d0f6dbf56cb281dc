import type { Frame } from '../../../src/protocol/frames.js';

export const SDP = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=fingerprint:sha-256 AB:CD\r\n';
export const CANDIDATE = 'candidate:1 1 udp 2122260223 4f3e.local 50000 typ host';

/** Tariq (tutor 1) to Sara (student 7). */
export const ENVELOPE = {
  from_profile_id: '1',
  from_profile_type: 'tutor',
  from_name: 'Tariq',
  to_profile_id: '7',
  to_profile_type: 'student',
} as const;

const call = { ...ENVELOPE, call_id: 'call-1', party_id: 'page-1', seq: 3 } as const;

/** One of every type, with every optional field. */
export const SAMPLES: readonly Frame[] = [
  {
    ...call,
    type: 'call_invitation',
    from_avatar: '/media/1.png',
    conversation_id: '12',
    call_type: 'video',
    offer: { type: 'offer', sdp: SDP },
    sent_at: 1_700_000_000_000,
    purpose: 'resume',
  },
  { ...call, type: 'call_answer', answer: { type: 'answer', sdp: SDP }, offer_seq: 3, replaces: 'call-2' },
  {
    ...call,
    type: 'ice_candidate',
    candidates: [{ candidate: CANDIDATE, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'x4Gh' }, null],
  },
  { ...call, type: 'call_declined', reason: 'busy', message: 'In a lesson' },
  {
    ...ENVELOPE,
    type: 'call_ended',
    call_id: 'call-1',
    reason: 'answered_elsewhere',
    chosen_party_id: 'page-2',
  },
  { ...call, type: 'call_ended', reason: 'cancelled' },
  { ...call, type: 'call_ringing' },
  { ...call, type: 'media_state', audio: true, video: false, screen: true },
  {
    ...ENVELOPE,
    type: 'chat_message',
    message_id: 'm-1',
    text: 'Hello\n\t❤️ "<b>"',
    sent_at: 1_700_000_000_000,
  },
  {
    ...ENVELOPE,
    type: 'chat_message',
    message_id: 'm-2',
    text: '…',
    reply_to: { message_id: 'm-1', text: 'Hello ❤️ "<b>"', own: true },
    deleted: true,
  },
  { ...ENVELOPE, type: 'chat_reaction', change_id: 'c-1', message_id: 'm-1', emoji: '👍🏽', active: true },
  { ...ENVELOPE, type: 'chat_edit', change_id: 'c-2', message_id: 'm-1', text: 'Hello <b>', cursor: '9' },
  { ...ENVELOPE, type: 'chat_delete', change_id: 'c-3', message_id: 'm-1' },
  { ...ENVELOPE, type: 'chat_receipt', message_ids: ['m-1', 'm-2'], status: 'read' },
  { ...ENVELOPE, type: 'typing', active: true },
  { type: 'welcome', features: ['ping', 'error'], server_time: 1_700_000_000_000, session: 's-1' },
  { type: 'error', code: 'offline', message: 'nobody is there', ref: 'm-1', call_id: 'call-1' },
  { type: 'ack', ref: 'm-1', cursor: '9', server_time: 1_700_000_000_000 },
  { type: 'presence', profiles: [{ id: '7', type: 'student', online: true }] },
  {
    type: 'conversations',
    profiles: [{ id: '7', type: 'student', online: false, name: 'Sara', avatar: '/7.png' }],
    more: true,
  },
  { type: 'ping' },
  { type: 'pong' },
];
