import type { MessageEntry } from '../../chat/types.js';
import type { CcmElement } from '../element.js';

/** What a message has beside its words; and no words where those are only the files' names. */
export interface Drawn {
  readonly files: unknown;
  readonly text: string;
}

/** Files of messages, as the conversation sees them. Loaded where they can be sent, or when one comes. */
export interface FilesPart {
  /** Another one: messages are drawn anew. */
  readonly version: number;
  /** Takes the words along with what is chosen, also where there are none. `false`: nothing is chosen. */
  send(text: string): boolean;
  draw(message: MessageEntry, host: CcmElement): Drawn | null;
  /** What stands between log and field. */
  strip(host: CcmElement): unknown;
  /** What stands beside the field. */
  buttons(host: CcmElement): unknown;
}
