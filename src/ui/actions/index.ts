/** What people do with messages. Reached through `import()` only, when somebody first reaches for one. */
import type { Extras, ExtrasHost, Tools } from '../conversation/extras.js';
import { defineMenu } from './menu.js';
import { MessageExtras } from './extras.js';

export function createExtras(host: ExtrasHost, tools: Tools): Extras {
  defineMenu();
  return new MessageExtras(host, tools);
}
