import { performance } from 'node:perf_hooks';
import { startCall, whenBothConnected, whenPhase, type Two } from './two.js';

/** Calls of each kind, where figures are wanted: `ROUNDS=15`. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 0);

function middle(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${Math.round(sorted[Math.floor(sorted.length / 2)] ?? NaN)} ms`;
}

/** Prints the medians of how long ringing and connecting take: figures for docs/benchmarks.md. Call it when everything is loaded. */
export async function timedCalls(two: Two, what: string): Promise<void> {
  const rings: number[] = [];
  const rest: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await startCall(two.tariq, 'voice');
    await two.sara.accept.waitFor();
    const rang = performance.now();
    await two.sara.accept.click();
    await whenBothConnected(two);
    rings.push(rang - began);
    rest.push(performance.now() - rang);
    await two.sara.endCall.click();
    await whenPhase(two.tariq, 'ended', 'idle');
  }
  if (ROUNDS)
    console.log(`${what}: rings after ${middle(rings)}, connected ${middle(rest)} later (${ROUNDS} calls)`);
}
