import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../../scripts/browsers.mjs';

/** The public side and, behind a NAT each, two homes. */
const PLACES = ['public', 'nat1', 'nat2', 'home1', 'home2'] as const;
export type Place = (typeof PLACES)[number];
export type Home = Extract<Place, `home${string}`>;

/** Everybody reaches it (RFC 5737, TEST-NET-3). */
export const PUBLIC = '203.0.113.1';
const DOOR_PORT = 8080;
const PREFIX = 'ccm-test-';
const nameOf = (place: Place) => `${PREFIX}${process.pid}-${place}`;

function run(...words: readonly string[]): string {
  const [command = '', ...args] = words;
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${words.join(' ')}: ${error?.message ?? stderr.trim()}`);
}

/** Before a command: it runs in that place. */
export const inside = (place: Place): string[] => ['ip', 'netns', 'exec', nameOf(place)];
const at = (place: Place, command: string) => run(...inside(place), ...command.split(' '));

/** Why there can be no namespaces here, or `null`. Tried, because containers differ. */
export function withoutNamespaces(): string | null {
  try {
    run('ip', 'netns', 'add', nameOf('public'));
    at('public', 'ip link add one type veth peer name two');
    at('public', 'ip link add three type bridge');
    at('public', 'iptables -t nat -A POSTROUTING -j MASQUERADE');
    at('public', 'iptables -A INPUT -m conntrack --ctstate NEW -j DROP');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    spawnSync('ip', ['netns', 'del', nameOf('public')]);
  }
}

/** A home's NAT keeps out what nobody inside asked for, and says nothing about it: else two holes never meet. */
function build(number: 1 | 2): void {
  const [nat, home] = [`nat${number}`, `home${number}`] as const;
  run(
    ...`ip link add out netns ${nameOf(nat)} type veth peer name ${nat} netns ${nameOf('public')}`.split(' '),
  );
  run(...`ip link add in netns ${nameOf(nat)} type veth peer name eth0 netns ${nameOf(home)}`.split(' '));
  at('public', `ip link set ${nat} master bridge up`);
  at('public', `ip route add 10.77.${number}.0/24 via 203.0.113.1${number}`);
  at(nat, `ip addr add 203.0.113.1${number}/24 dev out`);
  at(nat, `ip addr add 10.77.${number}.1/24 dev in`);
  for (const device of ['lo', 'in', 'out']) at(nat, `ip link set ${device} up`);
  at(nat, 'sysctl -qw net.ipv4.ip_forward=1');
  at(nat, 'iptables -t nat -A POSTROUTING -o out -j MASQUERADE');
  for (const chain of ['INPUT', 'FORWARD'])
    at(nat, `iptables -A ${chain} -i out -m conntrack --ctstate NEW -j DROP`);
  at(home, `ip addr add 10.77.${number}.2/24 dev eth0`);
  at(home, 'ip link set lo up');
  plug(home, true);
}

/** The home's network interface goes, or comes back with its route, as from DHCP. */
export function plug(home: Home, on: boolean): void {
  at(home, `ip link set eth0 ${on ? 'up' : 'down'}`);
  if (on) at(home, `ip route replace default via 10.77.${home.slice(-1)}.1`);
}

/** From now on no UDP passes either NAT. */
export function blockUdp(): void {
  for (const nat of ['nat1', 'nat2'] as const) at(nat, 'iptables -I FORWARD -p udp -j DROP');
}

function end(pid: number): void {
  try {
    process.kill(pid);
  } catch {
    // it has ended by itself
  }
}

/** Whatever was started in a place ends with it; so does what a process that was killed has left. */
function tearDown(): void {
  const names = run('ip', 'netns', 'list')
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');
  for (const name of names.filter((each) => each.startsWith(PREFIX))) {
    const owner = Number(name.slice(PREFIX.length).split('-')[0]);
    if (owner !== process.pid && existsSync(`/proc/${owner}`)) continue;
    for (const pid of run('ip', 'netns', 'pids', name).split('\n').filter(Boolean)) end(Number(pid));
    run('ip', 'netns', 'del', name);
  }
}

export interface TwoHomes {
  /** The address under which the homes reach what listens at that port of 127.0.0.1, outside. */
  readonly url: string;
  /** For `launchChromium`: a Chromium in that home. */
  chromium(home: Home): string;
  close(): Promise<void>;
}

/** From the socket file to the port. */
async function listen(path: string, port: number): Promise<Server> {
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    client.pipe(target).pipe(client);
    for (const end of [client, target])
      end.on('error', () => [client, target].forEach((each) => each.destroy()));
  });
  server.listen(path);
  await once(server, 'listening');
  return server;
}

async function openDoor(path: string): Promise<ChildProcess> {
  const [command = '', ...args] = [...inside('public'), process.execPath];
  const file = join(import.meta.dirname, 'door.js');
  const door = spawn(command, [...args, file, PUBLIC, String(DOOR_PORT), path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(door.stdout, 'data');
  return door;
}

/** Two homes behind NATs, and a site on the public side between them. Nothing of this machine's own network is touched. */
export async function startTwoHomes(port: number): Promise<TwoHomes> {
  tearDown();
  const folder = mkdtempSync(join(tmpdir(), 'ccm-homes-'));
  for (const place of PLACES) run('ip', 'netns', 'add', nameOf(place));
  at('public', 'ip link add bridge type bridge');
  at('public', `ip addr add ${PUBLIC}/24 dev bridge`);
  for (const device of ['lo', 'bridge']) at('public', `ip link set ${device} up`);
  build(1);
  build(2);
  const server = await listen(join(folder, 'site'), port);
  await openDoor(join(folder, 'site'));
  return {
    url: `http://${PUBLIC}:${DOOR_PORT}`,
    chromium: (home) => {
      const file = join(folder, home);
      writeFileSync(file, `#!/bin/sh\nexec ${inside(home).join(' ')} '${findChromium()}' "$@"\n`);
      chmodSync(file, 0o755);
      return file;
    },
    close: async () => {
      tearDown();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
