/**
 * Prints why these tests cannot run on this machine, where there is a reason, in the words that scripts/node-reporter.mjs knows: a
 * file of which nothing can run is no failure then. `if (!notRun(…)) describe(…)`.
 */
export function notRun(what: string, reason: string | null): boolean {
  if (reason !== null) console.log(`NOT RUN: ${what}: ${reason}`);
  return reason !== null;
}
