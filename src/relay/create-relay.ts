import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Profile, ProfileRef } from '../protocol/identity.js';
import { MAX_FRAME_BYTES } from '../protocol/limits.js';
import { ClientSocket } from './client-socket.js';
import { featuresOf } from './features.js';
import { admit, refuseUpgrade } from './gate.js';
import { answer, handleRequest } from './http.js';
import { ChatHistory } from './history.js';
import { HttpSessions } from './http-sessions.js';
import { WebSocketLine, type Line } from './lines.js';
import { createLog, type Log } from './log.js';
import * as defaults from './options.js';
import type { RelayOptions } from './options.js';
import { createOriginCheck, type OriginCheck } from './origins.js';
import { Registry } from './registry.js';
import { Router } from './router.js';
import { Uploads } from './uploads/uploads.js';

const { CLOSE } = defaults;

/** How long `close()` waits for clients to answer its close frame, in milliseconds. */
const CLOSE_GRACE = 1000;

/** A running server. */
export interface Relay {
  readonly port: number;
  /** `http://host:port`, for `api-base-url`. */
  readonly url: string;
  /** Open sockets of a profile. */
  count(profile: ProfileRef): number;
  /** A login ended: closes the profile's sockets with 4401, so that they come back with a new token or not at all. */
  revoke(profile: ProfileRef): void;
  /** Closes every socket with 1012 (clients come back), then the server. Nothing is left running. */
  close(): Promise<void>;
}

/** Starts a server for the profile dialect (docs/protocol.md section 1). Rejects when it cannot listen. */
export async function createRelay(options: RelayOptions = {}): Promise<Relay> {
  const relay = new RelayServer(options);
  await relay.listen();
  return relay;
}

class RelayServer implements Relay {
  port = 0;
  url = '';
  private readonly host: string;
  private readonly registry = new Registry();
  private readonly log: Log;
  private readonly history: ChatHistory;
  private readonly router: Router;
  private readonly isAllowed: OriginCheck;
  private readonly http: Server;
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES });
  /** Handshakes whose credential is being checked. */
  private readonly waiting = new Set<Duplex>();
  private liveness: NodeJS.Timeout | undefined;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: RelayOptions) {
    this.host = options.host ?? '127.0.0.1';
    this.log = createLog(options.log ?? (() => {}));
    const { history } = options;
    this.history = typeof history === 'object' ? history : new ChatHistory(history);
    this.router = new Router(this.registry, this.log, this.history);
    this.isAllowed = createOriginCheck(this.host, options.allowedOrigins);
    const check = (request: IncomingMessage) => admit(request, this.isAllowed, options.authenticate);
    const sessions = new HttpSessions({
      admit: check,
      enter: (line, profile) => this.enter(line, profile),
      leave: (client, code) => this.leave(client, code),
      receive: (text, client) => this.router.receive(text, client),
    });
    const { uploads: wanted = {} } = options;
    const uploads = wanted && new Uploads(wanted, check, answer, this.log);
    this.http = createServer((request, response) => {
      const counts = () => ({ sockets: this.registry.all().length, profiles: this.registry.profiles });
      const { isAllowed } = this;
      const context = {
        iceServers: options.iceServers,
        isAllowed,
        counts,
        sessions,
        uploads: uploads || null,
      };
      // the site’s own `iceServers` function may fail, or a request break off
      handleRequest(request, response, context).catch(
        () => response.headersSent || response.writeHead(503).end(),
      );
    });
    this.http.on('upgrade', (request, socket, head) => void this.upgrade(request, socket, head));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(this.options.port ?? 0, this.host, resolve);
    });
    this.http.on('error', (error) => this.log('error', { what: error.name }));
    this.port = (this.http.address() as AddressInfo).port;
    this.url = `http://${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.port}`;
    const interval = this.options.pingInterval ?? defaults.DEFAULT_PING_INTERVAL;
    this.liveness = setInterval(
      () => this.registry.all().forEach((client) => client.line.checkAlive()),
      interval,
    );
    this.liveness.unref();
    this.log('server', { what: 'listening' });
  }

  count(profile: ProfileRef): number {
    return this.registry.of(profile).length;
  }

  revoke(profile: ProfileRef): void {
    for (const client of this.registry.of(profile)) client.close(CLOSE.unauthorized, 'revoked');
  }

  close(): Promise<void> {
    return (this.closing ??= this.shutDown());
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    this.waiting.add(socket);
    const admission = await admit(request, this.isAllowed, this.options.authenticate);
    this.waiting.delete(socket);
    if (this.closing) return refuseUpgrade(socket, 503);
    if (typeof admission === 'number') {
      this.log('error', { code: admission, what: 'handshake' });
      return refuseUpgrade(socket, admission);
    }
    this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (admission !== 'unauthorized') return this.welcome(webSocket, admission);
      this.log('error', { code: CLOSE.unauthorized, what: 'handshake' });
      webSocket.on('error', () => webSocket.terminate());
      webSocket.close(CLOSE.unauthorized, 'unauthorized');
    });
  }

  private welcome(webSocket: WebSocket, profile: Profile): void {
    const client = this.enter(new WebSocketLine(webSocket), profile);
    webSocket.on('message', (data: Buffer, isBinary) => {
      if (webSocket.readyState !== webSocket.OPEN) return; // what still comes after our close frame
      if (isBinary) this.router.receiveBinary(client);
      else this.router.receive(data.toString('utf8'), client);
    });
    // ws has closed it already, with 1009 for a frame that is too large
    webSocket.on('error', (error: Error & { code?: string }) =>
      this.log('error', { from: profile, what: error.code ?? error.name }),
    );
    webSocket.on('close', (code) => this.leave(client, code));
  }

  private enter(line: Line, profile: Profile): ClientSocket {
    const { rate = defaults.DEFAULT_RATE, maxBufferedBytes = defaults.DEFAULT_MAX_BUFFERED_BYTES } =
      this.options;
    const client = new ClientSocket(line, profile, rate, maxBufferedBytes);
    this.registry.add(client);
    this.log('socket', { from: profile, what: 'open', transport: line.transport });
    const features = featuresOf(this.history, this.options.uploads !== false);
    client.tell({ type: 'welcome', features, server_time: Date.now(), session: client.session });
    this.router.conversations.joined(client);
    this.router.people.changed(profile);
    return client;
  }

  private leave(client: ClientSocket, code: number): void {
    this.registry.remove(client);
    const { profile, line } = client;
    this.router.people.changed(profile);
    this.log('socket', { from: profile, what: 'close', transport: line.transport, code });
  }

  private async shutDown(): Promise<void> {
    clearInterval(this.liveness);
    const stopped = new Promise((resolve) => this.http.close(resolve));
    for (const socket of this.waiting) socket.destroy();
    const open = [...this.sockets.clients];
    const gone = open.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const client of this.registry.all()) client.close(CLOSE.restarting, 'restarting');
    const grace = setTimeout(() => open.forEach((socket) => socket.terminate()), CLOSE_GRACE);
    await Promise.all(gone);
    clearTimeout(grace);
    this.http.closeAllConnections();
    await stopped;
    this.log('server', { what: 'closed' });
  }
}
