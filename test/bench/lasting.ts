import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { expectMedia } from '../e2e/support/oracle.js';
import { whenReady } from '../e2e/support/profile.js';
import { startSite, type Site } from '../e2e/support/site.js';
import { connect, openTwo, whenBothConnected, type Person, type Two } from '../e2e/support/two.js';
import type { Competitor } from './competitors.js';
import { OURS } from './competitors.js';
import { sampleOf } from './metrics.js';
import { openPair } from './pair.js';
import type { Servers } from './servers.js';
import { ratios, shuffled, spreadOf } from './statistics.js';

/** A ring that somebody answers after a second, with cameras that take 300 ms: what is ready by then was made ready meanwhile. */
const PACE = { cameraMs: 300, answerMs: 1_000 };

/** What a page holds, as the browser counts it after a collection. */
export interface Held {
  /** Bytes. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Connections and tracks that are open. */
  readonly open: number;
}

/** Accept → the callee sees the caller, in ms: of each round by hand, and ours. */
export async function acceptTimes(browser: Browser, servers: Servers, rounds: number) {
  const who = ['floor', OURS] as const;
  const pairs = await Promise.all(who.map((each) => openPair(browser, servers, each)));
  const times: Record<string, number[]> = { floor: [], [OURS]: [] };
  for (const pair of pairs) await pair.call(PACE); // warm-up, not counted
  for (let i = 0; i < rounds; i += 1) {
    for (const each of shuffled<Competitor & (typeof who)[number]>(who)) {
      const marks = await pairs[who.indexOf(each)]?.call(PACE);
      if (marks) times[each]?.push(sampleOf(marks).calleeSees);
    }
  }
  await Promise.all(pairs.map((pair) => pair.close()));
  const [floor = [], ours = []] = who.map((each) => times[each]);
  return { floor: spreadOf(floor), ours: spreadOf(ours), ratio: spreadOf(ratios(ours, floor)) };
}

async function withSite<T>(browser: Browser, act: (two: Two, site: Site) => Promise<T>): Promise<T> {
  const site = await startSite({ backend: 'bare' });
  const two = await openTwo(browser, { site });
  try {
    return await act(two, site);
  } finally {
    await two.close();
    await site.close();
  }
}

/** From leaving a page in a voice call until sound is back on both sides, in ms; sides take turns. */
export function navigationTimes(browser: Browser, changes: number): Promise<number[]> {
  return withSite(browser, async (two) => {
    await connect(two, 'voice');
    const times: number[] = [];
    for (let i = 0; i < changes; i += 1) {
      const { page } = i % 2 ? two.sara : two.tariq;
      const start = performance.now();
      await page.reload();
      await whenReady(page);
      await whenBothConnected(two);
      await Promise.all(two.both.map((side) => expectMedia(side.page, { audio: true })));
      times.push(performance.now() - start);
    }
    return times;
  });
}

async function held(page: Page): Promise<Held> {
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < 3; i += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
  await session.detach();
  const open = await page.evaluate(() => observed.openConnections().length + observed.liveTracks().length);
  return { heap: usedSize, nodes, listeners: jsEventListeners, open };
}

async function callAndEnd({ tariq, sara }: Two): Promise<void> {
  const idle = ({ page }: Person) =>
    page.waitForFunction(
      () => (document.querySelector('chat-call-modal')?.call?.phase ?? 'ended') === 'ended',
    );
  await tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.startCall('voice'));
  await sara.page.waitForFunction(() => document.querySelector('chat-call-modal')?.call?.phase === 'ringing');
  await sara.page.evaluate(() => document.querySelector('chat-call-modal')?.accept());
  for (const { page } of [tariq, sara])
    await page.waitForFunction(() => document.querySelector('chat-call-modal')?.call?.phase === 'connected');
  await tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.hangUp());
  await Promise.all([idle(tariq), idle(sara)]);
}

/** What both pages hold before and after so many calls, one after another, each connected and ended. Ten before that warm up. */
export function sequentialCalls(browser: Browser, calls: number): Promise<{ before: Held[]; after: Held[] }> {
  return withSite(browser, async (two) => {
    const look = () => Promise.all(two.both.map(({ page }) => held(page)));
    for (let i = 0; i < 10; i += 1) await callAndEnd(two);
    await new Promise((resolve) => setTimeout(resolve, 5_000)); // an ended call leaves the screen after 4 s
    const before = await look();
    for (let i = 0; i < calls; i += 1) await callAndEnd(two);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const after = await look();
    assert.ok(
      after.every(({ open }) => open === 0),
      'nothing stays open',
    );
    return { before, after };
  });
}
