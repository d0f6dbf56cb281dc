/** The emoji. Reached through `import()` only, when somebody opens them. */
import { define } from '../element.js';
import { CcmEmoji } from './picker.js';

/** Safe to call more than once. */
export function defineEmoji(): void {
  define('ccm-emoji', CcmEmoji);
}

export { CcmEmoji };
