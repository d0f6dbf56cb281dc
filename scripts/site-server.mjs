// @ts-check
import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { staticFiles } from './static-files.mjs';

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

/**
 * @typedef {object} SiteOptions
 * @property {number} [port] 0, the default, takes a free one
 * @property {string} [host] 127.0.0.1
 * @property {string} [backend] `http://host:port` of the relay: what is no file here is passed on to it, sockets too, so
 *   that pages and back end are one origin. Below `/tariq/` and `/sara/` lies all of it once more, each with cookies of its
 *   own: two people signed in side by side in one browser
 * @property {Record<string, string>} [headers] added to every file
 * @property {readonly {urls: string}[]} [iceServers] what `/ice-servers` answers, below any prefix; else the back end does
 * @property {(request: Request, response: Response) => boolean} [handle] asked first; true when it has answered
 */

/** @typedef {{url: string, port: number, close: () => Promise<void>}} SiteServer */

const root = join(import.meta.dirname, '..');

/** Somebody's part of the site, as `/tariq`, and what is asked for below it. @param {string} [url] */
function person(url = '/') {
  const [, prefix = '', path = url] = /^(\/(?:tariq|sara))(\/.*)$/.exec(url) ?? [];
  return { prefix, path };
}

/** @param {URL} backend @param {Request} request @param {Response} response */
function passOn(backend, request, response) {
  const { method, headers } = request;
  const { prefix, path } = person(request.url);
  const onward = httpRequest(new URL(path, backend), { method, headers }, (answer) => {
    const cookies = answer.headers['set-cookie']?.map((cookie) =>
      cookie.replace(/path=\//i, `Path=${prefix}/`),
    );
    const { statusCode = 502 } = answer;
    response.writeHead(statusCode, { ...answer.headers, ...(cookies && { 'set-cookie': cookies }) });
    answer.on('error', () => response.destroy()); // cut off in the middle: so is what was passed on
    answer.pipe(response);
  });
  onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

/** @param {URL} backend @param {Request} request @param {import('node:stream').Duplex} socket @param {Buffer} head */
function passOnUpgrade(backend, request, socket, head) {
  const onward = connect(Number(backend.port), backend.hostname, () => {
    const lines = [`${request.method} ${person(request.url).path} HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    }
    onward.write(`${lines.join('\r\n')}\r\n\r\n`);
    onward.write(head);
    socket.pipe(onward).pipe(socket);
  });
  onward.on('error', () => socket.destroy());
  socket.on('error', () => onward.destroy());
  socket.on('close', () => onward.destroy());
  onward.on('close', () => socket.destroy());
}

/**
 * Serves the demo pages at `/`, the script tag's build at `/cdn/`, and a back end behind both.
 * @param {SiteOptions} [options] @returns {Promise<SiteServer>}
 */
export async function startSiteServer(options = {}) {
  const { port = 0, host = '127.0.0.1', headers = {}, iceServers, handle } = options;
  const [demo, cdn] = [join(root, 'demo'), join(root, 'dist/cdn')];
  const files = staticFiles({ '/': demo, '/tariq/': demo, '/sara/': demo, '/cdn/': cdn }, headers);
  const backend = options.backend ? new URL(options.backend) : null;
  const server = createServer((request, response) => {
    if (handle?.(request, response) || files(request, response)) return;
    if (iceServers && /\/ice-servers$/.test((request.url ?? '').replace(/\?.*/s, ''))) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(iceServers));
      return;
    }
    if (backend) passOn(backend, request, response);
    else response.writeHead(404).end();
  });
  /** @type {Set<import('node:stream').Duplex>} */
  const upgraded = new Set();
  server.on('upgrade', (request, socket, head) => {
    if (!backend) {
      socket.destroy();
      return;
    }
    upgraded.add(socket);
    socket.on('close', () => upgraded.delete(socket));
    passOnUpgrade(backend, request, socket, head);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    port: address.port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of upgraded) socket.destroy();
      }),
  };
}
