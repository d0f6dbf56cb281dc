import type { IncomingMessage } from 'node:http';

/** Whether a page of the request's origin may talk to this server. */
export type OriginCheck = (request: IncomingMessage) => boolean;

/** See `RelayOptions.allowedOrigins`. Whole origins are compared, so `https://example.com.evil.test` is another. */
export function createOriginCheck(host: string, allowed: readonly string[] | undefined): OriginCheck {
  if (allowed ? allowed.includes('*') : isLoopback(host)) return () => true;
  const origins = new Set(allowed?.map((origin) => origin.toLowerCase().replace(/\/$/, '')));
  return ({ headers }) => {
    const origin = headers.origin?.toLowerCase();
    if (!origin) return false;
    return allowed ? origins.has(origin) : hostOf(origin) === headers.host?.toLowerCase();
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Host and port; empty for `null` and whatever is no http origin. A proxy may have ended TLS: the scheme is not compared. */
function hostOf(origin: string): string {
  try {
    const { protocol, host } = new URL(origin);
    return /^https?:$/.test(protocol) ? host : '';
  } catch {
    return '';
  }
}
