import { io, type Socket } from 'socket.io-client';
import type { Endpoint, OpenTransport } from '../types.js';

/** An event and its only argument. A text of this transport is a list of these as JSON, sent and received in order. */
export type SocketEvent = readonly [name: string, payload: { readonly callId?: unknown }];

/** A server that answers takes milliseconds; one without acknowledgements never answers, and is not waited for. */
const ACK_MS = 10_000;

type Refusal = Error & { data?: { code?: unknown } };
type Answer = { readonly ok?: unknown; readonly error?: unknown } | null | undefined;

/**
 * One Socket.IO connection, over WebSocket and else over HTTP long polling. It does not reconnect by itself: that is
 * the client's, as for every transport. The token travels as `auth: {token}`. A refused frame (`{ok: false, error}` in
 * its acknowledgement) comes back as the event `call:error {callId, error}`.
 */
export const openSocketIo: OpenTransport = (endpoint, handlers) => {
  let socket: Socket | undefined;
  let closed = false;

  const end = (code: number, reason: string) => {
    if (closed) return;
    closed = true;
    socket?.disconnect();
    handlers.close(code, reason);
  };
  const open = async () => {
    const token = await endpoint.getToken?.();
    if (!closed) socket = connect(endpoint, token);
    socket?.on('connect_error', (error: Refusal) => end(socket?.active ? 1006 : refusalCode(error), ''));
    socket?.on('connect', () => closed || handlers.open(socket?.io.engine.transport.name));
    socket?.io.engine?.on('upgrade', ({ name }: { name: string }) => closed || handlers.open(name));
    socket?.on('disconnect', (reason) => end(reason === 'io server disconnect' ? 1000 : 1006, reason));
    socket?.onAny((name: string, payload: object) => receive([name, payload]));
  };
  const receive = (event: SocketEvent) => {
    if (!closed && event[0].startsWith('call:')) handlers.message([JSON.stringify([event])]);
  };
  const send = ([name, payload]: SocketEvent) => {
    socket?.timeout(ACK_MS).emit(name, payload, (unanswered: Error | null, answer: Answer) => {
      if (!unanswered && answer?.ok === false)
        receive(['call:error', { callId: payload.callId, error: answer.error } as object]);
    });
  };
  open().catch(() => end(1006, '')); // no token, or an address that cannot be used

  return {
    send: (text) => {
      if (closed || !socket?.connected) return false;
      for (const event of JSON.parse(text) as SocketEvent[]) send(event);
      return true;
    },
    close: () => {
      closed = true;
      socket?.disconnect();
    },
  };
};

/** What the server's `io.use()` refused the connection with; without a code, the token was not good. */
const refusalCode = (error: Refusal): number => Number(error.data?.code) || 4401;

function connect(endpoint: Endpoint, token: string | undefined): Socket {
  const { origin, path } = socketIoAddress(endpoint);
  const wanted = endpoint.transport ?? '';
  return io(origin, {
    path,
    auth: token ? { token } : {},
    forceNew: true,
    reconnection: false,
    transports: /^(websocket|polling)$/.test(wanted) ? [wanted] : ['websocket', 'polling'],
    tryAllTransports: true,
  });
}

/**
 * The session derives the address of the profile socket, `wss://host/base/ws/7/student`; Socket.IO lies beside it, at
 * `https://host` with the path `/base/socket.io/`. The path of a `socket-url` of the page's own is the Socket.IO path.
 */
export function socketIoAddress({ url, self }: Endpoint): { readonly origin: string; readonly path: string } {
  const { protocol, host, pathname } = new URL(url);
  const derived = `/ws/${encodeURIComponent(self.id)}/${encodeURIComponent(self.type)}`;
  const base = pathname.endsWith(derived) ? pathname.slice(0, -derived.length) : null;
  const path = base === null && pathname !== '/' ? pathname : `${base ?? ''}/socket.io/`;
  return { origin: `${protocol.replace('ws', 'http')}//${host}`, path };
}
