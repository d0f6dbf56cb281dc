import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { PeerServer } from 'peer';
import { startBareForwarder } from '../fakes/bare-forwarder.js';
import { competitors, pageOf, type Competitor } from './competitors.js';

const root = join(import.meta.dirname, '../..');
const folders: Readonly<Record<string, string>> = {
  '/pages/': join(root, 'test/bench/pages'),
  '/cdn/': join(root, 'dist/cdn'),
};
const libraries: Readonly<Record<string, string>> = {
  '/libraries/simplepeer.min.js': join(root, 'node_modules/simple-peer/simplepeer.min.js'),
  '/libraries/peerjs.min.js': join(root, 'node_modules/peerjs/dist/peerjs.min.js'),
};

/** What the pages load, by path, read once: a build that happens meanwhile changes nothing. */
export function readFiles(): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const [prefix, folder] of Object.entries(folders)) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (extname(name) === '.js') files.set(prefix + name, readFileSync(join(folder, name)));
    }
  }
  for (const [path, file] of Object.entries(libraries)) files.set(path, readFileSync(file));
  for (const competitor of competitors) {
    files.set(encodeURI(`/${competitor}`), Buffer.from(pageOf(competitor)));
  }
  return files;
}

interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

function listening(server: Server): Listening {
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function fileListener(files: ReadonlyMap<string, Buffer>): RequestListener {
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    const body = files.get(path);
    const type = extname(path) === '.js' ? 'text/javascript' : 'text/html';
    response.writeHead(body ? 200 : 404, { 'content-type': `${type}; charset=utf-8` }).end(body);
  };
}

async function startPageServer(files: ReadonlyMap<string, Buffer>): Promise<Listening> {
  const server = createServer(fileListener(files));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return listening(server);
}

function startPeerServer(): Promise<Listening> {
  return new Promise((resolve) => {
    PeerServer({ host: '127.0.0.1', port: 0 }, (server) => resolve(listening(server)));
  });
}

export interface Servers {
  /** Where a competitor's page lies, for the one of the two who is `me`. */
  address(competitor: Competitor, me: string, you: string): string;
  close(): Promise<void>;
}

/** Pages, one bare router a competitor, and peerjs' own server, on free ports of the loopback address. */
export async function startServers(files: ReadonlyMap<string, Buffer>): Promise<Servers> {
  const pages = await startPageServer(files);
  const peerServer = await startPeerServer();
  const routers = new Map(
    await Promise.all(competitors.map(async (each) => [each, await startBareForwarder()] as const)),
  );
  return {
    address: (competitor, me, you) => {
      const query = { me, you, router: routers.get(competitor)?.url ?? '', server: peerServer.url };
      return `${pages.url}/${encodeURI(competitor)}?${new URLSearchParams(query).toString()}`;
    },
    close: async () => {
      await Promise.all([pages, peerServer, ...routers.values()].map((server) => server.close()));
    },
  };
}
