import { MAX_CANDIDATES } from '../protocol/limits.js';
import type { IceCandidate } from '../protocol/frames.js';

type Entry = IceCandidate | null;

/**
 * The peer's candidates. They wait, in order, for the remote description that they belong to: for the first one, or,
 * when a restart's candidates overtake its description, for the next one. What is left over from an older ICE
 * generation is dropped. A generation takes MAX_CANDIDATES; more come from nobody who means well.
 */
export class CandidateQueue {
  private waiting: Entry[] = [];
  private readonly seen = new Set<string>();
  private ufrags: ReadonlySet<string> | null = null;

  /** @param apply gives one to the browser; may reject, as a candidate of another device makes it do */
  constructor(private readonly apply: (candidate: Entry) => Promise<void>) {}

  /** Resolves when the browser has taken or refused those that could be given to it. */
  async add(candidates: readonly Entry[]): Promise<void> {
    for (const candidate of candidates) {
      const entry = candidate?.candidate === '' ? null : candidate;
      if (entry !== null && typeof entry?.candidate !== 'string') continue;
      const key =
        entry &&
        `${entry.sdpMid ?? ''} ${entry.sdpMLineIndex ?? ''} ${ufragOf(entry) ?? ''} ${entry.candidate}`;
      if (this.seen.size >= MAX_CANDIDATES || this.seen.has(String(key))) continue;
      this.seen.add(String(key));
      this.waiting.push(entry);
    }
    await this.give();
  }

  /** To be called after each remote description. */
  async remoteDescription(sdp: string): Promise<void> {
    const ufrags = new Set(Array.from(sdp.matchAll(/^a=ice-ufrag:(\S+)/gm), (match) => match[1] ?? ''));
    const renewed = ![...ufrags].some((ufrag) => this.ufrags?.has(ufrag));
    if (this.ufrags && renewed) this.seen.clear();
    this.ufrags = ufrags;
    await this.give(renewed);
  }

  /** Gives away what belongs to the description that is there. The rest waits on, or is dropped. */
  private async give(drop = false): Promise<void> {
    const given: Promise<void>[] = [];
    for (const entry of this.waiting.splice(0)) {
      if (this.belongs(entry)) given.push(this.apply(entry).catch(() => undefined));
      else if (!drop) this.waiting.push(entry);
    }
    await Promise.all(given);
  }

  /** The end comes after those before it: it waits while any of them does. */
  private belongs(entry: Entry): boolean {
    if (!this.ufrags) return false;
    if (entry === null) return this.waiting.length === 0;
    const ufrag = ufragOf(entry);
    return ufrag === undefined || this.ufrags.has(ufrag);
  }
}

/** The ICE generation that a candidate names, in its field or, as older browsers write it, in its line. */
function ufragOf({ candidate, usernameFragment }: IceCandidate): string | undefined {
  return usernameFragment || / ufrag (\S+)/.exec(candidate)?.[1];
}
