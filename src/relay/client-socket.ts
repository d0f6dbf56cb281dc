import { randomUUID } from 'node:crypto';
import type { Profile } from '../protocol/identity.js';
import type { ServerFrame } from '../protocol/frames.js';
import { serializeFrame } from '../protocol/parse-frame.js';
import type { Line } from './lines.js';
import { CANDIDATE_FACTOR, CLOSE, FLOOD_RATE } from './options.js';
import { TokenBucket, type Rate } from './token-bucket.js';

/** One open connection of one profile. */
export class ClientSocket {
  readonly session = randomUUID();
  private readonly frames: TokenBucket;
  private readonly candidates: TokenBucket;
  private readonly refusals = new TokenBucket(FLOOD_RATE);
  /** It has asked for what it missed: it also wants what its profile writes on other devices. */
  keepsUp = false;
  /** Whose presence it is told, by `profileKey`: it has asked for its conversations. */
  watched: ReadonlySet<string> | null = null;

  constructor(
    readonly line: Line,
    /** Who is there. `name` and `avatar` only where the site vouches for them. */
    readonly profile: Profile,
    rate: Rate,
    private readonly maxBufferedBytes: number,
  ) {
    this.frames = new TokenBucket(rate);
    this.candidates = new TokenBucket({
      burst: rate.burst * CANDIDATE_FACTOR,
      perSecond: rate.perSecond * CANDIDATE_FACTOR,
    });
  }

  /** `false`: it did not go out. A reader that lets more wait than it may is closed. */
  send(text: string): boolean {
    if (!this.line.isOpen) return false;
    if (this.line.waiting > this.maxBufferedBytes) {
      this.close(CLOSE.overloaded, 'reads too slowly');
      return false;
    }
    this.line.send(text);
    return true;
  }

  tell(frame: ServerFrame): boolean {
    return this.send(serializeFrame(frame));
  }

  /** Whether it may send one more of these now; who keeps on asking in vain is closed. */
  mayDo(type: string): boolean {
    const allowed = (type === 'ice_candidate' ? this.candidates : this.frames).take();
    if (!allowed && !this.refusals.take()) this.close(CLOSE.flooded, 'sends too much');
    return allowed;
  }

  close(code: number, reason: string): void {
    this.line.close(code, reason);
  }
}
