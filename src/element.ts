/** The class without the tag: importing this defines nothing. */
export { ChatCallModal } from './chat-call-modal.js';
