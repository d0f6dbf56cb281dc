import { profileKey, sameProfile, type ProfileRef } from '../protocol/identity.js';

/** A frame of a conversation, as it was passed on. */
export interface KeptFrame {
  /** Its place in the one order of all conversations: two sides that sort by it see the same. */
  readonly cursor: number;
  readonly from: ProfileRef;
  readonly to: ProfileRef;
  /** Empty: nothing of it is told any more. */
  readonly text: string;
  /** The id of a message or of a change; empty for other frames. */
  readonly id: string;
  /** Of a change: the message that it is about. */
  readonly about?: string;
  /** Of a change: a later one with the same takes its place. */
  readonly slot?: string;
  /** It went to a socket of whom it is for. */
  reached: boolean;
}

/** Memory that a history may take, in characters of frames: 16 million are some 100 000 short messages. */
const MAX_CHARS = 16_000_000;

/**
 * The last frames of all conversations, in memory, oldest dropped first. It may outlive the relay that fills it: give
 * the same one to the next.
 */
export class ChatHistory {
  private readonly all: KeptFrame[] = [];
  private readonly byProfile = new Map<string, KeptFrame[]>();
  private readonly byId = new Map<string, KeptFrame>();
  private chars = 0;
  private last = 0;

  /** @param max frames; 0 keeps none */
  constructor(
    readonly max = 10_000,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * A place after all others. It starts from the clock, so that places go on rising where a server begins anew, and
   * has 16 digits at most: a whole number in every JSON reader.
   */
  next(): number {
    return (this.last = Math.max(this.last + 1, this.now() * 1000));
  }

  /** The message that this sender gave this id. */
  find(from: ProfileRef, id: string): KeptFrame | undefined {
    return this.byId.get(idKey(from, id));
  }

  add(frame: KeptFrame): void {
    if (this.max === 0) return;
    this.all.push(frame);
    this.chars += frame.text.length;
    if (frame.id) this.byId.set(idKey(frame.from, frame.id), frame);
    for (const key of keysOf(frame)) {
      const own = this.byProfile.get(key);
      if (own) own.push(frame);
      else this.byProfile.set(key, [frame]);
    }
    while (this.all.length > this.max || this.chars > MAX_CHARS) this.drop();
  }

  /** What a profile sent and got, oldest first. */
  of(profile: ProfileRef): readonly KeptFrame[] {
    return this.byProfile.get(profileKey(profile)) ?? [];
  }

  /** Other words in the same place. */
  rewrite(frame: KeptFrame, text: string): void {
    this.chars += text.length - frame.text.length;
    (frame as { text: string }).text = text;
  }

  /** What came while nobody of this profile was there. */
  missedBy(profile: ProfileRef): readonly KeptFrame[] {
    return this.of(profile).filter(({ reached, to, text }) => !reached && text && sameProfile(to, profile));
  }

  private drop(): void {
    const oldest = this.all.shift();
    if (!oldest) return;
    this.chars -= oldest.text.length;
    if (oldest.id) this.byId.delete(idKey(oldest.from, oldest.id));
    for (const key of keysOf(oldest)) {
      const own = this.byProfile.get(key);
      own?.shift();
      if (own?.length === 0) this.byProfile.delete(key);
    }
  }
}

/** One who writes to oneself is one. */
function keysOf({ from, to }: KeptFrame): Set<string> {
  return new Set([profileKey(from), profileKey(to)]);
}

function idKey(from: ProfileRef, id: string): string {
  return JSON.stringify([profileKey(from), id]);
}
