import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ProfileRef } from '../protocol/identity.js';
import { id } from '../protocol/schema.js';
import type { RelayOptions } from './options.js';
import type { OriginCheck } from './origins.js';

export interface HttpContext {
  readonly iceServers: RelayOptions['iceServers'];
  readonly isAllowed: OriginCheck;
  /** Clients that speak HTTP only. */
  readonly sessions: { handle(request: IncomingMessage, response: ServerResponse): Promise<void> };
  /** Files. `null`: none are taken. */
  readonly uploads: {
    handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
    serve(request: IncomingMessage, response: ServerResponse, id: string): Promise<void>;
  } | null;
  /** What `/healthz` tells besides `status`. */
  readonly counts: () => { readonly sockets: number; readonly profiles: number };
}

/** `{any prefix}/ws/{profile_id}/{profile_type}` → the profile; `null` for any other address. */
export function profileOf(url: string | undefined): ProfileRef | null {
  const match = /\/ws\/([^/]+)\/([^/]+)\/?$/.exec(pathOf(url));
  try {
    const [profileId, type] = [match?.[1], match?.[2]].map((part) =>
      id(decodeURIComponent(part ?? ''), 'url'),
    );
    return { id: profileId as string, type: type as string };
  } catch {
    return null; // no such path, a broken escape, or no id
  }
}

/**
 * Answers what is no WebSocket: `/healthz`, and below any prefix, as `api-base-url` may have one, `/ice-servers` and the
 * socket's own address for those who reach it over HTTP only.
 */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: HttpContext,
) {
  const path = pathOf(request.url);
  if (path === '/healthz') return answer(response, 200, { status: 'ok', ...context.counts() });
  if (path.endsWith('/ice-servers') && context.iceServers)
    return answerIceServers(request, response, context);
  const file = /\/files\/([\w-]{32})$/.exec(path)?.[1];
  if (file && context.uploads && /^(GET|HEAD)$/.test(request.method ?? ''))
    return context.uploads.serve(request, response, file);
  if (!profileOf(request.url)) return answer(response, 404, {});
  if (context.uploads && /[?&]transport=upload(&|$)/.test(request.url ?? ''))
    return handleUpload(request, response, context, context.uploads);
  if (request.method !== 'POST') return answer(response, 426, {});
  if (!context.isAllowed(request)) return answer(response, 403, {});
  allowReading(request, response);
  return context.sessions.handle(request, response);
}

/** A file is no text: browsers ask before they send it to another origin. */
function handleUpload(
  request: IncomingMessage,
  response: ServerResponse,
  { isAllowed }: HttpContext,
  uploads: NonNullable<HttpContext['uploads']>,
): Promise<void> | void {
  const { method = '' } = request;
  const isOwn = !request.headers.origin && method === 'GET';
  if (!isOwn && !isAllowed(request)) return answer(response, 403, { code: 'forbidden' });
  allowReading(request, response);
  if (method === 'GET' || method === 'POST') return uploads.handle(request, response);
  if (method !== 'OPTIONS') return answer(response, 405, {});
  response.setHeader('access-control-allow-methods', 'GET, POST');
  response.setHeader('access-control-allow-headers', 'Authorization, Content-Type, X-File-Name');
  response.setHeader('access-control-max-age', '7200');
  response.writeHead(204).end();
}

/** Pages of other origins that may talk to us may read what we say, and send their cookies as a WebSocket would. */
function allowReading({ headers }: IncomingMessage, response: ServerResponse) {
  response.setHeader('vary', 'Origin');
  if (!headers.origin) return;
  response.setHeader('access-control-allow-origin', headers.origin);
  response.setHeader('access-control-allow-credentials', 'true');
}

async function answerIceServers(request: IncomingMessage, response: ServerResponse, context: HttpContext) {
  const { origin } = request.headers;
  // a page of our own origin sends none with a GET
  if (origin && !context.isAllowed(request)) return answer(response, 403, {});
  response.setHeader('vary', 'Origin');
  if (origin) response.setHeader('access-control-allow-origin', origin);
  if (request.method === 'OPTIONS') {
    response.setHeader('access-control-allow-methods', 'GET');
    response.setHeader('access-control-allow-headers', 'Authorization, Content-Type');
    return response.writeHead(204).end();
  }
  const { iceServers } = context;
  return answer(response, 200, typeof iceServers === 'function' ? await iceServers(request) : iceServers);
}

export function answer(response: ServerResponse, status: number, body: unknown): void {
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  response.writeHead(status, headers).end(JSON.stringify(body));
}

function pathOf(url: string | undefined): string {
  return (url ?? '').replace(/[?#].*$/s, '');
}
