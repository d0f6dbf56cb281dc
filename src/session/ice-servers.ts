import type { IceServersSetting } from './types.js';

/** Public STUN, used when neither the page nor the back end names servers. */
export const DEFAULT_ICE_SERVERS: readonly RTCIceServer[] = [{ urls: 'stun:stun.l.google.com:19302' }];

/** A call does not wait longer than this for its servers, in milliseconds. */
export const ICE_SERVERS_WAIT_MS = 2_000;

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
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), ICE_SERVERS_WAIT_MS);
  try {
    const wanted = setting ? setting() : fetchIceServers(apiBaseUrl, abort.signal);
    const late = new Promise<never>((_, reject) => {
      abort.signal.addEventListener('abort', () => reject(new Error('late')));
    });
    return valid(await Promise.race([wanted, late])) ?? [...DEFAULT_ICE_SERVERS];
  } catch {
    return [...DEFAULT_ICE_SERVERS];
  } finally {
    clearTimeout(timer);
  }
}

async function fetchIceServers(apiBaseUrl: string, signal: AbortSignal): Promise<unknown> {
  const base = new URL(apiBaseUrl || '/', document.baseURI === 'about:blank' ? undefined : location.href);
  base.protocol = base.protocol.replace('ws', 'http');
  const url = `${base.href.replace(/[?#].*$/, '').replace(/\/$/, '')}/ice-servers`;
  const response = await fetch(url, { signal, credentials: 'same-origin' });
  if (!response.ok) throw new Error(`ice-servers answered ${response.status}`);
  const body: unknown = await response.json();
  return body && typeof body === 'object' && 'iceServers' in body ? body.iceServers : body;
}

function valid(servers: unknown): RTCIceServer[] | null {
  if (!Array.isArray(servers)) return null;
  const fits = (server: unknown): boolean =>
    typeof server === 'object' && server !== null && 'urls' in server && isUrls(server.urls);
  return servers.every(fits) ? (servers as RTCIceServer[]) : null;
}

function isUrls(urls: unknown): boolean {
  const list: unknown[] = Array.isArray(urls) ? urls : [urls];
  return list.length > 0 && list.every((url) => typeof url === 'string' && /^(stun|turn)s?:/.test(url));
}

/** The `ice-servers` attribute: JSON, an array of RTCIceServer. `null` when it cannot be read. */
export function parseIceServers(text: string): RTCIceServer[] | null {
  try {
    return valid(JSON.parse(text));
  } catch {
    return null;
  }
}
