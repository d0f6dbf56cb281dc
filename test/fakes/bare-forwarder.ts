import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** As much of a frame as a forwarder looks at; the rest is there too. */
export interface ForwardedFrame {
  readonly type: string;
  readonly to_profile_id?: string | number;
  readonly to_profile_type?: string;
  readonly [field: string]: unknown;
}

export interface BareForwarderOptions {
  readonly port?: number;
  /** One socket a profile, as many sites have it: a new one closes the older with 1000. */
  readonly single?: boolean;
  /** Whatever the frame is, as a site that looks at nothing but the addressee. */
  readonly any?: boolean;
  /** Sees each of the five frames before it is forwarded, and may lose it. */
  readonly onFrame?: (frame: ForwardedFrame, text: string) => 'pass' | 'drop';
}

export interface BareForwarder {
  readonly port: number;
  /** `http://127.0.0.1:port`, for `api-base-url`. */
  readonly url: string;
  /** Open sockets of a profile, oldest first. Closing or terminating one is how a test breaks a connection. */
  sockets(id: string, type: string): readonly WebSocket[];
  /** Frames that came in, in order, dropped ones too. */
  readonly seen: readonly ForwardedFrame[];
  close(): Promise<void>;
}

const CALL_FRAMES = ['call_invitation', 'call_answer', 'ice_candidate', 'call_declined', 'call_ended'];

/**
 * The least that a back end may be: five frames, passed on as the text they came as, to `to_profile_id` and
 * `to_profile_type`. No welcome, no error, no answer; whatever else comes is ignored.
 */
export async function startBareForwarder(options: BareForwarderOptions = {}): Promise<BareForwarder> {
  const bySocket = new Map<WebSocket, string>();
  const seen: ForwardedFrame[] = [];
  const socketsOf = (key: string) => [...bySocket].filter(([, of]) => of === key).map(([socket]) => socket);

  const forward = (text: string): void => {
    const frame = read(text);
    if (!frame || !(options.any || CALL_FRAMES.includes(frame.type))) return;
    seen.push(frame);
    if (options.onFrame?.(frame, text) === 'drop') return;
    for (const socket of socketsOf(`${frame.to_profile_type}/${frame.to_profile_id}`)) socket.send(text);
  };

  const http = createServer((_request, response) => response.writeHead(404).end());
  const server = new WebSocketServer({ server: http });
  server.on('connection', (socket, request) => {
    const [, id, type] = /\/ws\/([^/?]+)\/([^/?]+)/.exec(request.url ?? '') ?? [];
    if (!id || !type) return socket.close(1008);
    const key = `${decodeURIComponent(type)}/${decodeURIComponent(id)}`;
    for (const older of options.single ? socketsOf(key) : []) {
      bySocket.delete(older);
      older.close(1000);
    }
    bySocket.set(socket, key);
    socket.on('message', (data: Buffer) => forward(data.toString('utf8')));
    socket.on('close', () => bySocket.delete(socket));
    socket.on('error', () => socket.terminate());
  });

  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    sockets: (id, type) => socketsOf(`${type}/${id}`),
    seen,
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => {
        http.close(resolve);
        http.closeAllConnections();
      });
    },
  };
}

function read(text: string): ForwardedFrame | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as ForwardedFrame) : null;
  } catch {
    return null;
  }
}
