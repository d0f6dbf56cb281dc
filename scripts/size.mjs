// @ts-check
/** `npm run size`: fails when the script tag's build is heavier than its budgets. */
import { weighBuild } from './weigh.mjs';

const kB = 1000;
/**
 * `whole` is a ratchet on the way to the budget of 40 kB: nothing lands above it by accident (docs/decisions/0009).
 * `first` is the budget itself.
 */
const budgets = { first: 20 * kB, whole: 53.6 * kB };
const goal = 40 * kB;
/** simple-peer with socket.io-client, which come without any interface. */
const aim = 37 * kB;

const { weights, first, whole, bytes } = weighBuild();
/** @param {number} weight */
const shown = (weight) => `${(weight / kB).toFixed(2)} kB`.padStart(9);

for (const [file, weight] of weights) {
  const when = first.has(file) ? 'first' : whole.has(file) ? 'whole' : 'extra';
  console.log(`  ${when}  ${shown(weight)}  ${file}`);
}
console.log(`before anybody clicks  ${shown(bytes.first)}  of ${shown(budgets.first)}`);
console.log(
  `chat and calling       ${shown(bytes.whole)}  of ${shown(budgets.whole)}, budget ${shown(goal)}, aim ${shown(aim)}`,
);
if (bytes.whole > goal) console.log(`still to lose          ${shown(bytes.whole - goal)}`);
const over = bytes.first > budgets.first || bytes.whole > budgets.whole;
if (over) console.error('size: over budget');
process.exitCode = over ? 1 : 0;
