import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Between pages and their server: a line that a test cuts, or lets go silent without a word. */
export interface FlakyLine {
  /** For `api-base-url`. */
  readonly url: string;
  /** Where it leads from now on. */
  leadTo(port: number): void;
  /** Every connection is reset. */
  cut(): void;
  /** What is open stays open and carries nothing more, both ways; new connections work. */
  silence(): void;
  close(): Promise<void>;
}

export async function startFlakyLine(port: number): Promise<FlakyLine> {
  let target = port;
  const open = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.on('data', (data) => silent.has(from) || to.destroyed || to.write(data));
      from.on('error', () => from.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (next) => (target = next),
    cut: () => open.forEach((socket) => socket.resetAndDestroy()),
    silence: () => open.forEach((socket) => silent.add(socket)),
    close: async () => {
      open.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
