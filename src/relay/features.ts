import type { ChatHistory } from './history.js';

/**
 * What `welcome` announces, so what a client may rely on here:
 * - `ping`: answers `ping` with `pong`
 * - `error`: tells why a frame was refused, and `offline` at once when nobody is there to ring
 * - `ack`: confirms a `chat_message`: it is kept, or it reached a socket where nothing is kept
 * - `ringing`, `chat`, `receipts`, `typing`: forwards `call_ringing`, `chat_message`, `chat_receipt`, `typing`
 * - `changes`: forwards `chat_reaction`, `chat_edit` and `chat_delete`, the last two from the message's author only
 * - `upload`: takes files at the socket's own address
 * - `conversations`: answers `conversations` with the last message of each, and says who of them is there
 * - `sync`: keeps messages and receipts for who was away, and answers `sync` with what was missed
 */
export const FEATURES: readonly string[] = [
  'ping',
  'error',
  'ack',
  'ringing',
  'chat',
  'receipts',
  'typing',
  'changes',
  'upload',
  'sync',
  'conversations',
];

/** What a relay cannot do that keeps nothing. */
const KEEPS = /^(sync|conversations)$/;

/** A relay that keeps nothing cannot tell what was missed. */
export function featuresOf({ max }: ChatHistory, uploads: boolean): readonly string[] {
  return FEATURES.filter((feature) =>
    KEEPS.test(feature) ? max > 0 : feature === 'upload' ? uploads : true,
  );
}
