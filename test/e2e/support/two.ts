import assert from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { CallPhase } from '../../../src/call/snapshot.js';
import { controls, RUNNING_TIME, type Controls } from './controls.js';
import { eventually, expectMedia, expectNothingLeft } from './oracle.js';
import { newPerson } from './browser.js';
import { openProfile, SARA, TARIQ, whenConnected } from './profile.js';
import type { Site } from './site.js';
import type { WidgetPageOptions } from './widget-page.js';

export interface TwoOptions extends WidgetPageOptions {
  readonly site: Site;
  /** The site that she is on, when it is another. */
  readonly herSite?: Site;
  /** Attributes of one side only; those of `attributes` hold for both. */
  readonly tariq?: Readonly<Record<string, string>>;
  readonly sara?: Readonly<Record<string, string>>;
  /** Names of the pages that they are on. */
  readonly pages?: readonly [his: string, hers: string];
  /** Another browser for her, one without devices, say. */
  readonly herBrowser?: Browser;
  /** Of both: a touch screen, say. */
  readonly context?: BrowserContextOptions;
  /** Before anything is opened in somebody's browser: a login, say. */
  readonly prepare?: (context: BrowserContext, id: string) => Promise<void>;
  /** Do not wait for the sockets, where the page opens them later. */
  readonly offline?: boolean;
}

/** One side of a call. */
export interface Person extends Controls {
  readonly page: Page;
}

/** Two people on two pages, each in a browser profile of its own. */
export interface Two {
  readonly tariq: Person;
  readonly sara: Person;
  readonly both: readonly [Person, Person];
  close(): Promise<void>;
}

/** No outside network in tests: no STUN. */
const LOCAL = { 'ice-servers': '[]' };

export async function openTwo(browser: Browser, options: TwoOptions): Promise<Two> {
  const { site, herSite = site, herBrowser = browser, ...rest } = options;
  const { tariq, sara, attributes, offline, prepare, context, pages: names, ...page } = rest;
  const contexts = await Promise.all([newPerson(browser, context), newPerson(herBrowser, context)]);
  const sides = [
    { site, profile: TARIQ, peer: SARA, attributes: { ...LOCAL, ...attributes, ...tariq } },
    { site: herSite, profile: SARA, peer: TARIQ, attributes: { ...LOCAL, ...attributes, ...sara } },
  ] as const;
  await Promise.all(contexts.map(async (one, i) => prepare?.(one, sides[i as 0 | 1].profile.id)));
  const pages = await Promise.all(
    contexts.map((one, i) => {
      const name = names?.[i as 0 | 1];
      return openProfile(one, { ...page, ...(name && { name }), ...sides[i as 0 | 1] });
    }),
  );
  if (!offline) await Promise.all(pages.map(whenConnected));
  const [his, hers] = pages.map((each): Person => ({ page: each, ...controls(each) }));
  assert.ok(his && hers);
  const close = async () => void (await Promise.all(contexts.map((one) => one.close())));
  return { tariq: his, sara: hers, both: [his, hers], close };
}

/** Opens two people, lets them act, and fails when anything is left or the two disagree. */
export async function withTwo(
  browser: Browser,
  options: TwoOptions,
  act: (two: Two) => Promise<void>,
): Promise<void> {
  const two = await openTwo(browser, options);
  try {
    await act(two);
    await expectAgreement(two);
  } finally {
    await two.close();
  }
}

export function phaseOf(person: Person): Promise<CallPhase> {
  return person.page.evaluate(() => document.querySelector('chat-call-modal')?.call?.phase ?? 'idle');
}

export async function whenPhase(person: Person, ...phases: CallPhase[]): Promise<void> {
  await eventually(
    `phase ${phases.join(' or ')}`,
    () => phaseOf(person),
    (phase) => phases.includes(phase),
    45_000,
  );
}

/** As the page's own script would. */
export function startCall(person: Person, kind: 'voice' | 'video'): Promise<boolean> {
  return person.page.evaluate(
    (wanted) => document.querySelector('chat-call-modal')?.startCall(wanted) ?? false,
    kind,
  );
}

/** The status of both shows the running time. */
export async function whenBothConnected({ both }: Two): Promise<void> {
  await Promise.all(both.map(({ status }) => status.filter({ hasText: RUNNING_TIME }).waitFor()));
}

/** From the click on the one side to the running time on both. */
export async function connect(
  two: Two,
  kind: 'voice' | 'video',
  caller: 'tariq' | 'sara' = 'tariq',
): Promise<void> {
  await startCall(two[caller], kind);
  await two[caller === 'tariq' ? 'sara' : 'tariq'].accept.click();
  await whenBothConnected(two);
}

/**
 * Does what ends a call; both sides read why. *Call ended* and the like leave the screen after four seconds, so they are
 * looked for from before on, on both sides at once.
 */
export async function bothRead({ both }: Two, text: string, act: () => Promise<unknown>): Promise<void> {
  const shown = both.map(({ status }) => status.filter({ hasText: text }).waitFor());
  await Promise.all([...shown, act()]);
}

/**
 * After each test: no call is live, nothing of one is left, nothing was thrown, and what both know about a call they
 * tell alike.
 */
export async function expectAgreement({ both }: Two): Promise<void> {
  for (const person of both) await whenPhase(person, 'idle', 'ended');
  await Promise.all(both.map(({ page }) => expectNothingLeft(page)));
  const look = () => Promise.all(both.map(({ page }) => page.evaluate(() => [...observed.ended])));
  const [his = [], hers = []] = await look();
  for (const side of [his, hers]) {
    const ids = side.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length, 'a call ended twice');
  }
  for (const mine of his) {
    const theirs = hers.find(({ id }) => id === mine.id);
    if (theirs) assert.equal(theirs.reason, mine.reason, 'both sides agree why the call ended');
  }
}

/** Answered and hung up, then declined: everything that a back end passes on is said. */
export async function twoCalls(two: Two): Promise<void> {
  await connect(two, 'voice');
  await Promise.all(two.both.map(({ page }) => expectMedia(page, { audio: true })));
  await two.sara.endCall.click();
  await expectAgreement(two);
  await startCall(two.sara, 'voice');
  await two.tariq.decline.click();
  await expectAgreement(two);
  for (const { page } of two.both) {
    const reasons = await page.evaluate(() => observed.ended.slice(-2).map(({ reason }) => reason));
    assert.deepEqual(reasons, ['hangup', 'declined']);
  }
}

/** The calls that stand in the conversation on the screen now, oldest first. Opens it when it is hidden. */
export async function callLog(person: Person): Promise<string[]> {
  await person.page.evaluate(() => document.querySelector('chat-call-modal')?.show());
  const back = person.button('Back to chat');
  const isOpen = async (): Promise<boolean> => {
    // the screen of a call that is over may go by itself meanwhile
    if (await back.isVisible()) await back.click({ timeout: 5_000 }).catch(() => {});
    return person.messages.isVisible();
  };
  await eventually('the conversation is shown', isOpen, Boolean);
  const texts = await person.messages.locator('[part="call-entry"] span').allInnerTexts();
  return texts.map((text) => text.replace(/ · .*$/s, ''));
}

/** These calls stand in the conversation, oldest first, and no others. */
export async function whenCallLog(person: Person, wanted: readonly (string | RegExp)[]): Promise<void> {
  const fits = (now: readonly string[]) =>
    now.length === wanted.length &&
    wanted.every((one, i) => (typeof one === 'string' ? one === now[i] : one.test(now[i] ?? '')));
  await eventually('the calls in the conversation', () => callLog(person), fits);
}
