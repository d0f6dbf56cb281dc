/** `npm run chaos -- [--calls 200] [--seed 1]`: calls with random faults and acts, over a bad network; prints what happened. */
import { parseArgs } from 'node:util';
import { launchChromium } from '../test/e2e/support/browser.js';
import { runChaos } from '../test/e2e/support/chaos.js';

const { values } = parseArgs({
  options: { calls: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});
const start = performance.now();
const browser = await launchChromium();
try {
  const figures = await runChaos(browser, {
    calls: Number(values.calls),
    seed: Number(values.seed),
    log: (line) => console.log(line),
  });
  const seconds = Math.round((performance.now() - start) / 1_000);
  console.log(`${figures.calls} calls in ${seconds} s, seed ${values.seed}: none stuck, nothing left open`);
  console.log(
    `${figures.connected} connected, ${figures.heard} of them asked for sound and had it on both sides; ${figures.unrung} rang nowhere`,
  );
  for (const [name, table] of Object.entries({
    ends: figures.ends,
    acts: figures.acts,
    faults: figures.faults,
  })) {
    console.log(
      `${name}: ${Object.entries(table)
        .map(([key, count]) => `${key} ${count}`)
        .join(', ')}`,
    );
  }
} finally {
  await browser.close();
}
