import assert from 'node:assert/strict';
import { test } from 'node:test';
import { walks, type Failure } from './random.js';
import { PEACEFUL, SETUPS } from './setups.js';

/** Walks of each setup, up to 60 moves long. More, and others: WALKS=20000 SEED=7. */
const WALKS = Number(process.env.WALKS ?? 540);
const SEED = Number(process.env.SEED ?? 1);

function check(failure: Failure | null): void {
  if (failure) assert.fail(`${failure.why} (seed ${failure.seed})\n${failure.trace.join('\n')}`);
}

for (const [name, setup] of Object.entries(SETUPS)) {
  test(`H8 random: ${name}: both sides always end in the same place`, (t) => {
    check(walks(setup, WALKS, SEED));
    t.diagnostic(`${WALKS} walks`);
  });
}

for (const [name, setup] of Object.entries(PEACEFUL)) {
  test(`H10 H12 random: a call that nobody ends goes on, ${name}`, (t) => {
    check(walks(setup, WALKS, SEED, ['accepted', 'glare', 'talking', 'talking'], true));
    t.diagnostic(`${WALKS} walks`);
  });
}
