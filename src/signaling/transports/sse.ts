import type { Endpoint, OpenTransport } from '../types.js';
import { HttpFailure, openHttp, post, type Receiving } from './http.js';

/** Between two events; no frame is longer. */
const MAX_EVENT_CHARS = 262_144;

/** Server-sent events one way, requests the other. */
export const openSse: OpenTransport = (endpoint, handlers) => openHttp(endpoint, handlers, receive);

/** Not `EventSource`: it comes back by itself, tells no status, and cannot say where it comes from. */
async function receive(endpoint: Endpoint, receiving: Receiving): Promise<never> {
  const response = await post(endpoint, { transport: 'sse' }, receiving.signal);
  const type = response.headers.get('content-type') ?? '';
  // something between answers for the back end
  if (!response.body || !type.startsWith('text/event-stream')) throw new HttpFailure(1006, true);
  await readEvents(response.body, (name, data) => {
    if (name === 'session') receiving.opened(data);
    else if (name === 'close') throw new HttpFailure(parseInt(data, 10) || 1006, false);
    else receiving.message([data]);
  });
  throw new HttpFailure(1006, false);
}

/** Calls `told` for each event: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  told: (name: string, data: string, id: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (let rest = ''; ;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      rest = events.pop() ?? '';
      if (rest.length > MAX_EVENT_CHARS) throw new Error('an event without an end');
      for (const event of events) {
        const all = (field: string) =>
          Array.from(event.matchAll(new RegExp(`^${field}: ?(.*)$`, 'gm')), (match) => match[1]);
        const data = all('data');
        if (data.length) told(all('event')[0] ?? '', data.join('\n'), all('id')[0] ?? '');
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // over already, in most cases
  }
}
