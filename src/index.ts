import { ChatCallModal } from './chat-call-modal.js';

// Safe to load twice: the first one on the page wins.
if (!customElements.get('chat-call-modal')) customElements.define('chat-call-modal', ChatCallModal);

declare global {
  interface HTMLElementTagNameMap {
    'chat-call-modal': ChatCallModal;
  }
}

export { ChatCallModal };
export type { ChatCallModalEvents } from './events.js';
export type { CallPhase, CallSnapshot, EndReason, MediaProblem } from './call/snapshot.js';
export type { Frame } from './protocol/frames.js';
export type { Profile } from './protocol/identity.js';
export type { Diagnosis, Finding, Hop, TraceLine } from './session/types.js';
export type {
  ConnectionProblem,
  ConnectionState,
  Dialect,
  OpenTransport,
  Transport,
} from './signaling/types.js';
export type {
  HistoryPage,
  HistoryProvider,
  HistoryQuery,
  MessageSender,
  OutgoingMessage,
  SentMessage,
  SiteMessage,
} from './session/site-api.js';
