import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { ask, passOn } from './http-fault-proxy.js';
import { seeded, type Random } from './random.js';

/** How often, 0 to 1, which fault meets a frame. One frame meets at most one. */
export interface Faults {
  readonly drop?: number;
  readonly double?: number;
  /** Overtaken by the frame after it, or by none: then it goes on after `HOLD_MS`. */
  readonly reorder?: number;
  readonly delay?: number;
  /** A delayed frame waits at most this many milliseconds. */
  readonly delayMs?: number;
}

export interface FaultProxy {
  /** `http://127.0.0.1:port`, for `api-base-url`. */
  readonly url: string;
  /** Open connections of pages. */
  open(): number;
  /** How often each fault happened. */
  readonly counts: Readonly<Record<Fault, number>>;
  /** From now on, for every connection. */
  set(faults: Faults): void;
  /** Asked for each text, `up` to the back end: how often it is passed on, each time with the faults of `set`. */
  each(hook: Each): void;
  /** What `which` picks of all that was passed on until now; called, it is passed on once more. */
  past(which: (text: string) => boolean): () => Promise<void>;
  /** Ends every connection as a broken network does: without a close frame. */
  cut(): void;
  /** The connections of now stay open and carry nothing any more, in neither direction. Later ones work. */
  halfOpen(): void;
  /** New connections are refused with 503 until told otherwise. */
  refuse(refuse: boolean): void;
  close(): Promise<void>;
}

type Each = (text: string, up: boolean) => number;

export type Fault = 'drop' | 'double' | 'reorder' | 'delay' | 'half_open' | 'refuse' | 'cut';

const HOLD_MS = 250;

interface Pair {
  readonly page: WebSocket;
  readonly server: WebSocket;
  dead: boolean;
}

/** One direction of a connection: what comes is sent on, with faults. */
class Way {
  private held: { data: string; timer: NodeJS.Timeout } | null = null;

  constructor(
    private readonly random: Random,
    private readonly faults: () => Faults,
    private readonly counts: Record<Fault, number>,
    private readonly each: (data: string) => number,
    private readonly pass: (data: string) => void,
  ) {}

  take(data: string): void {
    for (let times = this.each(data); times > 0; times -= 1) this.takeOne(data);
  }

  private takeOne(data: string): void {
    // what a socket begins with comes from its own server: TCP loses no single frame, a back end between two sockets may
    if (data.includes('"type":"welcome"')) return this.pass(data);
    const fault = choose(this.random, this.faults());
    if (fault) this.counts[fault] += 1;
    if (fault === 'drop') return;
    if (fault === 'delay') {
      setTimeout(() => this.pass(data), this.random.whole(this.faults().delayMs ?? 1_000));
      return;
    }
    if (fault === 'reorder' && !this.held) {
      this.held = { data, timer: setTimeout(() => this.release(), HOLD_MS) };
      return;
    }
    this.pass(data);
    if (fault === 'double') this.pass(data);
    this.release();
  }

  private release(): void {
    const { held } = this;
    this.held = null;
    if (!held) return;
    clearTimeout(held.timer);
    this.pass(held.data);
  }
}

function choose(random: Random, faults: Faults): 'drop' | 'double' | 'reorder' | 'delay' | null {
  let rest = random.next();
  for (const fault of ['drop', 'double', 'reorder', 'delay'] as const) {
    rest -= faults[fault] ?? 0;
    if (rest < 0) return fault;
  }
  return null;
}

/**
 * A bad network between the pages and a back end, frame by frame. What happens depends on the seed and on the order of the
 * frames alone.
 * @param target the back end, `http://host:port`
 * @param http requests are passed on too, with the same faults; else they are answered with 404
 */
export async function startFaultProxy(target: string, seed = 1, http = false): Promise<FaultProxy> {
  const random = seeded(seed);
  const counts = { drop: 0, double: 0, reorder: 0, delay: 0, half_open: 0, refuse: 0, cut: 0 };
  const pairs = new Set<Pair>();
  let faults: Faults = {};
  let each: Each = () => 1;
  let refusing = false;
  /** What was passed on, and how it is again. */
  const past: { readonly text: string; readonly again: () => unknown }[] = [];

  const join = (page: WebSocket, { url = '/', headers }: IncomingMessage): void => {
    const { host, origin, cookie } = headers;
    const own = Object.entries({ host, origin, cookie }).filter(([, value]) => value !== undefined);
    const server = new WebSocket(target.replace(/^http/, 'ws') + url, { headers: Object.fromEntries(own) });
    const pair: Pair = { page, server, dead: false };
    pairs.add(pair);
    const way = (to: WebSocket) =>
      new Way(
        random,
        () => faults,
        counts,
        (data) => each(data, to === server),
        (text) => {
          const again = () => !pair.dead && to.readyState === WebSocket.OPEN && to.send(text);
          again();
          if (http) past.push({ text, again });
        },
      );
    const [up, down] = [way(server), way(page)];
    const early: string[] = [];
    page.on('message', (data: RawData) => {
      if (server.readyState === WebSocket.CONNECTING) early.push(text(data));
      else up.take(text(data));
    });
    server.on('open', () => early.splice(0).forEach((data) => up.take(data)));
    server.on('message', (data: RawData) => down.take(text(data)));
    const end = (other: WebSocket) => (code: number) => {
      pairs.delete(pair);
      if (pair.dead) return other.terminate();
      // 1005 and 1006 are words for what was not said (RFC 6455 section 7.4.1)
      if (code === 1005 || code === 1006) other.terminate();
      else other.close(code);
    };
    page.on('close', end(server));
    server.on('close', end(page));
    for (const socket of [page, server]) socket.on('error', () => socket.terminate());
  };

  const back = new URL(target);
  /** A request has the faults that a network has for it: it comes late, not at all, or is asked again. */
  const timesOf = async (request: IncomingMessage, text: string): Promise<number> => {
    if (refusing) return 0;
    const fault = choose(random, faults);
    if (fault) counts[fault] += 1;
    if (fault === 'drop') return 0;
    if (fault === 'reorder' || fault === 'delay')
      await new Promise((resolve) => setTimeout(resolve, random.whole(faults.delayMs ?? 1_000)));
    if (request.method !== 'POST') return 1;
    past.push({ text, again: () => ask(back, request, Buffer.from(text)).then((answer) => answer.resume()) });
    return each(text, true) * (fault === 'double' ? 2 : 1);
  };
  const server = createServer((request, response) => {
    if (!http) return void response.writeHead(404).end();
    passOn(back, { each: timesOf }, request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (refusing) {
      counts.refuse += 1;
      return void socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    }
    sockets.handleUpgrade(request, socket, head, (page) => join(page, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: () => pairs.size,
    counts,
    set: (next) => (faults = next),
    each: (hook) => (each = hook),
    past: (which) => {
      const picked = past.filter(({ text }) => which(text));
      return async () => void (await Promise.all(picked.map(({ again }) => again())));
    },
    cut: () => {
      counts.cut += 1;
      for (const { page } of pairs) page.terminate();
    },
    halfOpen: () => {
      counts.half_open += 1;
      for (const pair of pairs) pair.dead = true;
    },
    refuse: (now) => (refusing = now),
    close: async () => {
      for (const pair of pairs) [pair.page, pair.server].forEach((socket) => socket.terminate());
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

function text(data: RawData): string {
  return (data as Buffer).toString('utf8');
}
