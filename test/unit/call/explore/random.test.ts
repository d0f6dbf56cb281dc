import assert from 'node:assert/strict';
import { test } from 'node:test';
import { walks } from './random.js';
import { SETUPS } from './setups.js';

/** Walks of each setup, up to 60 moves long. More, and others: WALKS=20000 SEED=7. */
const WALKS = Number(process.env.WALKS ?? 600);
const SEED = Number(process.env.SEED ?? 1);

for (const [name, setup] of Object.entries(SETUPS)) {
  test(`H8 random: ${name}: both sides always end in the same place`, (t) => {
    const failure = walks(setup, WALKS, SEED);
    if (failure) assert.fail(`${failure.why} (seed ${failure.seed})\n${failure.trace.join('\n')}`);
    t.diagnostic(`${WALKS} walks`);
  });
}
