import { own } from '../../protocol/schema.js';
import type { ErrorCode } from '../../protocol/frames.js';
import { wireText } from '../wire-text.js';
import type { Endpoint } from '../types.js';
import { jsonHeaders, type CsrfNames } from './csrf.js';
import { HttpFailure, persist, TRIES } from './http.js';

/** A refusal of the back end, by name. `status` as HTTP has it. */
export class SignalRefused extends HttpFailure {
  constructor(
    readonly status: number,
    readonly error: ErrorCode,
    /** The back end's own word: `csrf`, `not_participant`. */
    readonly why: string,
  ) {
    super(status === 401 ? 4401 : status === 429 ? 4429 : 1008, false);
  }
}

const REQUEST_MS = 10_000;
const CODES = /^(offline|busy|not_found|forbidden|invalid|too_large|rate_limited|expired)$/;
const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'not_found',
  410: 'expired',
  413: 'too_large',
  429: 'rate_limited',
};

/** The site's views: `https://host/site/api/p2p/…` beside the socket that the session derives. */
export class SignalViews {
  readonly base: string;

  constructor(
    endpoint: Endpoint,
    private readonly names: CsrfNames,
  ) {
    const { protocol, host, pathname } = new URL(endpoint.url);
    const { self } = endpoint;
    const derived = `/ws/${encodeURIComponent(self.id)}/${encodeURIComponent(self.type)}`;
    const path = pathname.endsWith(derived)
      ? pathname.slice(0, -derived.length)
      : (/^(.*?)\/ws\//.exec(pathname)?.[1] ?? '');
    this.base = `${protocol.replace('ws', 'http')}//${host}${path}`;
  }

  address(chat: string, what: string): string {
    return `${this.base}/api/p2p/${encodeURIComponent(chat)}/${what}/`;
  }

  get(url: string, closed: AbortSignal, tries = 1): Promise<Response> {
    return persist(closed, REQUEST_MS, tries, (signal) => request(url, { signal }));
  }

  /** Tried again where the network failed: a body that names itself is stored once. */
  post(url: string, body: object, closed: AbortSignal): Promise<Response> {
    const init = { method: 'POST', headers: jsonHeaders(this.names), body: JSON.stringify(body) };
    return persist(closed, REQUEST_MS, TRIES, (signal) => request(url, { ...init, signal }));
  }
}

/** Rejects with SignalRefused for 4xx, with HttpFailure for 5xx, which may be tried again. */
export async function request(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { credentials: 'include', cache: 'no-store', ...init });
  const { ok, status } = response;
  if (ok) return response;
  if (status >= 500) throw new HttpFailure(1006, true);
  const body = (await response.json().catch(() => null)) as unknown;
  const word = (key: string) => (typeof body === 'object' && body ? wireText(own(body, key)) : '');
  const said = word('error');
  const code = CODES.test(said) ? (said as ErrorCode) : (BY_STATUS[status] ?? 'invalid');
  throw new SignalRefused(status, code, word('why').replace(/\W/g, '').slice(0, 40));
}
