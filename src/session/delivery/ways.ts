import type { ChatBody } from '../../protocol/frames.js';
import type { ProfileRef } from '../../protocol/identity.js';
import type { Core } from '../core.js';
import { termsOf } from '../terms.js';

/** How something gets to somebody now, and what may be said on that way. */
export interface Way {
  /** `false`: not sent. */
  send(body: ChatBody): boolean;
  /** The server confirms messages: one is on its way until then. */
  readonly acks: boolean;
  readonly receipts: boolean;
  /** That something was read may be told; else only that it came. */
  readonly reads: boolean;
  readonly typing: boolean;
  /** Reactions, edits, deletions. */
  readonly changes: boolean;
}

/** The back end where it passes messages on, else the data channel of a call with that person, else none. */
export function wayTo(core: Core, to: ProfileRef): Way | null {
  const { link } = core.shell;
  const head = core.envelope(to);
  if (!head) return null;
  const terms = termsOf(core.shell.settings.profile, to);
  if (terms.includes('blocked')) return null;
  const reads = !terms.includes('no_read');
  const types = !terms.includes('no_typing');
  if (link.state === 'open' && link.has('chat')) {
    return {
      send: (body) => link.send({ ...head, ...body }),
      acks: link.has('ack'),
      receipts: link.has('receipts'),
      reads,
      typing: types && link.has('typing'),
      changes: link.has('changes'),
    };
  }
  if (!core.channel.reaches(to)) return null;
  return {
    send: (body) => core.channel.chat({ ...head, ...body }),
    acks: false,
    receipts: true,
    reads,
    typing: types,
    changes: true,
  };
}
