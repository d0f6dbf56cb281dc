import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

export type Wire = Record<string, unknown>;

/** Long enough for two busy cores; a test that waits this long has failed. */
const PATIENCE = 30_000;

/** A client that knows nothing of our parser: it sees what is on the wire. */
export class RelayClient {
  private readonly arrived: Wire[] = [];
  private wake: () => void = () => {};
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.arrived.push(JSON.parse(data.toString('utf8')) as Wire);
      this.wake();
    });
    socket.on('error', () => {});
    this.closed = new Promise((resolve) =>
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    );
  }

  send(frame: Wire | string | Buffer): void {
    this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** The next frame, whatever it is: also proves that nothing came before it. */
  async next(): Promise<Wire> {
    const deadline = AbortSignal.timeout(PATIENCE);
    while (this.arrived.length === 0) {
      assert.ok(!deadline.aborted, 'no frame came');
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        deadline.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return this.arrived.shift() as Wire;
  }

  /** Frames that came before the answer to a ping. The server is through with everything sent before it. */
  async drain(): Promise<Wire[]> {
    this.send({ type: 'ping' });
    const frames: Wire[] = [];
    for (let frame = await this.next(); frame['type'] !== 'pong'; frame = await this.next())
      frames.push(frame);
    return frames;
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

const address = (base: string, path: string): string => base.replace(/^http/, 'ws') + path;

/** Connects and takes the welcome off. */
export async function connect(base: string, path: string, options?: ClientOptions): Promise<RelayClient> {
  const client = await connectRaw(base, path, options);
  assert.equal((await client.next())['type'], 'welcome');
  return client;
}

export async function connectRaw(base: string, path: string, options?: ClientOptions): Promise<RelayClient> {
  const client = new RelayClient(new WebSocket(address(base, path), options));
  await once(client.socket, 'open', { signal: AbortSignal.timeout(PATIENCE) });
  return client;
}

/** The HTTP status with which a handshake is refused. */
export async function refusedStatus(base: string, path: string, options?: ClientOptions): Promise<number> {
  const socket = new WebSocket(address(base, path), options);
  socket.on('error', () => {});
  const [request, response] = (await once(socket, 'unexpected-response', {
    signal: AbortSignal.timeout(PATIENCE),
  })) as [{ destroy(): void }, { statusCode: number }];
  request.destroy();
  return response.statusCode;
}

/** Routing fields for Sara (student 7), and the two most needed frames. */
export const TO_SARA = { to_profile_id: '7', to_profile_type: 'student' };
export const TO_TARIQ = { to_profile_id: '1', to_profile_type: 'tutor' };
export const SDP = 'v=0\r\no=- 1 2 IN IP4 192.0.2.7\r\na=fingerprint:sha-256 AB:CD\r\n';
export const invitation = (more: Wire = {}): Wire => ({
  type: 'call_invitation',
  ...TO_SARA,
  call_id: 'call-1',
  call_type: 'video',
  offer: { type: 'offer', sdp: SDP },
  ...more,
});
export const message = (more: Wire = {}): Wire => ({
  type: 'chat_message',
  ...TO_SARA,
  message_id: 'm-1',
  text: 'Hello',
  ...more,
});
