import type { MessageEntry } from '../../chat/types.js';
import type { ExtrasHost } from '../conversation/extras.js';

export type Deed = 'reply' | 'react' | 'copy' | 'edit' | 'delete';

/** It is at the server, or at least out of our hands. */
export const isWritable = ({ status, more }: MessageEntry): boolean =>
  status !== 'sending' && status !== 'failed' && !more?.deleted;

/** What this person may do with a message on this site. */
export function mayDo({ canSend, terms }: ExtrasHost, entry: MessageEntry): ReadonlySet<Deed> {
  const deeds = new Set<Deed>(entry.more?.deleted ? [] : ['copy']);
  if (!canSend || !isWritable(entry)) return deeds;
  deeds.add('reply');
  if (!terms.includes('changes')) return deeds;
  for (const deed of entry.mine ? (['react', 'edit', 'delete'] as const) : (['react'] as const))
    deeds.add(deed);
  return deeds;
}
