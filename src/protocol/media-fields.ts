import type { IceCandidate, Sdp } from './frames.js';
import { MAX_CANDIDATE_CHARS, MAX_ID_CHARS, MAX_SDP_CHARS, MAX_UFRAG_CHARS } from './limits.js';
import { count, oneOf, optional, nullable, own, plain, refuse, shaped, type Reader } from './schema.js';
import { isSdpText } from './text.js';

/** Without a fingerprint there is no DTLS, so no media that only the two can read (RFC 8122, RFC 8827 section 6.5). */
const FINGERPRINT = /(^|[\r\n])a=fingerprint:/;

const sdpText: Reader<string> = (value, where) =>
  typeof value === 'string' && value.length <= MAX_SDP_CHARS && FINGERPRINT.test(value) && isSdpText(value)
    ? value
    : refuse(where);

export const description = <T extends 'offer' | 'answer'>(type: T): Reader<Sdp<T>> =>
  shaped<Sdp<T>>({ type: oneOf(type), sdp: sdpText });

/** `a=candidate:…`, as it stands in SDP, is read as `candidate:…` (RFC 8839 section 5.1). */
const candidateText: Reader<string> = (value, where) => {
  const candidate = plain(MAX_CANDIDATE_CHARS)(value, where).replace(/^a=(?=candidate:)/, '');
  return candidate.startsWith('candidate:') ? candidate : refuse(where);
};

const lineIndex: Reader<number> = (value, where) => {
  const index = count(value, where);
  return index <= 0xffff ? index : refuse(where);
};

/** `null` stays: it is what RTCIceCandidate.toJSON() gives. An empty `sdpMid` is a legal name. */
const whenGiven =
  <T>(read: Reader<T>): Reader<T | null | undefined> =>
  (value, where) =>
    value === undefined ? undefined : nullable(read)(value, where);

const mid: Reader<string> = (value, where) => (value === '' ? value : plain(MAX_ID_CHARS)(value, where));

const readCandidate = shaped<IceCandidate>({
  candidate: candidateText,
  sdpMid: whenGiven(mid),
  sdpMLineIndex: whenGiven(lineIndex),
  usernameFragment: whenGiven(optional(plain(MAX_UFRAG_CHARS)) as Reader<string>),
});

/** The end: `null`, `''`, nothing at all, or an object whose candidate is one of these. */
const isEnd = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * One candidate or the end. A bare string, and an object without `sdpMid` and `sdpMLineIndex`, belong to the first
 * m-line, which carries all the others (BUNDLE, RFC 9143); `addIceCandidate` refuses one that names none.
 */
export const iceCandidate: Reader<IceCandidate | null> = (value, where) => {
  if (isEnd(value)) return null;
  const given = typeof value === 'string' ? { candidate: value } : value;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return refuse(where);
  if (isEnd(own(given, 'candidate'))) return null;
  const candidate = readCandidate(given, where);
  return isEnd(candidate.sdpMid) && isEnd(candidate.sdpMLineIndex)
    ? { ...candidate, sdpMLineIndex: 0 }
    : candidate;
};
