export { KeptChats, type Kept, type KeptConversation } from './kept.js';
