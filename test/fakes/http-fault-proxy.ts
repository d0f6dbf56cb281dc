import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

export interface HttpFaultProxyOptions {
  /** `refuse`: 403, as a school's proxy. `swallow`: never answered. */
  upgrades?: 'pass' | 'refuse' | 'swallow';
  /** `hold`: a stream's body is kept until its end, as by a proxy that looks into everything. */
  streams?: 'pass' | 'hold';
  /** Asked for each request with its body: how often it is passed on, before the answer of the last goes back; 0: cut. */
  each?: (request: IncomingMessage, body: string) => number | Promise<number>;
}

/** Stands before a back end and does to its HTTP what networks do. */
export interface HttpFaultProxy {
  readonly url: string;
  /** May be changed at any time. */
  readonly options: HttpFaultProxyOptions;
  /** Methods and addresses that came, upgrades as `UPGRADE`. */
  readonly requests: readonly string[];
  /** Cuts every connection of now. */
  cut(): void;
  close(): Promise<void>;
}

export async function startHttpFaultProxy(
  target: string,
  options: HttpFaultProxyOptions = {},
): Promise<HttpFaultProxy> {
  const back = new URL(target);
  const requests: string[] = [];
  const sockets = new Set<Duplex>();
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    passOn(back, options, request, response).catch(() => response.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket: Duplex, head: Buffer) => {
    requests.push(`UPGRADE ${request.url}`);
    socket.on('error', () => socket.destroy());
    if (options.upgrades === 'refuse')
      return void socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    if (options.upgrades !== 'swallow') passUpgrade(back, request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ options, requests, cut },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

export async function passOn(
  back: URL,
  options: HttpFaultProxyOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const body = Buffer.concat(parts);
  const times = (await options.each?.(request, body.toString('utf8'))) ?? 1;
  if (times === 0) return void response.destroy();
  for (let i = 1; i < times; i += 1) (await ask(back, request, body)).resume();
  const answer = await ask(back, request, body, response);
  const isStream = answer.headers['content-type']?.startsWith('text/event-stream');
  if (isStream && options.streams === 'hold') {
    answer.on('data', () => {});
    answer.on('end', () => response.destroy());
    return;
  }
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.on('error', () => response.destroy());
  answer.pipe(response);
}

export function ask(
  back: URL,
  { url, method, headers }: IncomingMessage,
  body: Buffer,
  until?: ServerResponse,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const onward = httpRequest(new URL(url ?? '/', back), { method, headers, agent: false }, resolve);
    onward.on('error', reject);
    until?.on('close', () => onward.destroy());
    onward.end(body);
  });
}

function passUpgrade(back: URL, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const onward = connect(Number(back.port), back.hostname, () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2)
      lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    onward.write(`${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    socket.pipe(onward).pipe(socket);
  });
  onward.on('error', () => socket.destroy());
  onward.on('close', () => socket.destroy());
  socket.on('close', () => onward.destroy());
}
