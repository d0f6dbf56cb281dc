import type { Browser } from 'playwright-core';
import type { EndReason } from '../../../src/call/snapshot.js';
import { startFaultProxy, type FaultProxy } from '../../fakes/fault-proxy.js';
import { seeded, type Random } from '../../fakes/random.js';
import { eventually, expectMedia, expectNothingLeft, type EndedCall } from './oracle.js';
import { whenReady } from './profile.js';
import { startSite } from './site.js';
import { openTwo, phaseOf, type Person, type Two } from './two.js';

/** Every reason; a mapped type, so that a new one does not compile until it stands here. */
const REASONS: Readonly<Record<EndReason, true>> = {
  ...{ hangup: true, cancelled: true, timeout: true, declined: true, busy: true, offline: true },
  ...{ unsupported: true, no_media: true, answered_elsewhere: true, declined_elsewhere: true },
  ...{ moved: true, replaced: true, no_offer: true, refused: true, lost: true, failed: true },
};

export interface Figures {
  calls: number;
  connected: number;
  /** Calls that did not ring within 20 s: nobody is there, or a socket that is half open has not been found yet. */
  unrung: number;
  /** Connected calls in which sound arrived on both sides after the faults. */
  heard: number;
  readonly ends: Record<string, number>;
  readonly acts: Record<string, number>;
  faults: Readonly<Record<string, number>>;
}

/** One pair of people with a bad network between them. */
interface Chaos extends Two {
  readonly random: Random;
  readonly proxy: FaultProxy;
  readonly figures: Figures;
}

type Act = (chaos: Chaos, person: Person) => Promise<unknown>;

const ask = (person: Person, act: string): Promise<unknown> =>
  person.page.evaluate((act) => {
    const widget = document.querySelector('chat-call-modal');
    if (act === 'mute' && widget) widget.muted = !widget.muted;
    if (act === 'camera' && widget) widget.cameraOff = !widget.cameraOff;
    if (act === 'share') widget?.shareScreen();
    if (act === 'stop sharing') widget?.stopSharing();
    if (act === 'hang up') widget?.hangUp();
    if (act === 'accept') widget?.accept();
    if (act === 'decline') widget?.decline();
    if (act === 'network') dispatchEvent(new Event('online'));
    if (act === 'voice' || act === 'video') return widget?.startCall(act);
    return undefined;
  }, act);

const reload = async ({ page }: Person): Promise<void> => {
  await page.reload();
  await whenReady(page);
};

/** What may happen in a call that is up. */
const ACTS: Readonly<Record<string, Act>> = {
  mute: (_, person) => ask(person, 'mute'),
  camera: (_, person) => ask(person, 'camera'),
  'both cameras': ({ both }) => Promise.all(both.map((each) => ask(each, 'camera'))),
  'share and stop': async (_, person) => {
    await ask(person, 'share');
    await ask(person, 'stop sharing');
  },
  share: (_, person) => ask(person, 'share'),
  'other network': (_, person) => ask(person, 'network'),
  'both networks': ({ both }) => Promise.all(both.map((each) => ask(each, 'network'))),
  'sockets cut': ({ proxy }) => Promise.resolve(proxy.cut()),
  'sockets half open': ({ proxy }) => Promise.resolve(proxy.halfOpen()),
  'server gone': ({ proxy }) => {
    proxy.refuse(true);
    proxy.cut();
    return Promise.resolve();
  },
  'page change': (_, person) => reload(person),
  'both change pages': ({ both }) => Promise.all(both.map(reload)),
};

/** How a call that rings goes on: mostly well. */
const ANSWERS = ['accept', 'accept', 'accept', 'accept', 'accept', 'decline', 'cancel', 'accept and cancel'];

function count(table: Record<string, number>, key: string): void {
  table[key] = (table[key] ?? 0) + 1;
}

