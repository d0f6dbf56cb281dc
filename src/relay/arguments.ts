import { parseArgs } from 'node:util';
import type { IceServer, RelayOptions } from './options.js';

export const USAGE = `Usage: chat-call-relay [options]

  --port <n>            port to listen on; default $PORT, else 8000; 0 takes a free one
  --host <address>      address to listen on; default 127.0.0.1
  --origin <origin>     a page origin that may connect, as https://www.example.com; again for more; * for all
                        default: all on a loopback address, else only pages of the same host
  --ice-servers <json>  an array of RTCIceServer, answered at /ice-servers; default $ICE_SERVERS
  --history <n>         messages and receipts kept in memory for who was away; default 10000, 0 for none
  --uploads <folder>    where files in messages are kept; default in memory; off takes none
  --upload-mb <n>       MiB that one file may have; default 10
  --help                this text

Sockets are at /ws/{profile_id}/{profile_type}, below any prefix. /healthz tells that it runs.
Log lines start with [relay.receive], [relay.route], [relay.deliver] or [relay.error] and carry call_id=….
The address of a socket is believed: put the relay behind a proxy that checks the login, or use createRelay().`;

export type Arguments =
  { readonly error: string } | { readonly help: boolean; readonly options: RelayOptions };

/** Never throws. */
export function parseArguments(args: readonly string[], env: Record<string, string | undefined>): Arguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: env['PORT'] || '8000' },
        host: { type: 'string', default: '127.0.0.1' },
        origin: { type: 'string', multiple: true },
        'ice-servers': { type: 'string', default: env['ICE_SERVERS'] ?? '' },
        history: { type: 'string' },
        uploads: { type: 'string' },
        'upload-mb': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const iceServers = values['ice-servers'] && readIceServers(values['ice-servers']);
    const options: RelayOptions = {
      port: readPort(values.port),
      host: values.host,
      ...(values.history !== undefined && { history: readCount(values.history) }),
      ...readUploads(values.uploads, values['upload-mb']),
      ...(values.origin && { allowedOrigins: values.origin }),
      ...(iceServers && { iceServers }),
    };
    return { help: values.help, options };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function readUploads(folder: string | undefined, mib: string | undefined): Pick<RelayOptions, 'uploads'> {
  if (folder === 'off') return { uploads: false };
  if (!folder && mib === undefined) return {};
  const maxBytes = mib !== undefined && { maxBytes: readCount(mib) * 1_048_576 };
  return { uploads: { ...(folder && { folder }), ...maxBytes } };
}

function readCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`not a number: ${text}`);
  return Number(text);
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`not a port: ${text}`);
  return port;
}

function readIceServers(text: string): readonly IceServer[] {
  const fault = new Error('--ice-servers is not a JSON array of {"urls": …}');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault; // the text may hold a credential: it is not repeated
  }
  const isServer = (server: unknown) => typeof server === 'object' && server !== null && 'urls' in server;
  if (!Array.isArray(value) || !value.every(isServer)) throw fault;
  return value as IceServer[];
}
