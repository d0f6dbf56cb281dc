import type { MessageEntry } from '../../chat/types.js';
import { without, type Outbox } from './outbox.js';

/** A message that was not sent goes once more, at the end: what was written after it may be through already. */
export function retry(outbox: Outbox, id: string): void {
  const again = outbox.unsent.find(({ message }) => message.id === id);
  if (!again) return;
  const { error: _error, ...rest } = again.message;
  const message: MessageEntry = { ...rest, status: 'sending' };
  outbox.change((unsent) => [...without([id])(unsent), { ...again, message }]);
  outbox.host.told([id], 'sending');
  outbox.run();
}
