import { socketUrl } from '../signaling/url.js';
import type { IceServersSetting } from './types.js';

/** Public STUN, used when neither the page nor the back end names servers. */
const DEFAULT_ICE_SERVERS: RTCIceServer[] = [{ urls: 'stun:stun.l.google.com:19302' }];

/** A call does not wait longer than this for its servers, in milliseconds. */
const ICE_SERVERS_WAIT_MS = 2_000;

/** The servers for one call; at once where the page gave a list. Never rejects: what fails falls back. */
export function resolveIceServers(
  setting: IceServersSetting,
  apiBaseUrl: string,
): RTCIceServer[] | Promise<RTCIceServer[]> {
  return Array.isArray(setting) ? setting : ask(setting, apiBaseUrl);
}

async function ask(
  setting: Exclude<IceServersSetting, RTCIceServer[]>,
  apiBaseUrl: string,
): Promise<RTCIceServer[]> {
  const signal = AbortSignal.timeout(ICE_SERVERS_WAIT_MS);
  try {
    const wanted = setting ? setting() : fetchIceServers(apiBaseUrl, signal);
    const late = new Promise((_, reject) => signal.addEventListener('abort', reject));
    return valid(await Promise.race([wanted, late])) ?? DEFAULT_ICE_SERVERS;
  } catch {
    return DEFAULT_ICE_SERVERS;
  }
}

/** They lie beside `/ws/` of the socket's derived address. */
async function fetchIceServers(apiBaseUrl: string, signal: AbortSignal): Promise<unknown> {
  const socket = socketUrl({ apiBaseUrl, profile: { id: '-', type: '-' }, pageUrl: location.href });
  const url = String(socket).replace(/^ws(.*)ws\/-\/-.*/, 'http$1ice-servers');
  const body: unknown = await (await fetch(url, { signal })).json();
  return (body as { iceServers?: unknown }).iceServers ?? body;
}

function valid(servers: unknown): RTCIceServer[] | null {
  const fits = (server: Partial<RTCIceServer> | null): boolean => {
    const urls = [server?.urls].flat();
    return urls.length > 0 && urls.every((url) => /^(stun|turn)s?:/.test(String(url)));
  };
  return Array.isArray(servers) && servers.every(fits) ? (servers as RTCIceServer[]) : null;
}

/** The `ice-servers` attribute: JSON, an array of RTCIceServer. `null` when it cannot be read. */
export function parseIceServers(text: string | null): RTCIceServer[] | null {
  try {
    return valid(JSON.parse(String(text)));
  } catch {
    return null;
  }
}
