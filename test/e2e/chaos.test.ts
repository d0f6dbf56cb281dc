import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runChaos } from './support/chaos.js';
import { launchChromium } from './support/index.js';

/** As many as fit into a test run; `npm run chaos -- --calls 200` does the whole. */
const CALLS = 4;

test(`${CALLS} calls with random faults and acts: none is stuck, no device stays open, every end has its reason`, async (t) => {
  const browser = await launchChromium();
  t.after(() => browser.close());
  const figures = await runChaos(browser, { calls: CALLS, seed: 7 });
  t.diagnostic(JSON.stringify(figures));
  assert.equal(figures.calls, CALLS);
  assert.ok(figures.connected > 0, 'some were connected');
});
