import type { OpenTransport } from '../types.js';

/** More than this waiting means that the network does not take it; a call's frames are some 10 kB. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
const OPEN = 1;

export interface WebSocketOptions {
  /** In place of the browser's, which is looked up at each opening. */
  readonly webSocket?: typeof WebSocket;
}

/**
 * A WebSocket with text frames; binary ones are ignored.
 *
 * The token travels as the query parameter `token`. Browsers allow no header here, and a subprotocol must be echoed
 * by the server, which an existing back end does not do: its sockets would stop opening.
 */
export const createWebSocketTransport =
  ({ webSocket }: WebSocketOptions = {}): OpenTransport =>
  (endpoint, handlers) => {
    let socket: WebSocket | undefined;
    let closed = false;

    const open = async () => {
      const token = await endpoint.getToken?.();
      if (closed) return;
      socket = new (webSocket ?? WebSocket)(withToken(endpoint.url, token));
      socket.onopen = () => {
        if (!closed) handlers.open();
      };
      socket.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (!closed && typeof data === 'string') handlers.message([data]);
      };
      socket.onerror = () => {}; // tells nothing, and `close` follows
      socket.onclose = ({ code, reason }) => end(code, reason);
    };
    const end = (code: number, reason: string) => {
      if (closed) return;
      closed = true;
      handlers.close(code, reason);
    };
    open().catch(() => end(1006, '')); // no token, or an address that the browser refuses (ws: on an https: page)

    return {
      send: (text) => {
        if (closed || socket?.readyState !== OPEN || socket.bufferedAmount > MAX_BUFFERED_BYTES) return false;
        socket.send(text);
        return true;
      },
      close: (code = 1000, reason = '') => {
        closed = true;
        socket?.close(code, reason);
      },
    };
  };

function withToken(address: string, token: string | undefined): string {
  if (!token) return address;
  const url = new URL(address);
  url.searchParams.set('token', token);
  return url.href;
}

export const openWebSocket = createWebSocketTransport();
