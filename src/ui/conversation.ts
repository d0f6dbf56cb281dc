/** The conversation and its composer. Loaded when the modal opens; importing defines the tags. */
import { CcmComposer } from './conversation/composer.js';
import { CcmConversation } from './conversation/conversation.js';
import { define } from './element.js';

/** Safe to call, and this file safe to load, more than once. */
export function defineConversation(): void {
  define('ccm-composer', CcmComposer);
  define('ccm-conversation', CcmConversation);
}

defineConversation();

export { CcmComposer, CcmConversation };
