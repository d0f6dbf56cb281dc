/** Times of a call, in milliseconds, and its bounds. Source: docs/protocol.md, "Rules of a call". */
export const RING_MS = 60_000;
/** The callee rings a little longer, so that the caller's timeout is the one that people see. */
export const RING_GRACE_MS = 3_000;
export const REPEAT_INVITATION_MS = 3_000;
/** First repeat of an answer, decline or end; doubles each time. */
export const RESEND_MS = 500;
export const RESEND_TRIES = 5;
/** Replies to frames about an ended call: to one frame and all of its repeats. */
export const TOMB_REPLIES = 6;
/** Half of the 10 s that an accepted callee waits for an offer; at half time it asks once more. */
export const OFFER_MS = 5_000;
export const CONNECT_MS = 30_000;
export const RESTART_MS = 2_000;
/** Between two ICE restarts: five of them fit into the 30 s. */
export const RESTART_AGAIN_MS = 5_000;
export const RESTART_TRIES = 5;
/** So many of them are ICE restarts; then comes a new peer connection under the same call id. */
export const ICE_RESTARTS = 2;
/** A new peer connection was answered and does not connect: the page that answered may have gone since. */
export const RESUME_AGAIN_MS = 8_000;
/** Connected and silent: an ICE restart, then a new connection; more would only interrupt. */
export const SILENCE_RECOVERIES = 2;
export const GIVE_UP_MS = 30_000;
/** How long an ended call that needs no explanation stays on the screen. */
export const DISMISS_MS = 4_000;
export const TOMBSTONE_MS = 120_000;
export const MAX_TOMBSTONES = 64;
export const MAX_EARLY_CANDIDATES = 100;
/** Calls whose candidates came before their invitation. */
export const MAX_STRAYS = 8;
export const MAX_UNACKED = 16;
/** Peers remembered as able to take repeats. */
export const MAX_MODERN = 64;
