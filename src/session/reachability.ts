/** Whether what a call needs can be reached from here. Loaded when somebody checks, or asks for a diagnosis. */
import { resolveIceServers } from './ice-servers.js';
import type { SessionHost } from './shell.js';
import type { Hop } from './types.js';

/** For the socket to open, where it does not stand yet, and for a pong. In milliseconds. */
const SOCKET_MS = 5_000;
const PONG_MS = 2_000;
const LOOK_MS = 50;
/** More servers than a browser asks in a call (Chromium warns from five on). */
const MAX_SERVERS = 8;

type Name = Hop['hop'];

/**
 * Asks the back end, STUN and TURN at once; takes less than 10 s. Never rejects.
 * @param found hears of each hop as it is known
 */
export async function reachability(
  shell: SessionHost,
  found: (hop: Hop) => void,
  signal: AbortSignal,
): Promise<readonly Hop[]> {
  const hops: Hop[] = [];
  const add = (hop: Hop): void => {
    hops.push(hop);
    if (!signal.aborted) found(hop);
  };
  await Promise.all([socket(shell, signal).then(add), servers(shell, signal, add)]);
  return hops;
}

async function socket({ link }: SessionHost, signal: AbortSignal): Promise<Hop> {
  const isOpen = (): boolean => link.state === 'open';
  if (!isOpen() && link.wanted) await until(() => isOpen() || link.state === 'failed', SOCKET_MS, signal);
  if (!isOpen()) {
    const isRefused = /policy|replaced|unauthorized|contended/.test(link.problem ?? '');
    return { hop: 'socket', state: isRefused ? 'refused' : link.wanted ? 'silent' : 'none', ms: null };
  }
  link.wake();
  await until(() => (link.client?.roundTrip ?? null) !== null, PONG_MS, signal);
  return { hop: 'socket', state: 'ok', ms: link.client?.roundTrip ?? null };
}

async function servers(shell: SessionHost, signal: AbortSignal, add: (hop: Hop) => void): Promise<void> {
  const { iceServers, apiBaseUrl } = shell.settings;
  const list = (await resolveIceServers(iceServers, apiBaseUrl)).flatMap((server) =>
    [server.urls].flat().map((urls) => ({ ...server, urls })),
  );
  const byName = new Map<Name, RTCIceServer[]>();
  for (const server of list.slice(0, MAX_SERVERS)) {
    const name = nameOf(server.urls);
    byName.set(name, [...(byName.get(name) ?? []), server]);
  }
  const asked = [...byName].map(([hop, same]) => ask(hop, same, signal).then(add));
  if (!byName.has('turn_udp')) add({ hop: 'turn_udp', state: 'none', ms: null });
  if (!byName.has('turn_tcp') && !byName.has('turn_tls')) add({ hop: 'turn_tcp', state: 'none', ms: null });
  await Promise.all(asked);
}

/** Several servers of a kind stand in for each other: the best answer counts. */
async function ask(hop: Name, same: readonly RTCIceServer[], signal: AbortSignal): Promise<Hop> {
  try {
    const { reach } = await import('../rtc/reach.js');
    const answers = await Promise.all(same.map((server) => reach(server, signal)));
    const best =
      answers.find(({ answer }) => answer === 'ok') ?? answers.find(({ answer }) => answer === 'refused');
    return { hop, state: best?.answer ?? 'silent', ms: best?.ms ?? null };
  } catch {
    return { hop, state: 'silent', ms: null };
  }
}

function nameOf(address: string): Name {
  if (address.startsWith('stun')) return 'stun';
  if (address.startsWith('turns')) return 'turn_tls';
  return address.includes('transport=tcp') ? 'turn_tcp' : 'turn_udp';
}

/** Looks until it is so, or until the time is up. */
function until(holds: () => boolean, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = Date.now() + ms;
    const look = (): void => {
      if (holds() || signal.aborted || Date.now() > end) resolve();
      else setTimeout(look, LOOK_MS);
    };
    look();
  });
}
