import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Profile } from '../protocol/identity.js';
import type { ServerFrame } from '../protocol/frames.js';
import { serializeFrame } from '../protocol/parse-frame.js';
import { CANDIDATE_FACTOR, CLOSE, FLOOD_RATE } from './options.js';
import { TokenBucket, type Rate } from './token-bucket.js';

/** One open socket of one profile. */
export class ClientSocket {
  readonly session = randomUUID();
  private readonly frames: TokenBucket;
  private readonly candidates: TokenBucket;
  private readonly refusals = new TokenBucket(FLOOD_RATE);
  private alive = true;

  constructor(
    private readonly socket: WebSocket,
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
    socket.on('pong', () => (this.alive = true));
  }

  /** `false`: it did not go out. A reader that lets more wait than it may is closed. */
  send(text: string): boolean {
    if (this.socket.readyState !== this.socket.OPEN) return false;
    if (this.socket.bufferedAmount > this.maxBufferedBytes) {
      this.close(CLOSE.overloaded, 'reads too slowly');
      return false;
    }
    this.socket.send(text);
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

  /** Asks for a sign of life; drops a socket that gave none since the last time. */
  checkAlive(): void {
    if (!this.alive) return this.socket.terminate();
    this.alive = false;
    this.socket.ping();
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }
}
