import type { IncomingMessage } from 'node:http';
import type { Profile, ProfileRef } from '../protocol/identity.js';
import type { ChatHistory } from './history.js';
import type { Rate } from './token-bucket.js';
import type { UploadOptions } from './uploads/options.js';

/** RTCIceServer, without the DOM library. */
export interface IceServer {
  readonly urls: string | readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

export interface RelayOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** `127.0.0.1`. Another address is reachable by others: then also say who may connect, with the next two. */
  readonly host?: string;
  /**
   * Whole origins as browsers send them (`https://www.example.com`), or `*` for all. Without it a loopback host lets
   * everybody in, and any other host only pages that it serves itself. A request without an origin passes only where
   * everybody does.
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Who this request belongs to: from a cookie, a header or the query parameter `token`, which is where the widget
   * puts its token. `null` or another profile than the address names is turned away. A name or avatar that it gives
   * replaces what the client says about itself. Without it the address is believed.
   */
  readonly authenticate?: (
    request: IncomingMessage,
    claimed: ProfileRef,
  ) => Promise<Profile | null> | Profile | null;
  /** What `/ice-servers` answers; a function for credentials that expire. Without it that address is 404. */
  readonly iceServers?:
    | readonly IceServer[]
    | ((request: IncomingMessage) => Promise<readonly IceServer[]> | readonly IceServer[]);
  /** Gets one line at a time, without a line end. Default: nothing is logged. */
  readonly log?: (line: string) => void;
  /**
   * How many messages and receipts of all conversations are kept in memory, for who was away; default 10 000, 0 for
   * none. Or a `ChatHistory` of the program's own, which outlives this relay.
   */
  readonly history?: ChatHistory | number;
  /** Files in messages; default: up to 10 MiB each, the last 256 MiB kept in memory. `false`: none. */
  readonly uploads?: UploadOptions | false;
  /** Frames a socket may send; default 60 at once, 5 a second. Candidates have four times that, beside it. */
  readonly rate?: Rate;
  /** Bytes that may wait for a slow reader before it is closed with 1013; default 1 MiB. */
  readonly maxBufferedBytes?: number;
  /** Milliseconds between WebSocket pings; a socket that misses one is dropped at the next. Default 30 000. */
  readonly pingInterval?: number;
}

/** Acceptance line X4: burst 60, 5 a second. */
export const DEFAULT_RATE: Rate = { burst: 60, perSecond: 5 };

/** Older clients send each candidate alone, up to 100 a call: room for two calls at once. */
export const CANDIDATE_FACTOR = 4;

/** Refusals that a socket may collect before it is closed with 4429: a program gone wild, not a busy person. */
export const FLOOD_RATE: Rate = { burst: 1000, perSecond: 10 };

export const DEFAULT_MAX_BUFFERED_BYTES = 1_048_576;
export const DEFAULT_PING_INTERVAL = 30_000;

/** WebSocket close codes: RFC 6455 section 7.4.1, and those of docs/protocol.md, "Socket". */
export const CLOSE = { restarting: 1012, overloaded: 1013, unauthorized: 4401, flooded: 4429 } as const;
