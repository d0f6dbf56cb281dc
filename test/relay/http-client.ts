import assert from 'node:assert/strict';
import { readEvents } from '../../src/signaling/transports/sse.js';
import type { Wire } from './relay-client.js';

type Query = Record<string, string>;

/** A POST to the socket's own address. */
export function post(
  base: string,
  path: string,
  query: Query,
  init: RequestInit & { headers?: Query } = {},
): Promise<Response> {
  return fetch(`${base}${path}?${new URLSearchParams(query).toString()}`, { method: 'POST', ...init });
}

/** A client that is told over an event stream. */
export async function openStream(base: string, path: string, query: Query = {}) {
  const stop = new AbortController();
  const response = await post(base, path, { transport: 'sse', ...query }, { signal: stop.signal });
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  const events: (readonly [name: string, data: string])[] = [];
  let wake = () => {};
  const tell = (name: string, data: string) => {
    events.push([name, data]);
    wake();
  };
  assert.ok(response.body);
  readEvents(response.body, tell).then(
    () => tell('over', ''),
    () => tell('over', ''),
  );
  const next = async () => {
    while (events.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return events.shift() as readonly [string, string];
  };
  const [name, session] = await next();
  assert.equal(name, 'session');
  return {
    session,
    next,
    frame: async () => JSON.parse((await next())[1]) as Wire,
    send: async (...frames: Wire[]) =>
      (await post(base, path, { session }, { body: frames.map((each) => JSON.stringify(each)).join('\n') }))
        .status,
    stop: () => stop.abort(),
  };
}

export interface Polled {
  readonly session: string;
  readonly cursor: number;
  readonly frames: string[];
  readonly closed?: [number, string];
}

export async function poll(
  base: string,
  path: string,
  query: Query = {},
  signal?: AbortSignal,
): Promise<Polled> {
  const response = await post(base, path, { transport: 'polling', ...query }, signal ? { signal } : {});
  assert.equal(response.status, 200);
  return (await response.json()) as Polled;
}
