import type { ServerResponse } from 'node:http';
import type { WebSocket } from 'ws';

export type TransportName = 'websocket' | 'sse' | 'polling';

/** What a client hears us through, whatever carries it. */
export interface Line {
  readonly transport: TransportName;
  readonly isOpen: boolean;
  /** Bytes that its reader has not taken yet. */
  readonly waiting: number;
  send(text: string): void;
  /** `code` as of a WebSocket; told where there is still somebody to tell. */
  close(code: number, reason: string): void;
  /** Called every ping interval; ends the line when it gave no sign of life since the last time. */
  checkAlive(): void;
}

export class WebSocketLine implements Line {
  readonly transport = 'websocket';
  private alive = true;

  constructor(private readonly socket: WebSocket) {
    socket.on('pong', () => (this.alive = true));
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  get waiting(): number {
    return this.socket.bufferedAmount;
  }

  send(text: string): void {
    this.socket.send(text);
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  checkAlive(): void {
    if (!this.alive) return this.socket.terminate();
    this.alive = false;
    this.socket.ping();
  }
}

/** Server-sent events: `session`, then frames as plain events, then perhaps `close`. */
export class EventLine implements Line {
  readonly transport = 'sse';
  isOpen = true;

  /** `ended`: once, whoever ended it. */
  constructor(
    private readonly response: ServerResponse,
    session: string,
    ended: (code: number) => void,
  ) {
    response.on('error', () => {});
    response.on('close', () => {
      const code = this.isOpen ? 1006 : this.code;
      this.isOpen = false;
      ended(code);
    });
    // nginx would keep events back to fill its buffers
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
    response.write(`event: session\ndata: ${session}\n\n`);
  }

  private code = 1006;

  get waiting(): number {
    return this.response.writableLength;
  }

  send(text: string): void {
    this.response.write(`data: ${text}\n\n`); // JSON: no line end in it
  }

  close(code: number, reason: string): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.code = code;
    this.response.end(`event: close\ndata: ${code} ${reason}\n\n`);
  }

  /** A comment: proxies cut what is silent, and a peer that is gone shows when it is written to. */
  checkAlive(): void {
    this.response.write(':\n\n');
  }
}
