import type { MessageEntry } from '../../chat/types.js';
import type { ExtrasHost } from '../conversation/extras.js';

export type Deed = 'reply' | 'react' | 'copy' | 'edit' | 'delete';

/** It is at the server, or at least out of our hands. */
export const isWritable = ({ status, more }: MessageEntry): boolean =>
  status !== 'sending' && status !== 'failed' && !more?.deleted;

/** What this person may do with a message on this site. */
export function mayDo(host: ExtrasHost, entry: MessageEntry): ReadonlySet<Deed> {
  const { canSend, terms, files } = host;
  const deeds = new Set<Deed>();
  // of files alone the text is their names
  const hasWords = !entry.more?.deleted && files?.draw(entry, host)?.text !== '';
  if (hasWords) deeds.add('copy');
  if (!canSend || !isWritable(entry)) return deeds;
  deeds.add('reply');
  if (!terms.includes('changes')) return deeds;
  deeds.add('react');
  if (entry.mine) deeds.add('delete');
  if (entry.mine && hasWords) deeds.add('edit');
  return deeds;
}
