/** What belongs to a conversation as a whole. Reached through `import()` only, when somebody opens its menu. */
import type { ExtrasHost, Tools } from '../conversation/extras.js';
import { defineTalkMenu } from './menu.js';
import { Talk } from './talk.js';

export type { Talk };

export function createTalk(host: ExtrasHost, tools: Tools, reveal: (id: string) => void): Talk {
  defineTalkMenu();
  return new Talk(host, tools, reveal);
}
