/*
 * `node door.js address port path`: inside a network namespace, listens there and leads to a socket file, which lies outside:
 * files know no namespaces. Ends with whoever started it.
 */
import { connect, createServer } from 'node:net';

const [address, port, path] = process.argv.slice(2);

createServer((client) => {
  const inside = connect(path);
  client.pipe(inside).pipe(client);
  for (const end of [client, inside])
    end.on('error', () => [client, inside].forEach((each) => each.destroy()));
}).listen(Number(port), address, () => console.log('open'));

process.stdin.resume().on('end', () => process.exit());
