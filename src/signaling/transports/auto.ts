import type { OpenTransport, Transport } from '../types.js';
import { openWebSocket } from './websocket.js';

/** A WebSocket that takes longer gets a competitor. */
const BESIDE_MS = 1500;

/**
 * What the endpoint's `transport` names: `websocket`, `sse`, `polling`, or by default a WebSocket, and HTTP where that
 * does not open. The part that speaks HTTP is loaded then.
 */
export const openAuto: OpenTransport = (endpoint, handlers) => {
  const { transport } = endpoint;
  if (transport === 'websocket') return openWebSocket(endpoint, handlers);
  let running: Transport | undefined;
  /** Nothing more to do here: closed, open, or the race has taken over. */
  let done = false;
  let ended: Parameters<typeof handlers.close> | undefined;
  const fall = () =>
    import('./race.js').then(
      ({ openRace }) => {
        if (!done) running = openRace(endpoint, handlers, ended ? undefined : running, socket, ended);
        done = true;
      },
      () => !done && ended && handlers.close(...ended),
    );
  // the race hooks into it
  const socket = {
    ...handlers,
    open: () => {
      done = true;
      clearTimeout(timer);
      socket.close = (...why) => handlers.close(...why);
      handlers.open('websocket');
    },
    close: (...why: Parameters<typeof handlers.close>) => {
      clearTimeout(timer);
      ended = why;
      void fall();
    },
  };
  const isHttp = transport === 'sse' || transport === 'polling';
  const timer = setTimeout(() => void fall(), isHttp ? 0 : BESIDE_MS);
  if (!isHttp) running = openWebSocket(endpoint, socket);
  return {
    send: (text) => running?.send(text) ?? false,
    close: (...why) => {
      done = true;
      clearTimeout(timer);
      running?.close(...why);
    },
  };
};
