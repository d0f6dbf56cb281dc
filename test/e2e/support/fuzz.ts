import type { Profile } from '../../../src/protocol/identity.js';

/** The same numbers for the same seed (mulberry32), so that a failure can be had again. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Fields = Record<string, unknown>;

/** One of each type, as `from` would send it; only what may rightly end or replace the call is about another one. */
function templates(from: Profile, to: Profile, callId: string): Fields[] {
  const head = {
    from_profile_id: from.id,
    from_profile_type: from.type,
    from_name: from.name,
    to_profile_id: to.id,
    to_profile_type: to.type,
    party_id: 'fuzz',
    seq: 1,
  };
  const here = { ...head, call_id: callId };
  const other = { ...head, call_id: 'another call' };
  const sdp = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';
  const candidate = {
    candidate: 'candidate:1 1 udp 2113937151 192.0.2.1 9 typ host',
    sdpMid: '0',
    sdpMLineIndex: 0,
  };
  return [
    { type: 'call_invitation', ...here, call_type: 'video', offer: { type: 'offer', sdp }, sent_at: 1 },
    { type: 'call_answer', ...here, answer: { type: 'answer', sdp } },
    { type: 'ice_candidate', ...here, candidate },
    { type: 'ice_candidate', ...here, candidates: [candidate, null, candidate] },
    { type: 'call_declined', ...other, reason: 'declined', message: 'no' },
    { type: 'call_ended', ...other, reason: 'hangup' },
    { type: 'call_ringing', ...here },
    { type: 'media_state', ...here, audio: true, video: true, screen: false },
    { type: 'chat_message', ...head, message_id: 'm', text: 'text', sent_at: 1 },
    { type: 'chat_receipt', ...head, message_ids: ['m'], status: 'read' },
    { type: 'typing', ...head, active: true },
    { type: 'welcome', features: ['x'], server_time: 1, session: 's' },
    { type: 'error', code: 'offline', message: 'no', ref: 'r', call_id: callId },
    { type: 'ack', ref: 'r', cursor: 'c', server_time: 1 },
    { type: 'presence', profiles: [{ id: '1', type: 'tutor', online: true }] },
    { type: 'ping' },
  ];
}

const RUBBISH: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  true,
  [],
  {},
  [[]],
  [null, null],
  { type: 'offer' },
  { sdp: 1 },
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '\u0000\u001b[31m\r\n',
  '\ud800',
  '\u202e',
  '<img src=x onerror=xss()>',
  'a'.repeat(5000),
  'candidate:',
  'candidate:1 1 udp 1 256.256.256.256 99999 typ nothing',
];

/** What decides which call a frame is about: an end of the live call from its peer is right, whatever else is wrong. */
const DECIDES = new Set(['type', 'call_id']);

/** Frames that a broken or hostile server might send, `count` of them; none may change the call `callId`. */
export function rubbishFrames(
  seed: number,
  count: number,
  between: { from: Profile; to: Profile; callId: string },
): (string | Buffer)[] {
  const random = randomNumbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const known = templates(between.from, between.to, between.callId);

  const mutated = (): string => {
    const frame = structuredClone(pick(known));
    for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes--) {
      const target = random() < 0.3 ? (Object.values(frame).find(isFields) ?? frame) : frame;
      const key = pick(Object.keys(target).concat('extra'));
      if (target === frame && DECIDES.has(key)) continue;
      if (random() < 0.2) delete target[key];
      else target[key] = structuredClone(pick(RUBBISH));
    }
    return JSON.stringify(frame);
  };
  const kinds: (() => string | Buffer)[] = [
    mutated,
    mutated,
    mutated,
    mutated,
    // an unknown type with known fields
    () => JSON.stringify({ ...pick(known), type: pick(['call', 'CALL_ENDED', 'toString', '', 7, null]) }),
    // cut off, glued together, or not even JSON
    () => mutated().slice(0, Math.floor(random() * 60)),
    () => mutated() + mutated(),
    () => String.fromCharCode(...Array.from({ length: 40 }, () => Math.floor(random() * 0x10000))),
    () => Buffer.from(Array.from({ length: 40 }, () => Math.floor(random() * 256))),
    () => mutated().replace('{', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},'),
    () => '['.repeat(1000) + ']'.repeat(1000),
    () => JSON.stringify({ ...pick(known), padding: 'x'.repeat(random() < 0.1 ? 70_000 : 500) }),
  ];
  return Array.from({ length: count }, () => pick(kinds)());
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
