import { createSignalingClient, type SignalingOptions } from '../../../src/signaling/client.js';
import type { Frame } from '../../../src/protocol/frames.js';
import type { ProtocolError } from '../../../src/protocol/errors.js';
import { profileDialect } from '../../../src/signaling/dialects/profile.js';
import type { Dialect, Endpoint, TransportHandlers } from '../../../src/signaling/types.js';
import { createFakeClock, settle } from '../../fakes/fake-clock.js';

export const tariq = { id: '1', type: 'tutor', name: 'Tariq' };
export const endpoint: Endpoint = { url: 'wss://api.example.com/ws/1/tutor', self: tariq };

const routing = {
  from_profile_id: '7',
  from_profile_type: 'student',
  to_profile_id: '1',
  to_profile_type: 'tutor',
  call_id: 'c1',
} as const;

export const invitation = { ...routing, type: 'call_invitation', call_type: 'voice', offer: null } as const;
export const hangUp = { ...routing, type: 'call_ended', reason: 'hangup' } as const;

/** The far end of one transport. It keeps its handlers after `close()`, as a badly made transport would. */
export class FakeSocket {
  readonly sent: Frame[] = [];
  /** Refuses to send. */
  full = false;
  closedByUs = false;

  constructor(
    readonly endpoint: Endpoint,
    readonly handlers: TransportHandlers,
  ) {}

  open(): void {
    this.handlers.open();
  }

  receive(...frames: (object | string)[]): void {
    this.handlers.message(frames.map((frame) => (typeof frame === 'string' ? frame : JSON.stringify(frame))));
  }

  close(code = 1006): void {
    this.handlers.close(code, '');
  }

  sentOf(type: Frame['type']): number {
    return this.sent.filter((frame) => frame.type === type).length;
  }
}

function createFakeDialect(): { dialect: Dialect; sockets: FakeSocket[] } {
  const sockets: FakeSocket[] = [];
  const dialect: Dialect = {
    name: 'fake',
    codec: profileDialect.codec,
    openTransport: (endpoint, handlers) => {
      const socket = new FakeSocket(endpoint, handlers);
      sockets.push(socket);
      return {
        send: (text) => {
          if (!socket.full) socket.sent.push(JSON.parse(text) as Frame);
          return !socket.full;
        },
        close: () => (socket.closedByUs = true),
      };
    },
  };
  return { dialect, sockets };
}

/** A client on a fake transport and a fake clock. `random` is 0.5 unless told: a retry waits half of its most. */
export function setUp(options: Partial<SignalingOptions> = {}) {
  const clock = createFakeClock();
  const { dialect, sockets } = createFakeDialect();
  const states: string[] = [];
  const batches: (readonly Frame[])[] = [];
  const errors: ProtocolError[] = [];
  const network = { online: true };
  const client = createSignalingClient({
    endpoint: () => endpoint,
    dialect,
    clock,
    random: () => 0.5,
    isOnline: () => network.online,
    handlers: {
      state: (state, problem) => void states.push(problem ? `${state}: ${problem}` : state),
      frames: (frames) => batches.push(frames),
      protocolError: (error) => errors.push(error),
    },
    ...options,
  });
  const socket = (index = sockets.length - 1) => {
    const found = sockets[index];
    if (!found) throw new Error(`no socket ${index}, there are ${sockets.length}`);
    return found;
  };
  const connect = async (...welcome: object[]) => {
    client.connect();
    await settle();
    socket().open();
    if (welcome.length) socket().receive(...welcome);
  };
  return { clock, client, sockets, socket, connect, states, batches, errors, network };
}

export const welcome = (...features: string[]) => ({ type: 'welcome', features });

/** Mulberry32: the same numbers at every run. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
