/** Size in UTF-8. A lone surrogate counts 3 bytes, as the U+FFFD that replaces it on the wire. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Text that stands in a line of its own: no control characters, no line ends, nothing that turns its neighbours round. */
const LINE_BREAKING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
/** Control characters but tab and line feed. */
const CONTROLS = /[^\P{Cc}\t\n]/gu;
const LONE_SURROGATES = /\p{Cs}/gu;

/** One line of at most `max` characters, for names. May come out empty. */
export function cleanLine(text: string, max: number): string {
  return text.replace(LINE_BREAKING, '').slice(0, max).replace(LONE_SURROGATES, '').trim();
}

/** Text of several lines: tabs and line feeds stay. Never cut here. */
export function cleanText(text: string): string {
  return text.replace(CONTROLS, '').replace(LONE_SURROGATES, '');
}

/** What ids, addresses and candidates must not hold: they end up in logs and headers. */
export function isPlain(text: string): boolean {
  return !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text);
}

/** SDP lines end in CRLF; no other control character has a place in them (RFC 8866 section 9). */
export function isSdpText(text: string): boolean {
  return !/[^\P{Cc}\t\r\n]|\p{Cs}/u.test(text);
}
