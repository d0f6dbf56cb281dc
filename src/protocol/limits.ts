/** Bounds of what is read from the wire. Characters are UTF-16 code units, as `String.length` counts them. */

/** 64 KiB of UTF-8: docs/protocol.md section 1. Above it a server closes with 1009 (RFC 6455 section 7.4.1). */
export const MAX_FRAME_BYTES = 65_536;

/** A frame needs three levels (frame, list, entry); the rest is room for fields that others add. */
export const MAX_DEPTH = 16;

/** Profile, call, message, party and conversation ids and profile types: Matrix allows 255, the longest known. */
export const MAX_ID_CHARS = 255;

/** Django's `username` is 150 characters, the longest name of the back ends that the seeds describe. */
export const MAX_NAME_CHARS = 150;

/** RFC 9110 section 4.1 asks for 8000 octets; browsers and proxies are safe with 2048. */
export const MAX_URL_CHARS = 2048;

/** A chat message: at 3 bytes a character it is still under half a frame. */
export const MAX_TEXT_CHARS = 10_000;

/** Files of one message: at the longest addresses they fill a third of a frame. */
export const MAX_ATTACHMENTS = 10;

/** Bars of a voice message: as many as a phone shows, 3 px each. */
export const MAX_WAVEFORM = 64;
/** What a reply repeats of the message that it answers: two lines on a phone. */
export const MAX_QUOTE_CHARS = 200;

/** A reaction. The longest emoji that Unicode 15 recommends has 15: a kiss of two people with skin tones. */
export const MAX_EMOJI_CHARS = 32;

/** The quick reply of a decline, and the text of an error. */
export const MAX_REPLY_CHARS = 500;

/** Measured: audio, camera and screen with candidates are 10 kB in Chromium 156. Line ends and envelope still fit. */
export const MAX_SDP_CHARS = 49_152;

/** Candidates a call: docs/protocol.md, "Rules of a call". So also the most that one frame may carry. */
export const MAX_CANDIDATES = 100;

/** Measured: 136 in Chromium 156 on one network; IPv6 with a relayed and a related address doubles that. */
export const MAX_CANDIDATE_CHARS = 1024;

/** ice-ufrag: RFC 8839 section 5.4. */
export const MAX_UFRAG_CHARS = 256;

/** Entries of any other list (receipts, features, presence). Longer ones are sent in parts. */
export const MAX_LIST_ITEMS = 500;
