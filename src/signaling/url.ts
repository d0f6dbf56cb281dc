import type { ProfileRef } from '../protocol/identity.js';

export type SocketUrlErrorCode =
  | 'no_origin' // the page is file: or about:, and no address says where the back end is
  | 'invalid_base' // api-base-url is no http, https, ws or wss address
  | 'invalid_socket_url' // the same for socket-url
  | 'invalid_profile'; // id or type is empty, `.`, `..`, or no valid Unicode

/** Why no address could be made. Returned, never thrown. */
export class SocketUrlError extends Error {
  override readonly name = 'SocketUrlError';

  constructor(readonly code: SocketUrlErrorCode) {
    super(code);
  }
}

export interface SocketAddress {
  /** `https://api.example.com/v1/`, `api.example.com:8443`, `/backend`; absent: the page's origin. */
  readonly apiBaseUrl?: string | null | undefined;
  /** Replaces the derived address: `wss://host/{profile_type}/{profile_id}`, or relative to the page. */
  readonly socketUrl?: string | null | undefined;
  readonly profile: ProfileRef;
  /** `location.href`. */
  readonly pageUrl: string;
}

/**
 * Where the profile socket is: `{ws|wss}://{host}{path}/ws/{profile_id}/{profile_type}`, or the filled-in template.
 * There is no fallback to a development address: a page that does not know its back end gets an error.
 */
export function socketUrl(options: SocketAddress): string | SocketUrlError {
  const { apiBaseUrl, socketUrl: template, profile, pageUrl } = options;
  const id = encodeSegment(profile.id);
  const type = encodeSegment(profile.type);
  if (!id || !type) return new SocketUrlError('invalid_profile');

  const page = parse(pageUrl);
  const address = (template || apiBaseUrl || '').trim();
  // a host with a port looks like a scheme to the URL parser, so only these four and `x://` count as one
  const hasScheme = /^(https?|wss?):|^[a-z][a-z\d+.-]*:\/\//i.test(address);
  const base = !hasScheme && page && /^http/.test(page.protocol) ? page : undefined;
  if (!base && !hasScheme) return new SocketUrlError('no_origin');

  if (template) {
    const filled = address.replace(/\{profile_(id|type)\}/g, (_, key) => (key === 'id' ? id : type));
    return finish(parse(filled, base), 'invalid_socket_url');
  }
  const isHost = address && !hasScheme && !/^[/.]/.test(address);
  const url = parse(isHost ? `//${address}` : address || '/', base);
  if (url) url.pathname = `${url.pathname.replace(/\/+$/, '')}/ws/${id}/${type}`;
  return finish(url, 'invalid_base');
}

function finish(url: URL | undefined, code: SocketUrlErrorCode): string | SocketUrlError {
  if (!url || !/^(https?|wss?):$/.test(url.protocol)) return new SocketUrlError(code);
  url.protocol = url.protocol.replace('http', 'ws');
  url.hash = ''; // WebSocket refuses fragments
  return url.href;
}

function parse(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** Dots alone would climb out of `/ws/`, percent-encoded or not. */
function encodeSegment(text: string): string {
  try {
    return /^\.{1,2}$/.test(text) ? '' : encodeURIComponent(text);
  } catch {
    return ''; // a lone surrogate
  }
}
