import type { Envelope, ProfileStatus } from '../protocol/frames.js';
import { profileKey, sameProfile, type Profile, type ProfileRef } from '../protocol/identity.js';
import { byteLength } from '../protocol/text.js';
import type { ClientSocket } from './client-socket.js';
import type { ChatHistory, KeptFrame } from './history.js';
import type { Registry } from './registry.js';

/** Conversations in one answer, the last ones. */
const MAX_CONVERSATIONS = 100;
/** Characters of messages in one answer, as for a page of `sync`. */
const MAX_CHARS = 200_000;
/** Bytes of the closing frame, below `MAX_FRAME_BYTES` with its other fields. */
const MAX_BYTES = 60_000;
/** Somebody who changes pages is not gone: so many milliseconds until it is told. */
const GONE_MS = 5000;

interface Found {
  readonly peer: ProfileRef;
  last: KeptFrame | null;
  from: Pick<Profile, 'name' | 'avatar'> | null;
}

/** What is read of a frame that the relay has checked and passed on. */
type Said = Pick<Envelope, 'from_name' | 'from_avatar'> & { readonly type: string };

/** Who of one's conversations is there, and what was said last. */
export class People {
  /** Who counts as there. */
  private readonly there = new Set<string>();

  constructor(
    private readonly registry: Registry,
    private readonly history: ChatHistory,
  ) {}

  /** Answers `conversations`: the last message of each, in order, then who they are with. */
  answer(client: ClientSocket): void {
    const found = conversationsOf(client.profile, this.history.of(client.profile));
    const page = fit(found.slice(0, MAX_CONVERSATIONS));
    for (const { last } of [...page].reverse()) if (last) client.send(last.text);
    const profiles: ProfileStatus[] = [];
    let bytes = 0;
    for (const { peer, from } of page) {
      const { id, type } = peer;
      const one = { id, type, online: this.there.has(profileKey(peer)), ...from };
      bytes += byteLength(JSON.stringify(one)) + 1;
      if (bytes > MAX_BYTES) break;
      profiles.push(one);
    }
    client.watched = new Set(profiles.map(profileKey));
    client.tell({ type: 'conversations', profiles, more: profiles.length < found.length });
  }

  /** A socket of this profile came or went. */
  changed(profile: ProfileRef): void {
    if (this.registry.of(profile).length) this.tell(profile, true);
    else setTimeout(() => this.registry.of(profile).length || this.tell(profile, false), GONE_MS).unref();
  }

  private tell({ id, type }: ProfileRef, online: boolean): void {
    const key = profileKey({ id, type });
    if (online === this.there.has(key)) return;
    if (online) this.there.add(key);
    else this.there.delete(key);
    for (const client of this.registry.all())
      if (client.watched?.has(key)) client.tell({ type: 'presence', profiles: [{ id, type, online }] });
  }
}

/** The last one first. */
function conversationsOf(self: ProfileRef, own: readonly KeptFrame[]): readonly Found[] {
  const all = new Map<string, Found>();
  for (const frame of [...own].reverse()) {
    const isOwn = sameProfile(frame.from, self);
    const peer = isOwn ? frame.to : frame.from;
    const key = profileKey(peer);
    const found = all.get(key) ?? { peer, last: null, from: null };
    if ((found.last && (found.from || isOwn)) || !frame.text || sameProfile(peer, self)) continue;
    const said = JSON.parse(frame.text) as Said;
    if (said.type !== 'chat_message') continue;
    all.set(key, found);
    found.last ??= frame;
    if (!isOwn) found.from ??= namesIn(said);
  }
  return [...all.values()];
}

/** As the relay cleaned them when it passed the frame on. `null`: it has none. */
function namesIn({ from_name: name, from_avatar: avatar }: Said): Found['from'] {
  return name || avatar ? { ...(name && { name }), ...(avatar && { avatar }) } : null;
}

function fit(found: readonly Found[]): readonly Found[] {
  let chars = 0;
  const end = found.findIndex(({ last }, i) => (chars += last?.text.length ?? 0) > MAX_CHARS && i > 0);
  return end < 0 ? found : found.slice(0, end);
}
