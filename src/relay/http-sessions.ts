import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Profile } from '../protocol/identity.js';
import { MAX_FRAME_BYTES } from '../protocol/limits.js';
import { readBody } from './body.js';
import type { ClientSocket } from './client-socket.js';
import type { Admission } from './gate.js';
import { answer } from './http.js';
import { EventLine, type Line } from './lines.js';
import { CLOSE } from './options.js';
import { PollLine } from './poll-line.js';

/** A client that speaks over HTTP. Its id is the key to it, and known to nobody else. */
interface HttpSession {
  readonly client: ClientSocket;
  readonly line: Line;
}

export interface SessionsHost {
  admit(request: IncomingMessage): Promise<Admission>;
  enter(line: Line, profile: Profile): ClientSocket;
  leave(client: ClientSocket, code: number): void;
  receive(text: string, client: ClientSocket): void;
}

/** A page that goes ends its line first; what it said last comes after. */
const LINGER_MS = 5000;
/** Several frames may come together; one alone is at most MAX_FRAME_BYTES. */
const MAX_BODY_BYTES = 2 * MAX_FRAME_BYTES;

/**
 * The profile socket for networks that let no WebSocket through, all of it POST at the socket's own address
 * (docs/protocol.md section 7): browsers tell the origin of each, and with plain text ask no permission before.
 */
export class HttpSessions {
  private readonly sessions = new Map<string, HttpSession>();

  constructor(private readonly host: SessionsHost) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams } = new URL(request.url ?? '', 'http://relay');
    const [transport, id] = [searchParams.get('transport'), searchParams.get('session')];
    if (id === null) return this.open(request, response, transport);
    const session = this.sessions.get(id);
    if (!session) return answer(response, 410, {});
    const { line, client } = session;
    if (transport === 'polling' && line instanceof PollLine)
      return line.isOpen
        ? line.poll(Number(searchParams.get('after')) || 0, response)
        : answer(response, 410, {});
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body === null) return answer(response, 413, {});
    for (const text of body.split('\n')) if (text && this.sessions.has(id)) this.host.receive(text, client);
    return void response.writeHead(204).end();
  }

  private async open(request: IncomingMessage, response: ServerResponse, transport: string | null) {
    if (transport !== 'sse' && transport !== 'polling') return answer(response, 426, {});
    const admission = await this.host.admit(request);
    if (response.destroyed) return;
    if (admission === 'unauthorized') return answer(response, 401, { code: CLOSE.unauthorized });
    if (typeof admission === 'number') return answer(response, admission, {});
    const id = randomUUID();
    const ended = (code: number) => {
      const session = this.sessions.get(id);
      if (session) this.host.leave(session.client, code);
      if (code === 1006) setTimeout(() => this.sessions.delete(id), LINGER_MS).unref();
      else this.sessions.delete(id);
    };
    const line =
      transport === 'sse'
        ? new EventLine(response, id, ended)
        : new PollLine(id, (to, body) => answer(to, 200, body), ended);
    this.sessions.set(id, { line, client: this.host.enter(line, admission) });
    if (line instanceof PollLine) line.poll(0, response);
  }
}
