import { waitUntil as wait } from '@open-wc/testing';

/** As that of open-wc, which gives up after a second: what is waited for may have to load, on a machine that is busy. */
export const waitUntil = (holds: () => unknown, what?: string): Promise<void> =>
  wait(() => Boolean(holds()), what, { timeout: 30_000 });
