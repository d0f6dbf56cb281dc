import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { Server } from 'socket.io';
import { attachCalls } from './calls.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Stand-ins for your session and your bookings. A real token is long, random or signed, and expires. */
const USERS = new Map([
  ['token-of-tariq', { id: '1', name: 'Tariq' }],
  ['token-of-sara', { id: '7', name: 'Sara' }],
]);
const BOOKINGS = new Map([['lesson-1', ['1', '7']]]);

/** The widget: as installed by npm, or as built in its own repository. */
const WIDGET = ['node_modules/chat-call-modal/dist/cdn', '../../../dist/cdn'].map((path) => join(here, path));

/**
 * Express and Socket.IO on one port.
 *
 * @param {object} [options]
 * @param {number} [options.port] 0 takes a free one
 * @param {string} [options.host]
 * @param {string[]} [options.origins] other sites whose pages may connect, as `https://www.example.com`
 * @param {Map<unknown, import('./calls.js').User>} [options.users] by token
 * @param {Map<string, (string | number)[]>} [options.bookings] user ids by booking id
 * @param {(line: string) => void} [options.log]
 * @param {() => number} [options.now] milliseconds
 */
export async function startServer(options = {}) {
  const {
    port = 3000,
    host = '127.0.0.1',
    origins = [],
    users = USERS,
    bookings = BOOKINGS,
    log,
    now,
  } = options;
  const app = express();
  app.use(express.static(join(here, 'public')));
  for (const folder of WIDGET.filter(existsSync)) app.use('/cdn', express.static(folder));
  const server = createServer(app);
  const io = new Server(server, {
    cors: { origin: origins },
    // CORS does not cover WebSockets: any page could open one with its visitor's cookies.
    allowRequest: (request, decide) => decide(null, isAllowed(request.headers, origins)),
    maxHttpBufferSize: 64 * 1024,
    // A connection that is gone without a word is found within 15 s; the default is 45.
    pingInterval: 10_000,
    pingTimeout: 5000,
  });
  const { calls } = attachCalls(io, {
    authenticate: (token) => users.get(token) ?? null,
    membersOf: (bookingId) => bookings.get(bookingId),
    log,
    now,
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://${host}:${address.port}`, io, calls, close: () => io.close() };
}

/** The own site, those in the list, and apps, which send no Origin. */
function isAllowed({ origin, host }, origins) {
  return origin === undefined || origins.includes(origin) || origin.replace(/^https?:\/\//, '') === host;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startServer({ port: Number(process.env.PORT ?? 3000) });
  if (!WIDGET.some(existsSync))
    console.log('The widget is not here: npm run build in its repository, or install it.');
  console.log(`Tariq: ${url}/?as=tariq\nSara:  ${url}/?as=sara`);
}
