import type { PeerController } from '../rtc/types.js';
import { resolveIceServers } from './ice-servers.js';
import type { SessionHost } from './shell.js';

/** TURN credentials of one connection; their passwords have an end. */
export interface Renewal {
  /** New ones, before new candidates are gathered. What cannot be had leaves the old ones in their place. */
  renew(): Promise<void>;
  stop(): void;
}

/** Part of the remaining life after which new ones are fetched: the rest is for tries that fail. */
const PART = 0.8;
/** Between two renewals, in ms: at least; where the end makes no sense (a wrong clock); at most (timers have 32 bits). */
const MIN_MS = 5_000;
const UNCLEAR_MS = 300_000;
const MAX_MS = 86_400_000;

/**
 * Milliseconds until these servers want new credentials; `null`: their user names do not tell.
 * `{seconds since the epoch}:{anything}` is that of coturn and of the services (draft-uberti-behave-turn-rest-00).
 * @param now milliseconds since the epoch, by the server's clock where it is known
 */
export function renewIn(servers: readonly RTCIceServer[], now: number): number | null {
  const ends = servers.flatMap(({ username }) => /^(\d{9,11})(:|$)/.exec(username ?? '')?.[1] ?? []);
  if (ends.length === 0) return null;
  const left = Math.min(...ends.map(Number)) * 1_000 - now;
  return left > 0 ? Math.min(MAX_MS, Math.max(MIN_MS, left * PART)) : UNCLEAR_MS;
}

/** @param due the credentials end soon: time for an ICE restart, which renews them */
export function renewal(
  { settings, ports, link }: SessionHost,
  peer: PeerController,
  servers: readonly RTCIceServer[],
  due: () => void,
): Renewal {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plan = (list: readonly RTCIceServer[]) => {
    clearTimeout(timer);
    const now = ports.now();
    const ms = renewIn(list, link.serverNow(now) ?? now);
    if (ms !== null) timer = setTimeout(due, ms);
  };
  plan(servers);
  return {
    async renew() {
      const list = await resolveIceServers(settings.iceServers, settings.apiBaseUrl);
      try {
        // without a password it is the list for when nobody answers
        if (!list.some(({ credential }) => credential)) return;
        peer.setServers(list);
        plan(list);
      } catch {
        // a list that the browser refuses
      }
    },
    stop: () => clearTimeout(timer),
  };
}
