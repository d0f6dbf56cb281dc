import type { Endpoint, OpenTransport, Transport, TransportHandlers } from '../types.js';
import { OTHER_WAY, type HttpTransport } from './http.js';
import { openPolling } from './polling.js';
import { openSse } from './sse.js';
import { openWebSocket } from './websocket.js';

/** A stream that has not begun after this long is held back by something between. */
const BESIDE_MS = 1500;
/** First try to get back to a WebSocket, doubled each time; and how long it may take. */
const CLIMB_MS = 15_000;
const CLIMB_MAX_MS = 600_000;
const CLIMB_LIMIT_MS = 10_000;
/** After a change of transport: what the back end had sent on the old one still comes. */
const LINGER_MS = 2000;
const DRAINED_MS = 100;

type Ended = readonly [code: number, reason: string];
type Name = 'websocket' | 'sse' | 'polling';

const OPEN: Record<Name, OpenTransport> = {
  websocket: openWebSocket,
  sse: openSse,
  polling: openPolling,
};

/**
 * The first that opens carries the connection: the WebSocket that is opening, a stream beside it, polling beside both.
 * Over HTTP it goes on looking for a WebSocket, and changes to it without a break.
 *
 * @param socket the WebSocket that is opening; it tells `hooks`
 * @param ended why there is none
 */
export function openRace(
  endpoint: Endpoint,
  handlers: TransportHandlers,
  socket: Transport | undefined,
  hooks: TransportHandlers,
  ended: Ended = [1006, ''],
): Transport {
  return new Race(endpoint, handlers, socket, hooks, ended);
}

class Race implements Transport {
  private readonly running = new Set<Transport>();
  private winner: Transport | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private climbs = 0;
  private polls = false;
  private closed = false;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly handlers: TransportHandlers,
    socket: Transport | undefined,
    hooks: TransportHandlers,
    private ended: Ended,
  ) {
    if (socket) {
      this.running.add(socket);
      Object.assign(
        hooks,
        this.hooks('websocket', () => socket),
      );
    }
    const { transport } = endpoint;
    this.start(transport === 'polling' ? 'polling' : 'sse');
  }

  send(text: string): boolean {
    return this.winner?.send(text) ?? false;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const transport of this.running) transport.close();
  }

  private start(name: Name): void {
    this.polls ||= name === 'polling';
    const transport = OPEN[name](
      this.endpoint,
      this.hooks(name, () => transport),
    );
    this.running.add(transport);
    if (name === 'sse' && this.endpoint.transport !== 'sse')
      this.timer = setTimeout(() => this.start('polling'), BESIDE_MS);
  }

  private hooks(name: Name, self: () => Transport): TransportHandlers {
    return {
      open: () => this.opened(name, self()),
      message: (texts) => this.closed || this.handlers.message(texts),
      close: (code, reason) => this.lost(name, self(), [code, reason]),
    };
  }

  private opened(name: Name, transport: Transport): void {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.winner = transport;
    for (const other of this.running) if (other !== transport) this.drop(other);
    if (name !== 'websocket' && !this.isChosen) this.climbLater();
    this.handlers.open(name);
  }

  private lost(name: Name, transport: Transport, ended: Ended): void {
    this.running.delete(transport);
    if (this.closed) return;
    if (this.winner) {
      if (this.winner !== transport) return;
      this.close();
      return this.handlers.close(...ended);
    }
    // what the back end says itself is worth more than that nothing opened
    if (ended[0] !== 1006) this.ended = ended;
    if (name === 'sse' && !this.isChosen) {
      clearTimeout(this.timer);
      if (ended[1] === OTHER_WAY && !this.polls) return this.start('polling');
    }
    if (this.running.size > 0) return;
    this.closed = true;
    this.handlers.close(...this.ended);
  }

  /** The page wants this one and no other. */
  private get isChosen(): boolean {
    return this.endpoint.transport === 'sse' || this.endpoint.transport === 'polling';
  }

  private climbLater(): void {
    const delay = Math.min(CLIMB_MAX_MS, CLIMB_MS * 2 ** this.climbs++);
    this.timer = setTimeout(() => this.climb(), delay);
  }

  private climb(): void {
    const socket = openWebSocket(this.endpoint, {
      open: () => this.change(socket),
      message: (texts) => this.closed || this.handlers.message(texts),
      close: (code, reason) => {
        if (this.winner === socket) return this.lost('websocket', socket, [code, reason]);
        this.running.delete(socket);
        if (this.closed) return;
        clearTimeout(this.timer);
        this.climbLater();
      },
    });
    this.running.add(socket);
    this.timer = setTimeout(() => {
      socket.close();
      this.running.delete(socket);
      this.climbLater();
    }, CLIMB_LIMIT_MS);
  }

  /** What was said before goes before. */
  private change(socket: Transport): void {
    clearTimeout(this.timer);
    if (this.closed) return;
    const old = this.winner as HttpTransport;
    if (old.busy) {
      this.timer = setTimeout(() => this.change(socket), DRAINED_MS);
      return;
    }
    this.winner = socket;
    this.handlers.open('websocket');
    this.timer = setTimeout(() => this.drop(old), LINGER_MS);
  }

  private drop(transport: Transport): void {
    this.running.delete(transport);
    transport.close();
  }
}
