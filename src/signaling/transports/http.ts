import type { Endpoint, Transport, TransportHandlers } from '../types.js';

/** A transport over HTTP. It has the session's id from its receiving side. */
export interface HttpTransport extends Transport {
  /** Something that was sent is still on its way. */
  readonly busy: boolean;
}

/** Most characters that go in one request; a longer frame goes alone. The packaged server takes 128 KiB. */
const MAX_BATCH = 60_000;
/** What waits for a network that does not take it: as much as the WebSocket transport lets wait. */
const MAX_WAITING = 1024 * 1024;
/** A request that was sent, or its answer, may be lost with the network that it was on. Frames may come twice. */
export const TRIES = 3;
const AGAIN_MS = 500;
const POST_MS = 10_000;
/** Browsers let requests of up to 64 KiB in all outlive their page. */
const MAX_KEPT_ALIVE = 16_384;

/** Where it went wrong decides what may still work. */
export class HttpFailure extends Error {
  /**
   * @param code as of a WebSocket: what the back end says about itself, else 1006
   * @param other another way over HTTP may work where this one did not
   */
  constructor(
    readonly code: number,
    readonly other: boolean,
  ) {
    super(`${code}`);
  }
}

/**
 * One request to the socket's own address. POST: browsers tell the page's origin with it, and a text needs no
 * permission of another origin's server. Rejects with an HttpFailure where the answer is no success, and with the
 * browser's error where there is none.
 */
export async function post(
  { url, getToken }: Endpoint,
  query: Record<string, string>,
  signal: AbortSignal,
  body: string | null = null,
): Promise<Response> {
  const address = new URL(url.replace(/^ws/, 'http'));
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  const token = query['session'] ? undefined : await getToken?.();
  if (token) address.searchParams.set('token', token);
  const response = await fetch(address, {
    ...{ method: 'POST', body, signal, credentials: 'include', cache: 'no-store' },
    keepalive: body !== null && body.length < MAX_KEPT_ALIVE,
  });
  if (response.ok) return response;
  const said = (await response.json().catch(() => null)) as { code?: unknown } | null;
  throw new HttpFailure(Number(said?.code) || 1006, response.status >= 500);
}

/**
 * Tries `act` again where the network or a proxy failed, each time with at most `ms`. What the back end itself refuses,
 * and what `closed` ends, is not tried again.
 */
export async function persist<T>(
  closed: AbortSignal,
  ms: number,
  tries: number,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let left = tries; ;) {
    const limit = new AbortController();
    const stop = () => limit.abort();
    const timer = setTimeout(stop, ms);
    closed.addEventListener('abort', stop);
    try {
      return await act(limit.signal);
    } catch (error) {
      left -= 1;
      if (closed.aborted || !left || (error instanceof HttpFailure && !error.other)) throw error;
    } finally {
      clearTimeout(timer);
      closed.removeEventListener('abort', stop);
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS * (tries - left)));
  }
}

/** The sending side: in order, one request at a time; what comes meanwhile goes together with the next. */
export class Outbox {
  private waiting: string[] = [];
  private size = 0;
  private sending: Promise<void> | null = null;

  constructor(
    private readonly send: (body: string, signal: AbortSignal) => Promise<unknown>,
    private readonly failed: (error: unknown) => void,
    private readonly closed: AbortSignal,
  ) {}

  get busy(): boolean {
    return this.sending !== null;
  }

  /** Everything that was added has gone, or never will. */
  async drained(): Promise<void> {
    await this.sending;
  }

  add(text: string): boolean {
    if (this.closed.aborted || this.size + text.length > MAX_WAITING) return false;
    this.waiting.push(text);
    this.size += text.length;
    this.sending ??= this.run();
    return true;
  }

  private async run(): Promise<void> {
    await Promise.resolve(); // frames of one turn go together
    try {
      while (this.waiting.length && !this.closed.aborted) {
        const batch = this.batch();
        await persist(this.closed, POST_MS, TRIES, (signal) => this.send(batch, signal));
      }
    } catch (error) {
      this.failed(error);
    }
    this.sending = null;
  }

  private batch(): string {
    let [batch = ''] = this.waiting.splice(0, 1);
    while (this.waiting[0] && batch.length + this.waiting[0].length < MAX_BATCH)
      batch += `\n${this.waiting.shift()}`;
    this.size = this.waiting.reduce((sum, { length }) => sum + length, 0);
    return batch;
  }
}

/** What a receiving side is given. */
export interface Receiving {
  readonly signal: AbortSignal;
  /** The session is there: from now on frames may be sent. */
  opened(session: string): void;
  message(texts: readonly string[]): void;
}

/** Joins a receiving side, which runs until the session is over, with the sending one. */
export function openHttp(
  endpoint: Endpoint,
  handlers: TransportHandlers,
  receive: (endpoint: Endpoint, receiving: Receiving) => Promise<never>,
): HttpTransport {
  const life = new AbortController();
  const { signal } = life;
  let session = '';
  let closed = false;
  const end = (error: unknown) => {
    life.abort();
    if (closed) return;
    closed = true;
    const { code, other } = error instanceof HttpFailure ? error : new HttpFailure(1006, false);
    handlers.close(code, other ? OTHER_WAY : '');
  };
  const outbox = new Outbox((body, until) => post(endpoint, { session }, until, body), end, signal);
  receive(endpoint, {
    signal,
    opened: (id) => {
      session = id;
      if (!closed) handlers.open();
    },
    message: (texts) => closed || handlers.message(texts),
  }).catch(end);
  return {
    get busy() {
      return outbox.busy;
    },
    send: (text) => !closed && session !== '' && outbox.add(text),
    close: () => {
      closed = true;
      void outbox.drained().then(() => life.abort()); // a goodbye said last still goes out
    },
  };
}

/** The reason of a close after which another way over HTTP may work. */
export const OTHER_WAY = 'other way';
