import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';

/** What observe-page.js keeps. */
interface Observed {
  openConnections(): RTCPeerConnection[];
  liveTracks(): MediaStreamTrack[];
  intervals(): number;
  made(): number;
  mostAtOnce(): number;
  captures(): number;
  opened(): number;
  playing(): HTMLMediaElement[];
  readonly violations: readonly string[];
  readonly socketUrls: readonly string[];
  cutSockets(): void;
  readonly transports: readonly string[];
  /** Of the connection. */
  readonly problems: readonly string[];
  openAfter(): number;
  readonly history: readonly { id: string; phase: string; links: readonly string[] }[];
  readonly ended: readonly EndedCall[];
  readonly messages: readonly string[];
  readonly errors: readonly string[];
}

/** A call as one side tells its end; `duration` in seconds. */
export interface EndedCall {
  readonly id: string;
  readonly reason: string;
  readonly by: 'self' | 'peer' | null;
  readonly duration: number;
}

declare global {
  var observed: Observed;
}

/** Milliseconds; media on a machine that is busy with other tests take a while. Nothing waits so long that comes at all. */
const DEADLINE = 45_000;
const errorsOf = new WeakMap<Page, string[]>();

/** Keeps the page's uncaught errors and unhandled rejections, across its navigations. */
export function watchErrors(page: Page): void {
  if (errorsOf.has(page)) return;
  const errors: string[] = [];
  errorsOf.set(page, errors);
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('crash', () => errors.push('the page crashed'));
}

/** Asks again until the answer pleases, or fails with the last answer. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  pleases: (answer: T) => boolean,
  deadline = DEADLINE,
): Promise<T> {
  const start = performance.now();
  for (;;) {
    const answer = await ask();
    if (pleases(answer)) return answer;
    if (performance.now() - start > deadline) {
      assert.fail(`${what}: not within ${deadline} ms; last: ${JSON.stringify(answer)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export interface MediaFlow {
  /** Sum over the live connections of inbound `totalAudioEnergy`. Rises only while the sound is unmuted. */
  readonly audioEnergy: number;
  readonly framesDecoded: number;
  readonly bytesReceived: number;
}

/** What has arrived so far from the other side. */
export function mediaFlow(page: Page | Frame): Promise<MediaFlow> {
  return page.evaluate(async () => {
    const flow = { audioEnergy: 0, framesDecoded: 0, bytesReceived: 0 };
    for (const connection of observed.openConnections()) {
      const report = (await connection.getStats()) as unknown as Map<string, Record<string, number | string>>;
      for (const stats of report.values()) {
        if (stats['type'] !== 'inbound-rtp') continue;
        flow.audioEnergy += Number(stats['totalAudioEnergy'] ?? 0);
        flow.framesDecoded += Number(stats['framesDecoded'] ?? 0);
        flow.bytesReceived += Number(stats['bytesReceived'] ?? 0);
      }
    }
    return flow;
  });
}

/** Sound, and pictures where asked for, go on arriving: both rise from now on. */
export async function expectMedia(
  page: Page | Frame,
  wanted: { audio?: boolean; video?: boolean },
): Promise<void> {
  const { audio = true, video = false } = wanted;
  const start = await mediaFlow(page);
  const rises = (now: MediaFlow) =>
    (!audio || now.audioEnergy > start.audioEnergy) &&
    (!video || now.framesDecoded > start.framesDecoded + 2);
  await eventually(`media arrive (audio ${audio}, video ${video})`, () => mediaFlow(page), rises);
}

/** What a call must not leave behind; also fails on whatever was thrown or rejected in the page. */
export async function expectNothingLeft(page: Page, deadline = DEADLINE): Promise<void> {
  const look = async () => {
    const frames = await Promise.all(
      page.frames().map((frame) =>
        frame.evaluate(() => ({
          connections: observed.openConnections().map((connection) => connection.connectionState),
          tracks: observed.liveTracks().map((track) => `${track.kind} ${track.label}`),
          timers: observed.intervals(),
        })),
      ),
    );
    return {
      connections: frames.flatMap(({ connections }) => connections),
      tracks: frames.flatMap(({ tracks }) => tracks),
      timers: frames.reduce((sum, { timers }) => sum + timers, 0),
    };
  };
  const clean = (left: Awaited<ReturnType<typeof look>>) =>
    left.connections.length === 0 && left.tracks.length === 0 && left.timers === 0;
  await eventually('no connection, track or timer is left', look, clean, deadline);
  expectNoErrors(page);
}

/** Nothing was thrown or rejected in the page, nor in those it showed before. */
export function expectNoErrors(page: Page): void {
  assert.deepEqual(errorsOf.get(page) ?? assert.fail('call watchErrors(page) first'), []);
}
