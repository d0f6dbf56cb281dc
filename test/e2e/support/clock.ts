import type { BrowserContext } from 'playwright-core';
import type { Person } from './two.js';

/**
 * The screen of a call that ended stays until somebody leaves it, in place of `DISMISS_MS` of src/call/limits.ts: for those
 * who look at it for longer.
 */
export const lingering = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    const real = globalThis.setTimeout;
    globalThis.setTimeout = ((act: () => void, ms?: number, ...rest: never[]) =>
      real(act, ms === 4_000 ? 600_000 : ms, ...rest)) as typeof setTimeout;
  });
};

/**
 * From now on the calls of this page ring until the test says that nobody answers, which is when `ring-timeout` would be over:
 * a machine that is busy needs longer than a short one, and a long one is waited for by everybody.
 * @returns says so
 */
export async function ringsOnDemand({ page }: Person): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    document.querySelector('chat-call-modal')?.setAttribute('ring-timeout', '61');
    const real = globalThis.setTimeout;
    globalThis.setTimeout = ((act: () => void, ms?: number, ...rest: never[]) => {
      if (ms === 61_000) Object.assign(globalThis, { ringOut: act });
      return real(act, ms, ...rest);
    }) as typeof setTimeout;
  });
  return () => page.evaluate(() => (globalThis as unknown as { ringOut(): void }).ringOut());
}
