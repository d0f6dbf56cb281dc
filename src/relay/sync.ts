import type { SyncFrame } from '../protocol/frames.js';
import { sameProfile, type ProfileRef } from '../protocol/identity.js';
import type { ClientSocket } from './client-socket.js';
import type { ChatHistory, KeptFrame } from './history.js';

/** Frames in one answer; what is left is asked for with the next. */
const PAGE = 100;
/** Characters in one answer: far below what may wait for a slow reader (`DEFAULT_MAX_BUFFERED_BYTES`). */
const PAGE_CHARS = 200_000;

/**
 * Answers `sync`: the frames after a place, or the last ones; or the messages with one person before a place. In order,
 * and closed by a `sync` that says how far they go.
 */
export function answerSync(history: ChatHistory, client: ClientSocket, asked: SyncFrame): void {
  const own = history.of(client.profile);
  const { after, before } = asked;
  const found =
    before === undefined ? since(own, after) : earlier(own, Number(before), client.profile, asked);
  for (const { text } of found.page) if (text) client.send(text);
  const last = found.page.at(-1)?.cursor;
  const cursor = before === undefined ? (last ?? after) : undefined;
  client.tell({
    type: 'sync',
    ...(after !== undefined && { after }),
    ...(before !== undefined && { before }),
    ...(cursor !== undefined && { cursor: String(cursor) }),
    more: found.more,
  });
}

interface Page {
  readonly page: readonly KeptFrame[];
  readonly more: boolean;
}

function since(own: readonly KeptFrame[], after: string | undefined): Page {
  if (after === undefined) return { page: fit(own.slice(-PAGE).reverse()).reverse(), more: false };
  const start = own.findIndex(({ cursor }) => cursor > Number(after));
  const rest = start < 0 ? [] : own.slice(start);
  const page = fit(rest);
  return { page, more: page.length < rest.length };
}

function earlier(own: readonly KeptFrame[], before: number, self: ProfileRef, asked: SyncFrame): Page {
  const peer = { id: asked.peer_id ?? '', type: asked.peer_type ?? '' };
  const isWithPeer = ({ from, to }: KeptFrame) => sameProfile(sameProfile(from, self) ? to : from, peer);
  const all = own.filter((frame) => frame.text && isWithPeer(frame));
  const rest = all.filter(({ cursor }) => cursor < before).reverse();
  const later = new Map<string, KeptFrame[]>();
  for (const frame of all) {
    if (!frame.about || frame.cursor < before) continue;
    later.set(frame.about, [...(later.get(frame.about) ?? []), frame]);
  }
  // what was done with a message since comes with it: the page shows it as it is now
  const since = ({ id, about }: KeptFrame): readonly KeptFrame[] => (!about && id && later.get(id)) || [];
  const page = fit(rest, (frame) => [frame, ...since(frame)].reduce((sum, { text }) => sum + text.length, 0));
  const changes = page.flatMap((frame) => since(frame));
  return { page: [...page.reverse(), ...changes], more: page.length < rest.length };
}

/** As many from the start as one answer may hold, and one at least. */
function fit(frames: readonly KeptFrame[], charsOf = ({ text }: KeptFrame) => text.length): KeptFrame[] {
  let chars = 0;
  const page = frames.slice(0, PAGE);
  const end = page.findIndex((frame, i) => (chars += charsOf(frame)) > PAGE_CHARS && i > 0);
  return end < 0 ? page : page.slice(0, end);
}
