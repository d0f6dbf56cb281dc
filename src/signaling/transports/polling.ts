import type { Endpoint, OpenTransport } from '../types.js';
import { HttpFailure, openHttp, persist, post, TRIES, type Receiving } from './http.js';

/** A back end holds a request for up to 25 s where nothing happens; one that has not answered then is gone. */
const ANSWER_MS = 40_000;
/** Between answers of a back end that holds none: docs/protocol.md, section 7. */
const PACE_MS = 1500;
/** An answer that took this long was held. */
const HELD_MS = 1000;

interface Answer {
  readonly session?: string;
  readonly cursor?: number;
  readonly frames?: readonly string[];
  readonly closed?: readonly [code: number, reason: string];
}

/** Requests that the back end answers when there is something, and requests the other way. */
export const openPolling: OpenTransport = (endpoint, handlers) => openHttp(endpoint, handlers, receive);

async function receive(endpoint: Endpoint, receiving: Receiving): Promise<never> {
  let session = '';
  let cursor = 0;
  for (;;) {
    const asked = performance.now();
    const query = { transport: 'polling', ...(session && { session, after: `${cursor}` }) };
    // without a session it is the opening that failed, and another way may be tried
    const { frames = [], ...said } = await persist(
      receiving.signal,
      ANSWER_MS,
      session ? TRIES : 1,
      async (limit) => {
        return (await (await post(endpoint, query, limit)).json()) as Answer;
      },
    );
    if (said.closed) throw new HttpFailure(said.closed[0], false);
    if (!session) receiving.opened((session = said.session ?? ''));
    cursor = said.cursor ?? cursor;
    if (frames.length) receiving.message(frames);
    else if (performance.now() - asked < HELD_MS)
      await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
}
