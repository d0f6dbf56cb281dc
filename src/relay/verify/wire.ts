import { WebSocket } from 'ws';
import { waited, type Target, type Tester } from './report.js';

export type Fields = Record<string, unknown>;

/** A WebSocket with what came over it. */
export class Wire {
  readonly inbox: Fields[] = [];

  private constructor(
    private readonly socket: WebSocket,
    private readonly patience: number,
  ) {
    socket.on('message', (data: Buffer) => {
      try {
        this.inbox.push(JSON.parse(data.toString('utf8')) as Fields);
      } catch {
        // not of ours
      }
    });
  }

  /** Rejects with what is wrong, without the address: it may hold a token. */
  static async open({ base, patience }: Target, path: string, { cookie, token }: Tester): Promise<Wire> {
    const url = new URL(base.replace(/^http/, 'ws') + path);
    if (token) url.searchParams.set('token', token);
    const socket = new WebSocket(url, {
      origin: new URL(base).origin,
      handshakeTimeout: patience,
      headers: cookie ? { cookie } : {},
    });
    const wire = new Wire(socket, patience);
    await new Promise<void>((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('error', (error) => reject(new Error(`does not open: ${error.message}`)));
      socket.on('close', (code) => reject(new Error(`closed with ${code}`)));
    });
    return wire;
  }

  send(frame: Fields): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** The first that fits, taken out; `null` when none comes in time. */
  async next(fits: (frame: Fields) => boolean): Promise<Fields | null> {
    const found = await waited(() => this.inbox.find(fits), this.patience);
    if (found) this.inbox.splice(this.inbox.indexOf(found), 1);
    return found;
  }

  close(): void {
    this.socket.close();
  }
}

/** One request with the person's login, and the CSRF token from its cookies. */
export async function ask(
  { base, patience }: Target,
  { cookie }: Tester,
  path: string,
  body?: Fields,
  csrf = /csrftoken=([^;]+)/.exec(cookie)?.[1] ?? '',
): Promise<Fields & { readonly status: number }> {
  const origin = new URL(base).origin;
  const response = await fetch(base + path, {
    headers: {
      cookie,
      origin,
      referer: `${origin}/`,
      'content-type': 'application/json',
      'X-CSRFToken': csrf,
    },
    signal: AbortSignal.timeout(patience),
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => null);
  return { ...(typeof answer === 'object' && answer), status: response.status };
}
