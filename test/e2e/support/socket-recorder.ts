import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export interface RecordedSocket {
  readonly path: string;
  readonly socket: WebSocket;
  /** What came, parsed. */
  readonly frames: readonly Record<string, unknown>[];
  /** RFC 6455 code; `null` while it is open. */
  closed: number | null;
}

/** A back end that answers nothing, and remembers every socket that was opened to it. */
export interface SocketRecorder {
  readonly port: number;
  readonly url: string;
  /** Every socket ever, in order. */
  readonly sockets: readonly RecordedSocket[];
  open(): readonly RecordedSocket[];
  /** The next sockets are closed with this code as soon as they are open; `null`: no more. */
  refuse(code: number | null): void;
  close(): Promise<void>;
}

export async function startSocketRecorder(port = 0): Promise<SocketRecorder> {
  const sockets: RecordedSocket[] = [];
  let refusal: number | null = null;
  const http = createServer((_request, response) => response.writeHead(404).end());
  const server = new WebSocketServer({ server: http });
  server.on('connection', (socket, request) => {
    const frames: Record<string, unknown>[] = [];
    const record: RecordedSocket = { path: request.url ?? '', socket, frames, closed: null };
    sockets.push(record);
    socket.on('message', (data: Buffer) =>
      frames.push(JSON.parse(data.toString('utf8')) as Record<string, unknown>),
    );
    socket.on('close', (code) => (record.closed = code));
    socket.on('error', () => socket.terminate());
    if (refusal !== null) socket.close(refusal);
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const address = http.address() as AddressInfo;
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    sockets,
    open: () => sockets.filter(({ closed }) => closed === null),
    refuse: (code) => (refusal = code),
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => {
        http.close(resolve);
        http.closeAllConnections();
      });
    },
  };
}
