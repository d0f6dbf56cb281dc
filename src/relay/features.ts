/**
 * What `welcome` announces, so what a client may rely on here:
 * - `ping`: answers `ping` with `pong`
 * - `error`: tells why a frame was refused, and `offline` at once when nobody is there to ring or to read
 * - `ack`: confirms a `chat_message` that reached a socket
 * - `ringing`, `chat`, `receipts`, `typing`: forwards `call_ringing`, `chat_message`, `chat_receipt`, `typing`
 *
 * Nothing is stored: no `sync`, no `presence`.
 */
export const FEATURES: readonly string[] = ['ping', 'error', 'ack', 'ringing', 'chat', 'receipts', 'typing'];