async function becomes(person: Person, phases: readonly string[], within: number): Promise<boolean> {
  const end = performance.now() + within;
  while (performance.now() < end) {
    if (phases.includes(await phaseOf(person))) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

async function call(chaos: Chaos): Promise<void> {
  const { random, both, figures, proxy } = chaos;
  const share = () => random.next() * 0.2;
  proxy.set({ drop: share(), double: share(), reorder: share(), delay: share(), delayMs: 800 });
  const [caller, callee] = random.chance(0.5) ? both : [both[1], both[0]];
  const kind = random.chance(0.5) ? 'video' : 'voice';
  await ask(caller, kind);
  if (random.chance(0.1)) await ask(callee, kind);
  const rings = await becomes(callee, ['ringing', 'connecting', 'connected'], 20_000);
  if (!rings) figures.unrung += 1;
  const answer = rings ? random.pick(ANSWERS) : 'cancel';
  count(figures.acts, answer);
  if (answer.startsWith('accept')) await ask(callee, 'accept');
  if (answer === 'decline') await ask(callee, 'decline');
  if (answer.endsWith('cancel')) await ask(caller, 'hang up');
  if (answer === 'accept' && (await becomes(caller, ['connected'], 20_000))) await talk(chaos);
  await end(chaos);
}

async function talk(chaos: Chaos): Promise<void> {
  const { random, both, figures, proxy } = chaos;
  figures.connected += 1;
  for (let i = random.whole(4); i > 0; i -= 1) {
    const name = random.pick(Object.keys(ACTS));
    count(figures.acts, name);
    await ACTS[name]?.(chaos, random.pick(both));
    if (random.chance(0.5)) await new Promise((resolve) => setTimeout(resolve, random.whole(400)));
  }
  proxy.refuse(false);
  if (random.chance(0.5)) return; // somebody hangs up in the middle of it
  for (const person of both) if (!(await becomes(person, ['connected'], 35_000))) return;
  for (const { page } of both) {
    await page.evaluate(() => {
      const widget = document.querySelector('chat-call-modal');
      if (widget) widget.muted = false;
    });
  }
  for (const { page } of both) await expectMedia(page, { audio: true });
  figures.heard += 1;
}

/** Somebody hangs up, or both do; then nothing may be left, and every end has its reason. */
async function end({ random, both, figures, proxy }: Chaos): Promise<void> {
  const leaving = random.chance(0.2) ? both : [random.pick(both)];
  await Promise.all(leaving.map((person) => ask(person, 'hang up')));
  proxy.refuse(false);
  for (const person of both) {
    await eventually(
      'the call is over',
      () => phaseOf(person),
      (phase) => phase === 'idle' || phase === 'ended',
      75_000,
    );
    await expectNothingLeft(person.page);
    const ended = await person.page.evaluate(() =>
      (observed.ended as EndedCall[]).splice(0).map(({ reason }) => reason),
    );
    for (const reason of ended) {
      if (!(reason in REASONS)) throw new Error(`no reason of a call: ${reason}`);
      count(figures.ends, reason);
    }
  }
  figures.calls += 1;
}

/**
 * Calls one after another between two people, with faults and acts chosen by the seed. Throws at the first call that stays
 * stuck, leaves a device or a connection open, ends without a reason, or throws in a page.
 */
export async function runChaos(
  browser: Browser,
  options: { readonly calls: number; readonly seed: number; readonly log?: (line: string) => void },
): Promise<Figures> {
  const site = await startSite();
  const proxy = await startFaultProxy(site.server, options.seed);
  const two = await openTwo(browser, { site, attributes: { 'api-base-url': proxy.url } });
  const figures: Figures = {
    calls: 0,
    connected: 0,
    unrung: 0,
    heard: 0,
    ends: {},
    acts: {},
    faults: proxy.counts,
  };
  const chaos: Chaos = { ...two, random: seeded(options.seed), proxy, figures };
  try {
    while (figures.calls < options.calls) {
      try {
        await call(chaos);
      } catch (error) {
        throw new Error(`call ${figures.calls + 1} of seed ${options.seed}`, { cause: error });
      }
      if (figures.calls % 20 === 0) options.log?.(`${figures.calls} calls`);
    }
    return figures;
  } finally {
    await two.close();
    await proxy.close();
    await site.close();
  }
}
