import type { SessionEvents } from './session/types.js';

/**
 * The public events and their `detail`. All bubble and cross shadow roots; `ccm-call-incoming` is cancelable: a page
 * that calls `preventDefault()` shows its own ringing screen, and the widget stays silent and closed.
 */
export interface ChatCallModalEvents {
  'ccm-open': Record<string, never>;
  'ccm-close': Record<string, never>;
  'ccm-connection': SessionEvents['connection'];
  'ccm-call-incoming': SessionEvents['call-incoming'];
  'ccm-call-state': SessionEvents['call-state'];
  'ccm-call-connected': SessionEvents['call-connected'];
  'ccm-call-ended': SessionEvents['call-ended'];
  'ccm-message': SessionEvents['message'];
  'ccm-message-sent': SessionEvents['message-sent'];
  'ccm-unread': SessionEvents['unread'];
  'ccm-diagnosis': SessionEvents['diagnosis'];
  'ccm-error': SessionEvents['error'];
}

type PublicEvents = { [K in keyof ChatCallModalEvents]: CustomEvent<ChatCallModalEvents[K]> };

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the names join what addEventListener knows
  interface HTMLElementEventMap extends PublicEvents {}
}
